"""A SPARQL endpoint as a target: data goes in by SPARQL Update, questions by the Protocol."""

import re
from collections.abc import Iterable

import pyoxigraph as ox

from communique.tests.conformance.answers import Rows, Unreadable, parse
from communique.tests.conformance.target import Reply, Unavailable
from communique.tests.conformance.wire import NoAnswer, Response, send
from communique.tests.targets.process import Server

_RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)[^<>\"{}|^`\\\s]*>")
_ALL = "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


class Endpoint:
    """An endpoint that can be written to; `offers` as in Target, by default what the server's addresses tell."""

    def __init__(self, server: Server, *, offers: Iterable[str] = ()) -> None:
        self.server = server
        self.name = server.name
        self.offers = frozenset(offers) or frozenset(
            {"protocol", "query", "description"}
            | ({"update"} if server.update else set())
            | ({"store"} if server.store else set())
        )

    def reset(self, quads: Iterable[ox.Quad]) -> None:
        graphs: dict[str, list[ox.Triple]] = {}
        for quad in quads:
            name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
            graphs.setdefault(name, []).append(quad.triple)
        # One request for all graphs: a blank node that two of them share must stay one. Not INSERT DATA, which
        # rdflib 7.6 refuses for the default graph of a dataset.
        inside = "\n".join(_block(name, triples) for name, triples in graphs.items())
        for text in ("DROP ALL", f"INSERT {{\n{inside}\n}} WHERE {{}}"):
            reply = self._update(text)
            if not reply.ok:
                raise Unavailable(f"{text[:40]!r}: {reply.said()}")

    def query(self, text: str, base: str, accept: str) -> Reply:
        headers = [("Content-Type", "application/sparql-query"), ("Accept", accept)]
        return self._send("POST", self.server.query, headers, with_base(text, base).encode())

    def update(self, text: str, base: str) -> Reply:
        return self._update(with_base(text, base))

    def content(self) -> list[ox.Quad]:
        reply = self.query(_ALL, "urn:x", "application/sparql-results+json")
        if not reply.ok:
            raise Unavailable(f"reading the store: {reply.said()}")
        try:
            answer = parse(reply.body, reply.content_type)
        except Unreadable as error:
            raise Unavailable(f"reading the store: {error}") from error
        if not isinstance(answer, Rows):
            raise Unavailable("reading the store: no rows came back")
        return [_quad(dict(zip(answer.columns, row, strict=True))) for row in answer.rows]

    def authorization(self) -> list[tuple[str, str]]:
        return [("Authorization", f"Bearer {self.server.token}")] if self.server.token else []

    def _update(self, text: str) -> Reply:
        if not self.server.update:
            raise Unavailable("the endpoint takes no updates")
        headers = [("Content-Type", "application/sparql-update"), *self.authorization()]
        return self._send("POST", self.server.update, headers, text.encode())

    @staticmethod
    def _send(method: str, url: str, headers: list[tuple[str, str]], body: bytes) -> Reply:
        try:
            response: Response = send(method, url, headers, body)
        except NoAnswer as error:
            return Reply(0, "", str(error).encode())
        return Reply(response.status, response.header("content-type"), response.body)


def _block(name: str, triples: list[ox.Triple]) -> str:
    """The triples of one graph as they stand in an INSERT."""
    body = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return f"GRAPH {name} {{ {body} }}" if name else body


def with_base(text: str, base: str) -> str:
    """The text as it is; with a BASE before it where it has relative IRIs, which the protocol has no parameter for."""
    return f"BASE <{base}>\n{text}" if _RELATIVE.search(text) else text


def _quad(row: dict[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]) -> ox.Quad:
    subject, predicate, value, graph = row["s"], row["p"], row["o"], row["g"]
    if not isinstance(subject, ox.NamedNode | ox.BlankNode) or not isinstance(predicate, ox.NamedNode) or value is None:
        raise Unavailable(f"reading the store: {row} is no quad")
    name = graph if isinstance(graph, ox.NamedNode | ox.BlankNode) else ox.DefaultGraph()
    return ox.Quad(subject, predicate, value, name)
