"""Graph Store Protocol: the content of one graph, named by `?graph=`, by `?default` or by its own address."""

from communique.service.engine.question import Failure, Question
from communique.service.engine.site import Site
from communique.service.sparql import coding, graph_writes, negotiation, reply, request
from communique.service.sparql.answers import Answers, Exchange
from communique.service.sparql.request import Gone, Receive, Scope, Send

METHODS = ("GET", "HEAD", "OPTIONS")
WRITES = (*graph_writes.METHODS, "PATCH")
PATH = "/graph-store"


class GraphStore:
    """`/graph-store?default`, `/graph-store?graph=IRI` and `/graph-store/NAME` for the graph `…/graph/NAME`."""

    def __init__(self, site: Site, answers: Answers) -> None:
        self._site = site
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            if scope["method"] in WRITES and self._site.writer is None:
                raise Failure("read-only", "graphs are not changed here")
            methods = METHODS if self._site.writer is None else (*METHODS, *graph_writes.METHODS)
            if scope["method"] in graph_writes.METHODS:
                new = scope["method"] == "POST" and not self._names(scope)
                graph = None if new else self._graph(scope)
                await graph_writes.carry_out(self._site, scope, receive, send, graph, new)
            elif reply.allowed(scope, methods):
                await self._answer(scope, receive, send)
            else:
                await reply.options(scope, send, methods)
        except Failure as error:
            await reply.failure(scope, send, error)
        except Gone:
            return

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        graph = self._graph(scope)
        if graph is not None and not await self._exists(graph):
            raise Failure("not-found", f"there is no graph <{graph}>")
        offer = negotiation.choose(request.header(scope, b"accept"), negotiation.GRAPHS)
        if offer is None:
            listed = ", ".join(offer.media_type for offer in negotiation.GRAPHS)
            raise Failure("not-acceptable", f"a graph comes as one of: {listed}")
        pattern = "?s ?p ?o" if graph is None else f"GRAPH <{graph}> {{ ?s ?p ?o }}"
        packed = coding.choose(request.header(scope, b"accept-encoding"))
        question = Question(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}", None, offer.name, coding=packed)
        media = [(b"content-type", offer.content_type.encode())]
        await self._answers.give(Exchange(scope, receive, send, question, lambda _: media))

    async def _exists(self, graph: str) -> bool:
        if self._site.writer is None:
            return graph in self._site.release.graphs
        return await self._site.engine.read(Question(f"ASK {{ GRAPH <{graph}> {{}} }}", "tsv")) == b"true"

    def _names(self, scope: Scope) -> bool:
        """Whether the request names any graph."""
        given = request.parameters(scope["query_string"], "the address")
        return bool(self._direct(scope)) or any(name in ("graph", "default") for name, _ in given)

    def _direct(self, scope: Scope) -> str:
        path: str = scope["path"]
        return path.removeprefix(PATH).strip("/")

    def _graph(self, scope: Scope) -> str | None:
        """The IRI of the graph meant, None for the default graph; raises Failure where none or several are named."""
        given = request.parameters(scope["query_string"], "the address")
        graphs = [value for name, value in given if name == "graph"]
        default = any(name == "default" for name, _ in given)
        direct = self._direct(scope)
        if len(graphs) + default + bool(direct) != 1:
            raise Failure("bad-request", "name one graph: by ?default, by ?graph=IRI, or by its address")
        if default:
            return None
        return request.iri(graphs[0]) if graphs else request.iri(f"{self._site.release.base}graph/{direct}")
