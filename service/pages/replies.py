"""Responses of the routes: an answer of the engine as it comes, a redirection, conditional requests."""

from collections.abc import Iterable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from communique.service.engine.question import Failure, Question
from communique.service.pages import state
from communique.service.sparql import coding, reply
from communique.service.sparql.answers import Exchange


class Streamed(Response):
    """The answer to a question: kept, or sent as it comes; a break is seen by the client. `headers` say what it is."""

    def __init__(self, request: Request, question: Question, headers: reply.Headers) -> None:
        self._answers = state.answers(request)
        self._question = replace(question, coding=coding.choose(request.headers.get("accept-encoding")))
        self._fields = headers
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; a failure before the first byte is raised."""
        await self._answers.give(Exchange(scope, receive, send, self._question, lambda _: self._fields))


def graph(request: Request, query: str, name: str, content_type: str, pretty: bool = True) -> Response:
    """The graph that a CONSTRUCT query makes, in the format of that name."""
    question = Question(query, None, name, pretty=pretty)
    return Streamed(request, question, [(b"content-type", content_type.encode())])


def table(request: Request, query: str, name: str, content_type: str) -> Response:
    """The rows of a SELECT query, in the format of that name."""
    return Streamed(request, Question(query, name), [(b"content-type", content_type.encode())])


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
