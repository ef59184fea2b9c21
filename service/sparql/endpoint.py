"""The SPARQL endpoint: a plain ASGI application that stands in front of the router, because it is asked most."""

from communique.service.engine import formats, frames
from communique.service.engine.question import Failure, Question
from communique.service.engine.site import Site
from communique.service.sparql import coding, description, negotiation, note, reply, request, updates
from communique.service.sparql.answers import Answers, Exchange
from communique.service.sparql.authority import may_write
from communique.service.sparql.request import Gone, Receive, Scope, Send

METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class Endpoint:
    """`/sparql`: SPARQL 1.1 Protocol for queries, and the service description where there is no query."""

    def __init__(self, site: Site, answers: Answers) -> None:
        self._site = site
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            if reply.allowed(scope, METHODS):
                await self._answer(scope, receive, send)
            else:
                await reply.options(scope, send, METHODS)
        except Failure as error:
            await reply.failure(scope, send, error)
        except Gone:
            return

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        limits = self._site.limits
        if may_write(self._site, scope):
            operation = await request.read(scope, receive, limits.update_bytes, "update-bytes")
        else:
            operation = await request.read(scope, receive, limits.query_bytes)
        if operation.update is not None:
            await updates.carry_out(self._site, scope, send, operation)
            return
        if operation.query is None:
            await description.send(self._site, scope, send)
            return
        note.of(scope).query = operation.query
        request.check_length(operation.query, self._site.limits.query_bytes)
        solutions, graphs = negotiation.for_query(request.header(scope, b"accept"))
        if solutions is None and graphs is None:
            raise Failure("not-acceptable", f"results come as one of: {accepted()}")
        question = Question(
            operation.query,
            solutions.name if solutions else None,
            graphs.name if graphs else None,
            operation.default_graphs,
            operation.named_graphs,
            coding=coding.choose(request.header(scope, b"accept-encoding")),
        )

        def media(form: bytes) -> reply.Headers:
            offer = graphs if form == frames.GRAPH else solutions
            assert offer is not None
            return [(b"content-type", offer.content_type.encode())]

        await self._answers.give(Exchange(scope, receive, send, question, media))


def accepted() -> str:
    """The media types of all results."""
    return ", ".join(item.media_type for item in (*formats.SOLUTIONS.values(), *formats.GRAPHS.values()))
