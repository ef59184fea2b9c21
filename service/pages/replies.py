"""Responses of the routes: an answer of the engine as it comes, a redirection, conditional requests."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from communique.service.engine.engine import Engine
from communique.service.engine.question import Failure, Question
from communique.service.pages import state
from communique.service.sparql import reply


class Streamed(Response):
    """An answer of the engine, sent as it comes; a break is seen by the client."""

    def __init__(self, engine: Engine, question: Question, client: str, headers: reply.Headers) -> None:
        self._engine = engine
        self._answer = engine.ask(question, client)
        self._fields = headers
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; a failure before the first byte is raised."""
        await reply.stream(scope, receive, send, self._engine, self._answer, lambda _: self._fields)


def graph(request: Request, query: str, name: str, content_type: str, pretty: bool = True) -> Response:
    """The graph that a CONSTRUCT query makes, in the format of that name."""
    site = state.site(request)
    question = Question(query, None, name, pretty=pretty)
    headers = [(b"content-type", content_type.encode()), (b"vary", b"Accept")]
    return Streamed(site.engine, question, state.client(request), headers)


def table(request: Request, query: str, name: str, content_type: str) -> Response:
    """The rows of a SELECT query, in the format of that name."""
    site = state.site(request)
    headers = [(b"content-type", content_type.encode()), (b"vary", b"Accept")]
    return Streamed(site.engine, Question(query, name), state.client(request), headers)


async def exists(request: Request, query: str) -> bool:
    """What an ASK query says."""
    content = await state.site(request).engine.read(Question(query, "tsv"), state.client(request))
    return content == b"true"


def no_such_ending(ending: str, known: Iterable[str]) -> Failure:
    """The failure where a page has no form with that ending."""
    return Failure("not-found", f"this has no form '.{ending[:20]}'", hint=f"It comes as .{', .'.join(known)}.")


def unchanged(request: Request, etag: str) -> bool:
    """Whether the client has this very content already (If-None-Match)."""
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or etag in (item.strip().removeprefix("W/") for item in given.split(","))


def see_other(location: str) -> Response:
    """303, for what is not a document."""
    return Response(status_code=303, headers={"location": location, "vary": "Accept"})
