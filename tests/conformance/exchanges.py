"""Read the HTTP requests that protocol and graph store manifests describe in the W3C vocabulary for HTTP."""

from communique.tests.conformance.cases import Exchange, Expectation
from communique.tests.conformance.graph import Graph, Node

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"

# Names of hts:, the W3C's status codes in RDF, that the manifests use beside the classes such as StatusCode4xx.
_CODES = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}


def exchanges(graph: Graph, connection: Node) -> tuple[Exchange, ...]:
    """The requests of one ht:Connection, in order; none where the node is no connection."""
    return tuple(_exchange(graph, request) for request in graph.items(graph.node(connection, HT + "requests")))


def _exchange(graph: Graph, request: Node) -> Exchange:
    body, encoding = _body(graph, request)
    response = graph.node(request, HT + "resp")
    if response is None:
        raise ValueError("a request without ht:resp")
    return Exchange(
        method=graph.text(request, HT + "methodName") or "GET",
        path=graph.text(request, HT + "absolutePath") or "/",
        headers=_headers(graph, request),
        body=(body or "").encode(encoding),
        expected=_expectation(graph, response),
    )


def _expectation(graph: Graph, response: Node) -> Expectation:
    boolean = graph.text(response, MF + "expectedBoolean")
    types = [value for name, value in _headers(graph, response) if name.lower() == "content-type"]
    return Expectation(
        statuses=frozenset(_status(node.value) for node in graph.nodes(response, MF + "expectedStatus")),
        boolean=None if boolean is None else boolean == "true",
        form=graph.text(response, MF + "expectedFormat"),
        location=graph.text(response, MF + "expectedLocation"),
        media_type=types[0] if types else None,
        body=_body(graph, response)[0],
    )


def _status(iri: str) -> str:
    name = iri.rpartition("#")[2]
    return _CODES.get(name) or name.removeprefix("StatusCode")


def _body(graph: Graph, message: Node) -> tuple[str | None, str]:
    node = graph.node(message, HT + "body")
    if node is None:
        return None, "UTF-8"
    return graph.text(node, CNT + "chars"), graph.text(node, CNT + "characterEncoding") or "UTF-8"


def _headers(graph: Graph, message: Node) -> tuple[tuple[str, str], ...]:
    return tuple(
        (graph.text(header, HT + "fieldName") or "", graph.text(header, HT + "fieldValue") or "")
        for header in graph.items(graph.node(message, HT + "headers"))
    )
