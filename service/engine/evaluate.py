"""The evaluation of one question on a store, written to a sink: everything in the calling thread.

pyoxigraph aborts where a result is touched by another thread than the one that made it.
"""

import socket
from collections.abc import Iterable

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from communique.service.engine import formats, frames
from communique.service.engine.columns import in_order
from communique.service.engine.complaint import explain
from communique.service.engine.counting import counted
from communique.service.engine.guard import inspect
from communique.service.engine.plan import Plan
from communique.service.engine.question import Failure, Question
from communique.service.engine.sink import Sink

Results = QuerySolutions | QueryBoolean | QueryTriples


def evaluate(store: Store, question: Question, sock: socket.socket, plan: Plan, size: int | None = None) -> Sink:
    """Answer a question on a socket, within the bounds of the plan; the sink returned is not finished yet.

    `size` is the number of quads in the store, where it is known.
    Raises Failure for whatever the question can be blamed for.
    """
    try:
        results = _query(store, question, plan, size)
    except SyntaxError as error:
        raise explain(question.text, error) from None
    except RuntimeError as error:  # a function that nobody knows, for one
        raise Failure("unsupported", str(error)) from None
    except OSError as error:
        raise _refused(error) from None
    form, writer = chosen(results, question)
    sink = Sink(sock, form, question, plan)
    try:
        if question.pretty and isinstance(results, QueryTriples):
            write_pretty(results, sink, writer, plan)
        else:
            results.serialize(sink, writer)  # type: ignore[arg-type]
    except RuntimeError as error:
        raise Failure("unsupported", str(error)) from None
    except OSError as error:
        raise _refused(error) from None
    return sink


def _query(store: Store, question: Question, plan: Plan, size: int | None) -> Results:
    dataset = inspect(question.text, plan.nesting, plan.patterns)
    text = in_order(question.text, plan.base) if "*" in question.text else question.text
    if question.default_graphs is None and question.named_graphs is None:
        if size is not None and plan.union and not dataset:
            text = counted(text, size)
        return store.query(text, base_iri=plan.base, use_default_graph_as_union=plan.union and not dataset)
    return store.query(
        text,
        base_iri=plan.base,
        default_graph=[NamedNode(iri) for iri in question.default_graphs or ()],
        named_graphs=[NamedNode(iri) for iri in question.named_graphs or ()],
    )


def chosen(results: Results, question: Question) -> tuple[bytes, QueryResultsFormat | RdfFormat]:
    """The form of the results as the wire has it, and the format to write them in; raises Failure without one."""
    if isinstance(results, QueryTriples):
        form, table, name = frames.GRAPH, formats.GRAPHS, question.graphs
    else:
        form = frames.BOOLEAN if isinstance(results, QueryBoolean) else frames.SOLUTIONS
        table, name = formats.SOLUTIONS, question.solutions
    if name is None:
        accepted = ", ".join(item.media_type for item in table.values())
        raise Failure("not-acceptable", f"this query has results in one of: {accepted}")
    return form, table[name].writer


def write_pretty(triples: Iterable[Triple], sink: Sink, writer: QueryResultsFormat | RdfFormat, plan: Plan) -> None:
    """Write a graph in the order of its N-Triples, with those prefixes of the plan that occur."""
    lines = {str(triple): triple for triple in triples}
    text = "\n".join(lines)
    used = {prefix: space for prefix, space in plan.prefixes.items() if f"<{space}" in text}
    serialize((lines[line] for line in sorted(lines)), sink, writer, prefixes=used)  # type: ignore[arg-type]


def _refused(error: OSError) -> Failure:
    """A worker has no files and no network, so the only thing that can fail this way is a call to another endpoint."""
    return Failure("service-denied", f"the engine calls no other endpoint ({error})")
