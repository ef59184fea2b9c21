"""Carries an order out on a store: all of it, or a failure and no change that anybody would see."""

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from communique.service.engine.complaint import explain
from communique.service.engine.question import Failure
from communique.service.engine.scanner import outline, tokens
from communique.service.engine.writing.dataset import using
from communique.service.engine.writing.orders import Delete, Order, Put, Update

# What the content of one graph may be written in; anything with graphs in it may not.
READABLE = {
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "text/n3": RdfFormat.N3,
}


def carry_out(store: Store, order: Order, base: str, nesting: int) -> bool:
    """Change a store; whether there is a new graph. Raises Failure for what the order is to blame for.

    An OSError or MemoryError may leave a part of the change; the store must not be used after one.
    """
    if isinstance(order, Update):
        _update(store, order, base, nesting)
        return False
    if isinstance(order, Put):
        return _put(store, order)
    _delete(store, order)
    return False


def _update(store: Store, order: Update, base: str, nesting: int) -> None:
    found = outline(order.text)
    if found.depth > nesting:
        raise Failure("query-nesting", f"the update is nested {found.depth} levels deep; {nesting} are allowed")
    if found.service:
        raise Failure("service-denied", "an update calls no other endpoint")
    text = order.text
    if order.default_graphs is not None or order.named_graphs is not None:
        text = using(text, order.default_graphs or (), order.named_graphs or ())
    try:
        store.update(text, base_iri=base)
    except SyntaxError as error:
        raise explain(order.text, error, update=True) from None
    except RuntimeError as error:
        raise Failure("conflict", str(error)) from None
    except OSError:
        if _loads(order.text):  # this process has no network: what was to be loaded never came
            raise Failure("load-denied", "LOAD is not allowed here") from None
        raise


def _loads(text: str) -> bool:
    return any(token.lastgroup == "word" and token.group().upper().startswith("LOAD") for token in tokens(text))


def _put(store: Store, order: Put) -> bool:
    graph = _name(order.graph)
    quads = [quad for content, media_type in order.documents for quad in _read(content, media_type, order.base, graph)]
    created = isinstance(graph, NamedNode) and not store.contains_named_graph(graph)
    if not order.add:
        store.clear_graph(graph)
    if isinstance(graph, NamedNode):
        store.add_graph(graph)  # there even if it is empty
    store.extend(quads)
    return created


def _read(content: bytes, media_type: str, base: str, graph: NamedNode | DefaultGraph) -> list[Quad]:
    try:
        form = READABLE[media_type]
        found = parse(content, form, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
        return [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found]
    except SyntaxError as error:
        place = {"line": error.lineno, "column": error.offset} if error.lineno else {}
        raise Failure("content", str(error.msg), **place) from None


def _delete(store: Store, order: Delete) -> None:
    graph = _name(order.graph)
    if isinstance(graph, DefaultGraph):
        store.clear_graph(graph)
        return
    if not store.contains_named_graph(graph):
        raise Failure("not-found", f"there is no graph <{graph.value}>")
    store.remove_graph(graph)


def _name(graph: str | None) -> NamedNode | DefaultGraph:
    return DefaultGraph() if graph is None else NamedNode(graph)
