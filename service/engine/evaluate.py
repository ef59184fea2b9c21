"""The evaluation of one question on a store, written to a sink: everything in the calling thread.

pyoxigraph aborts where a result is touched by another thread than the one that made it.
"""

import socket
import time

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, serialize

from communique.service.engine import formats, frames
from communique.service.engine.columns import in_order
from communique.service.engine.complaint import explain
from communique.service.engine.guard import inspect
from communique.service.engine.plan import Plan
from communique.service.engine.question import Failure, Question
from communique.service.engine.sink import Sink

Results = QuerySolutions | QueryBoolean | QueryTriples


def evaluate(store: Store, question: Question, sock: socket.socket, plan: Plan) -> Sink:
    """Answer a question on a socket, within the bounds of the plan; the sink returned is not finished yet.

    Raises Failure for whatever the question can be blamed for.
    """
    cpu = time.process_time()
    try:
        results = _query(store, question, plan)
    except SyntaxError as error:
        raise explain(question.text, error) from None
    except RuntimeError as error:  # a function that nobody knows, for one
        raise Failure("unsupported", str(error)) from None
    except OSError as error:
        raise _refused(error) from None
    form, table, name = _form(results, question)
    if name is None:
        accepted = ", ".join(item.media_type for item in table.values())
        raise Failure("not-acceptable", f"this query has results in one of: {accepted}")
    sink = Sink(sock, form, plan.result, cpu)
    try:
        if question.pretty and isinstance(results, QueryTriples):
            _pretty(results, sink, formats.GRAPHS[name], plan.prefixes)
        else:
            results.serialize(sink, table[name].writer)  # type: ignore[arg-type]
    except RuntimeError as error:
        raise Failure("unsupported", str(error)) from None
    except OSError as error:
        raise _refused(error) from None
    return sink


def _query(store: Store, question: Question, plan: Plan) -> Results:
    dataset = inspect(question.text, plan.nesting, plan.patterns)
    text = in_order(question.text, plan.base) if "*" in question.text else question.text
    if question.default_graphs is None and question.named_graphs is None:
        return store.query(text, base_iri=plan.base, use_default_graph_as_union=not dataset)
    return store.query(
        text,
        base_iri=plan.base,
        default_graph=[NamedNode(iri) for iri in question.default_graphs or ()],
        named_graphs=[NamedNode(iri) for iri in question.named_graphs or ()],
    )


def _form(results: Results, question: Question) -> tuple[bytes, dict[str, formats.Format], str | None]:
    if isinstance(results, QueryTriples):
        return frames.GRAPH, formats.GRAPHS, question.graphs
    form = frames.BOOLEAN if isinstance(results, QueryBoolean) else frames.SOLUTIONS
    return form, formats.SOLUTIONS, question.solutions


def _pretty(results: QueryTriples, sink: Sink, form: formats.Format, prefixes: dict[str, str]) -> None:
    """In the order of the N-Triples, with those prefixes that occur."""
    lines = {str(triple): triple for triple in results}
    text = "\n".join(lines)
    used = {prefix: space for prefix, space in prefixes.items() if f"<{space}" in text}
    serialize((lines[line] for line in sorted(lines)), sink, form.writer, prefixes=used)  # type: ignore[arg-type]


def _refused(error: OSError) -> Failure:
    """A worker has no files and no network, so the only thing that can fail this way is a call to another endpoint."""
    return Failure("service-denied", f"the engine calls no other endpoint ({error})")
