"""Answers of the engine over HTTP: those kept at once, those that somebody else has just asked for, others.

An answer is kept under the content of the data and the question with its formats and its content coding, if its
worker says that it is stable. Its entity tag is made of the same, so that a client which has it is told so without
asking anybody.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import pyoxigraph

from communique import __version__
from communique.service.engine.answer import Answer
from communique.service.engine.question import Question
from communique.service.engine.site import Site
from communique.service.sparql import clients, federated, note, reply
from communique.service.sparql.cache import Cache, Gatherer, Kept
from communique.service.sparql.request import Receive, Scope, Send, header

VARY = (b"vary", b"Accept, Accept-Encoding")
FRESH = (b"cache-control", b"public, max-age=60")  # so long others may show what the release before said
CHANGING = (b"cache-control", b"no-cache")  # where updates are accepted: to be asked each time
PASSING = (b"cache-control", b"no-store")
SAFE = ("GET", "HEAD")
BEGUN = "communique.answer"  # in the ASGI scope: an answer that was asked for already

Key = tuple[str, Question]
"""What an answer depends on: the revision of the site, and the question."""


@dataclass(slots=True)
class Exchange:
    """One request for an answer; `media` gives the header fields that depend on the answer's form (see `frames`)."""

    scope: Scope
    receive: Receive
    send: Send
    question: Question
    media: Callable[[bytes], reply.Headers]


class Answers:
    """The one way from a question to a response."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.cache = Cache(site.limits.cache_bytes)
        self._in_flight: dict[Key, asyncio.Future[None]] = {}

    async def give(self, request: Exchange) -> None:
        """Answer from what is kept, or ask; raises Failure before the first byte, Gone where the client left."""
        key = self._site.revision, request.question
        kept = self._kept(key)
        if kept is None:
            tag = entity_tag(key)
            if has(request.scope, tag):
                await self._unchanged(request, tag)
                return
            kept = await self._of_others(key)
            if kept is None:
                await self._ask(request, key, tag)
                return
        note.of(request.scope).kept = True
        if has(request.scope, kept.tag):
            await self._unchanged(request, kept.tag)
        else:
            await reply.parts(request.scope, request.send, self._fields(request, kept, kept.tag), kept.parts)

    async def _of_others(self, key: Key) -> Kept | None:
        """The answer that somebody else has just asked for, if it comes soon and can be kept."""
        asked = self._in_flight.get(key)
        if asked is None:
            return None
        await asyncio.wait([asked], timeout=self._site.limits.slow_seconds)
        return self._kept(key)

    def _kept(self, key: Key) -> Kept | None:
        found = self.cache.get(key)
        return found if isinstance(found, Kept) else None

    async def _ask(self, request: Exchange, key: Key, tag: bytes) -> None:
        site, question = self._site, request.question
        request.question = await federated.resolved(site.federation, site.engine, question, clients.of(request.scope))
        if request.question is question:
            await self._lead(request, key, tag)
        else:  # what others say now is not kept here
            await self._stream(request, b"", None)

    async def _lead(self, request: Exchange, key: Key, tag: bytes) -> None:
        """Ask the engine, while those who ask the same wait for a moment."""
        first = self.cache.most > 0 and key not in self._in_flight
        done = asyncio.get_running_loop().create_future()
        if first:
            self._in_flight[key] = done
        keeping = _Keeping(self._site, self.cache, key, tag)
        try:
            await self._stream(request, tag, keeping)
        finally:
            keeping.end()
            done.set_result(None)
            if first:
                del self._in_flight[key]

    async def _stream(self, request: Exchange, tag: bytes, tap: reply.Tap | None) -> None:
        engine = self._site.engine
        begun: Answer | None = request.scope.pop(BEGUN, None)
        answer = begun or engine.ask(request.question, clients.of(request.scope))
        await reply.stream(
            request.scope,
            request.receive,
            request.send,
            engine,
            answer,
            lambda answer: self._fields(request, answer, tag if answer.stable else b""),
            tap,
        )

    def _fields(self, request: Exchange, answer: Answer | Kept, tag: bytes) -> reply.Headers:
        note.of(request.scope).form = answer.form
        fields = [*request.media(answer.form), *_coded(answer.coding)]
        return fields + self._validity(tag) if request.scope["method"] in SAFE else fields

    def fields(self, media: bytes, coding: str, tag: bytes) -> reply.Headers:
        """The header fields of an answer to a GET request, besides those that all share."""
        return [(b"content-type", media), *_coded(coding), *self._validity(tag)]

    def _validity(self, tag: bytes) -> reply.Headers:
        if not tag:
            return [PASSING]
        return [(b"etag", tag), FRESH if self._site.fixed else CHANGING]

    async def _unchanged(self, request: Exchange, tag: bytes) -> None:
        await reply.empty(request.send, 304, [VARY, *self._validity(tag)])


class _Keeping:
    """Gathers an answer while it leaves, and keeps it at its end, unless the data have changed by then."""

    def __init__(self, site: Site, cache: Cache, key: Key, tag: bytes) -> None:
        self._site = site
        self._release = site.release
        self._cache = cache
        self._key = key
        self._tag = tag
        self._gatherer = Gatherer(cache)

    def add(self, part: bytes) -> None:
        """See `reply.Tap`."""
        self._gatherer.add(part)

    def complete(self, answer: Answer) -> None:
        """See `reply.Tap`; an answer that waited may be one of other data than those it was asked of."""
        parts = self._gatherer.taken()
        revision, question = self._key
        unmoved = self._site.release is self._release and self._site.revision == revision
        if parts is not None and answer.stable and unmoved:
            size = sum(map(len, parts)) + len(question.text)
            self._cache.put(self._key, Kept(answer.form, answer.coding, self._tag, parts, size))

    def end(self) -> None:
        """Give back the room that was taken."""
        self._gatherer.end()


def _coded(coding: str) -> reply.Headers:
    return [VARY, (b"content-encoding", coding.encode())] if coding else [VARY]


@lru_cache(maxsize=1024)
def entity_tag(key: Key) -> bytes:
    """A strong entity tag for the answer to a question of a revision of the data.

    The engine gives what has no ORDER BY in the same order each time; another version of it may do otherwise.
    """
    told = blake2b(repr((__version__, pyoxigraph.__version__, *key)).encode("utf-8", "surrogatepass"), digest_size=16)
    return b'"%s"' % told.hexdigest().encode()


def has(scope: Scope, tag: bytes) -> bool:
    """Whether the client has the answer with this tag (If-None-Match)."""
    given = header(scope, b"if-none-match")
    if given is None or scope["method"] not in SAFE:
        return False
    return tag.decode() in (item.strip().removeprefix("W/") for item in given.split(","))
