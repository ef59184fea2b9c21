"""How answers leave: whole with their length, or streamed so that a break is seen; the header fields that all share."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from communique.service.engine.answer import Answer
from communique.service.engine.engine import Engine
from communique.service.engine.question import Failure
from communique.service.sparql import note
from communique.service.sparql.problems import render
from communique.service.sparql.request import Gone, Receive, Scope, Send, header

Headers = list[tuple[bytes, bytes]]

SHARED: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Location, Retry-After"),
    (b"x-content-type-options", b"nosniff"),
]
AT_ONCE = "communique.at_once"  # an extension of the ASGI scope: send a whole response in one write
WATCH = 0.1  # seconds after which it is worth watching whether the client is still there
OLD_CLIENT = 16 << 20  # bytes held for a client of HTTP/1.0, which could not see that a stream broke
SMALL = 64 << 10  # bytes that are sent in one write; more is sent as fast as it is taken


class Tap(Protocol):
    """Whoever sees an answer pass by."""

    def add(self, part: bytes) -> None:
        """These bytes leave."""

    def complete(self, answer: Answer) -> None:
        """The answer is whole; not called where it broke, or the client left."""


def complete(headers: Headers, content: bytes) -> Headers:
    """All header fields of an answer with this content."""
    return [*SHARED, *headers, (b"content-length", b"%d" % len(content))]


async def whole(scope: Scope, send: Send, status: int, headers: Headers, content: bytes) -> None:
    """Send an answer with its length; in one write where our own server is beneath."""
    fields = complete(headers, content)
    at_once = scope.get("extensions", {}).get(AT_ONCE)
    if at_once is not None and at_once(status, fields, content):
        return
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": content})


async def parts(scope: Scope, send: Send, headers: Headers, content: Sequence[bytes]) -> None:
    """Send an answer that is there already, with its length."""
    size = sum(map(len, content))
    if size <= SMALL:
        await whole(scope, send, 200, headers, content[0] if len(content) == 1 else b"".join(content))
        return
    fields = [*SHARED, *headers, (b"content-length", b"%d" % size)]
    await send({"type": "http.response.start", "status": 200, "headers": fields})
    if not _bare(scope):
        for part in content:
            await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body"})


async def empty(send: Send, status: int, headers: Headers) -> None:
    """Send a status that has no content."""
    await send({"type": "http.response.start", "status": status, "headers": [*SHARED, *headers]})
    await send({"type": "http.response.body"})


async def failure(scope: Scope, send: Send, error: Failure) -> None:
    """Send a problem."""
    note.of(scope).failure = error.kind
    await whole(scope, send, *render(error))


def allowed(scope: Scope, methods: Iterable[str]) -> bool:
    """Whether the request can go on; False for OPTIONS, which `options` answers. Raises Failure for another method."""
    listed = ", ".join(methods)
    if scope["method"] == "OPTIONS":
        return False
    if scope["method"] not in methods:
        raise Failure("method", f"allowed are {listed}", headers=[(b"allow", listed.encode())])
    return True


async def options(scope: Scope, send: Send, methods: Iterable[str]) -> None:
    """Answer OPTIONS, a browser's preflight included; no credentials are ever allowed."""
    listed = ", ".join(methods).encode()
    headers = [(b"allow", listed)]
    if header(scope, b"access-control-request-method"):
        headers += [
            (b"access-control-allow-methods", listed),
            (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match"),
            (b"access-control-max-age", b"86400"),
        ]
    await empty(send, 204, headers)


class Watch:
    """Looks out for the client's leaving while an answer is in work; begins late, as most answers need none."""

    def __init__(self, receive: Receive, left: Callable[[], None]) -> None:
        self._receive = receive
        self._left = left
        self._task: asyncio.Task[None] | None = None
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(WATCH, self._begin)

    def end(self) -> None:
        """Stop looking."""
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._left()


async def stream(
    scope: Scope,
    receive: Receive,
    send: Send,
    engine: Engine,
    answer: Answer,
    headers: Callable[[Answer], Headers],
    tap: Tap | None = None,
) -> None:
    """Send an answer as it comes; raises Failure before the first byte, Gone where the client left.

    A failure later on ends the response without its end, which HTTP/1.1 shows to the client. The tap sees it pass by.
    """
    watch = Watch(receive, lambda: engine.abandon(answer))
    try:
        await answer.begun
        if answer.ended and answer.failure is None:
            content = b"".join(answer.parts)
            if tap is not None:
                tap.add(content)
                tap.complete(answer)
            await whole(scope, send, 200, headers(answer), content)
        elif scope["http_version"] == "1.0":
            await whole(scope, send, 200, headers(answer), await _held(answer))
        else:
            note.of(scope).broken = True  # until its end has left
            note.of(scope).broken = not await _flow(scope, send, answer, headers(answer), tap)
    except Failure as error:
        if error.kind == "abandoned":
            raise Gone from None
        raise
    finally:
        watch.end()
        engine.abandon(answer)


async def _flow(scope: Scope, send: Send, answer: Answer, headers: Headers, tap: Tap | None) -> bool:
    """Whether all of it was sent."""
    await send({"type": "http.response.start", "status": 200, "headers": [*SHARED, *headers]})
    if _bare(scope):
        await send({"type": "http.response.body"})
        return True
    try:
        async for chunk in answer.chunks():
            if tap is not None:
                tap.add(chunk)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    except Failure:
        return False  # without the last chunk: the client sees that something is missing
    if tap is not None:
        tap.complete(answer)
    await send({"type": "http.response.body"})
    return True


def _bare(scope: Scope) -> bool:
    """Whether only the header is asked for."""
    return scope["method"] == "HEAD" or bool(scope.get("head"))


async def _held(answer: Answer) -> bytes:
    parts = []
    size = 0
    async for chunk in answer.chunks():
        size += len(chunk)
        if size > OLD_CLIENT:
            raise Failure("result-bytes", f"a client of HTTP/1.0 is sent {OLD_CLIENT} bytes at most; use HTTP/1.1")
        parts.append(chunk)
    return b"".join(parts)
