"""Graph Store Protocol, reading: the content of one graph, named by `?graph=`, by `?default` or by its own address."""

from communique.service.engine.answer import Answer
from communique.service.engine.question import Failure, Question
from communique.service.engine.site import Site
from communique.service.sparql import negotiation, reply, request
from communique.service.sparql.request import Gone, Receive, Scope, Send

METHODS = ("GET", "HEAD", "OPTIONS")
WRITES = ("PUT", "POST", "DELETE", "PATCH")
PATH = "/graph-store"


class GraphStore:
    """`/graph-store?default`, `/graph-store?graph=IRI` and `/graph-store/NAME` for the graph `…/graph/NAME`."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            if scope["method"] in WRITES:
                raise Failure("read-only", "graphs are not changed here")
            if reply.allowed(scope, METHODS):
                await self._answer(scope, receive, send)
            else:
                await reply.options(scope, send, METHODS)
        except Failure as error:
            await reply.failure(scope, send, error)
        except Gone:
            return

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        graph = self._graph(scope)
        if graph is not None and graph not in self._site.release.graphs:
            raise Failure("not-found", f"there is no graph <{graph}>")
        offer = negotiation.choose(request.header(scope, b"accept"), negotiation.GRAPHS)
        if offer is None:
            listed = ", ".join(offer.media_type for offer in negotiation.GRAPHS)
            raise Failure("not-acceptable", f"a graph comes as one of: {listed}")
        pattern = "?s ?p ?o" if graph is None else f"GRAPH <{graph}> {{ ?s ?p ?o }}"
        question = Question(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}", None, offer.name)
        content_type = offer.content_type.encode()

        def headers(answer: Answer) -> reply.Headers:
            return [(b"content-type", content_type), (b"vary", b"Accept")]

        engine = self._site.engine
        client = scope["client"][0] if scope.get("client") else ""
        await reply.stream(scope, receive, send, engine, engine.ask(question, client), headers)

    def _graph(self, scope: Scope) -> str | None:
        """The IRI of the graph meant, None for the default graph; raises Failure where none or several are named."""
        given = request.parameters(scope["query_string"], "the address")
        graphs = [value for name, value in given if name == "graph"]
        default = any(name == "default" for name, _ in given)
        direct = scope["path"].removeprefix(PATH).strip("/")
        if len(graphs) + default + bool(direct) != 1:
            raise Failure("bad-request", "name one graph: by ?default, by ?graph=IRI, or by its address")
        if default:
            return None
        return request.iri(graphs[0]) if graphs else request.iri(f"{self._site.release.base}graph/{direct}")
