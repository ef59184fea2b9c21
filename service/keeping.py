"""Pages that are kept: what was made once for a release, in one language and coding, is not made again.

It stands between the server and the routes. Whole pages are packed here, and tagged by their content; those that say
what they depend on (Vary), and do not speak of their own caching, are kept under it. Streams and files pass by.
"""

import asyncio
from dataclasses import dataclass
from hashlib import blake2b

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.service.engine.packing import SMALLEST, packer
from communique.service.engine.site import Site
from communique.service.sparql import coding
from communique.service.sparql.answers import CHANGING, FRESH, SAFE, has
from communique.service.sparql.cache import Cache
from communique.service.sparql.reply import Headers
from communique.service.sparql.request import header

DEPENDS = (b"host", b"accept", b"accept-language", b"cookie")  # all that pages may vary on, and who is asked
PASSING = ("/query", "/metrics", "/health", "/ready")  # what is told there may be another thing each time
LONGEST = 4096  # bytes of an address that is worth keeping a page for
INLINE = 64 << 10  # bytes that are packed at once; more in a thread
PACKED = (b"text/", b"application/json", b"application/ld+json", b"image/svg+xml")


@dataclass(frozen=True, slots=True)
class Page:
    """A whole response of status 200."""

    headers: Headers
    tag: bytes
    body: bytes

    @property
    def size(self) -> int:
        """Its bytes in memory, roughly."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + LONGEST


class Keeping:
    """Answers with what is kept, or has it made."""

    def __init__(self, app: ASGIApp, site: Site, cache: Cache) -> None:
        self._app = app
        self._site = site
        self._cache = cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] not in SAFE:
            await self._app(scope, receive, send)
            return
        taken = coding.choose(header(scope, b"accept-encoding"))
        site, release = self._site, self._site.release
        address = scope["path"], scope["query_string"], scope["scheme"]
        depends = tuple(header(scope, name) for name in DEPENDS)
        key = (site.revision, release.name, site.documents and site.documents.state, *address, *depends, taken)
        kept = self._cache.get(key) if self._lasts(scope) else None
        if isinstance(kept, Page):
            await _send(scope, send, kept)
            return
        whole = _Whole(send)
        await self._app(scope, receive, whole)
        if whole.start is None:
            return
        if whole.start["status"] != 200:
            await whole.pass_on()
            return
        page = await self._made(whole, taken)
        if self._lasts(scope) and _may_be_kept(whole.start["headers"]) and site.release is release:
            self._cache.put(key, page)
        await _send(scope, send, page)

    def _lasts(self, scope: Scope) -> bool:
        long = len(scope["path"]) + len(scope["query_string"]) > LONGEST
        return self._site.steady and not long and not scope["path"].startswith(PASSING)

    async def _made(self, whole: "_Whole", taken: str) -> Page:
        """The response packed and tagged."""
        assert whole.start is not None
        fields = {name: value for name, value in whole.start["headers"] if name != b"content-length"}
        body = whole.body
        if fields.get(b"content-type", b"").startswith(PACKED) and b"content-encoding" not in fields:
            varies = fields.get(b"vary")
            fields[b"vary"] = b"Accept-Encoding" if varies is None else varies + b", Accept-Encoding"
            if taken and len(body) >= SMALLEST:
                pack = packer(taken).end
                body = pack(body) if len(body) <= INLINE else await asyncio.to_thread(pack, body)
                fields[b"content-encoding"] = taken.encode()
        tag = b""
        if _may_be_kept(whole.start["headers"]):
            tag = b'"%s"' % blake2b(body, digest_size=16).hexdigest().encode()
            name, value = FRESH if self._site.fixed else CHANGING
            fields |= {b"etag": tag, name: value}
        return Page(list(fields.items()), tag, body)


class _Whole:
    """Holds back a response of one piece; one of several passes by, piece by piece."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._passing = False
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if self._passing:
            await self._send(message)
        elif message["type"] == "http.response.start":
            self.start = message
        elif message.get("more_body"):
            self._passing, start, self.start = True, self.start, None
            assert start is not None
            await self._send(start)
            await self._send(message)
        elif message["type"] == "http.response.body":
            self.body = message.get("body", b"")
        else:
            await self._send(message)

    async def pass_on(self) -> None:
        """Send it as it is."""
        assert self.start is not None
        await self._send(self.start)
        await self._send({"type": "http.response.body", "body": self.body})


def _may_be_kept(headers: Headers) -> bool:
    names = {name for name, _ in headers}
    return b"vary" in names and not names & {b"cache-control", b"etag", b"set-cookie", b"content-range"}


async def _send(scope: Scope, send: Send, page: Page) -> None:
    if page.tag and has(scope, page.tag):
        told = (b"etag", b"vary", b"cache-control", b"content-language", b"content-security-policy")
        headers = [(name, value) for name, value in page.headers if name in told]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body"})
        return
    headers = [*page.headers, (b"content-length", b"%d" % len(page.body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": page.body})
