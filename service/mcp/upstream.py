"""The service as the tools ask it: over HTTP where it runs elsewhere, within the process where it is ours.

Either way a request goes through the protocols, with their limits; no answer is read beyond a bound.
"""

import asyncio
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode, urlsplit

import httpx2
from starlette.types import ASGIApp, Message, Scope

from communique import __version__
from communique.service.engine.question import Failure

MOST = 1 << 20  # bytes of an answer that are read
PATIENCE = 90.0  # seconds; the endpoint has deadlines of its own
AGENT = f"communique-mcp/{__version__}"
Pairs = list[tuple[str, str]]
client: ContextVar[str] = ContextVar("client", default="mcp")
"""The address of whoever asks, for the fair share of the workers."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `cut` where more would have come, and was left."""

    status: int
    media_type: str
    text: str
    cut: bool = False


class Upstream(Protocol):
    """Whatever answers requests as the service does."""

    async def ask(self, path: str, parameters: Pairs, accept: str, form: Pairs | None = None) -> Answer:
        """The answer to a GET, or to a POST of a form; raises Failure where there is none."""


class Remote:
    """A service that runs elsewhere, by its address."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        if urlsplit(self._address).scheme not in ("http", "https"):
            raise ValueError(f"expected the address of a service, such as http://127.0.0.1:8000; got {address!r}")

    async def ask(self, path: str, parameters: Pairs, accept: str, form: Pairs | None = None) -> Answer:
        """See `Upstream`."""
        url = f"{self._address}{path}" + (f"?{urlencode(parameters)}" if parameters else "")
        headers = {"accept": accept, "user-agent": AGENT}
        content = None
        if form is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
            content = urlencode(form).encode()
        method = "GET" if form is None else "POST"
        try:
            async with (
                httpx2.AsyncClient(timeout=PATIENCE, follow_redirects=True) as http,
                http.stream(method, url, headers=headers, content=content) as answer,
            ):
                kept, cut = bytearray(), False
                async for chunk in answer.aiter_bytes():
                    kept += chunk
                    if len(kept) > MOST:
                        cut = True
                        break
                return _answer(answer.status_code, answer.headers.get("content-type", ""), bytes(kept), cut)
        except httpx2.HTTPError as error:
            raise Failure("store", f"the service at {self._address} does not answer: {error!r}") from None


class Within:
    """A service within this process, called as an ASGI application in the name of whoever asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def ask(self, path: str, parameters: Pairs, accept: str, form: Pairs | None = None) -> Answer:
        """See `Upstream`."""
        exchange = _Exchange(b"" if form is None else urlencode(form).encode())
        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET" if form is None else "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": urlencode(parameters).encode(),
            "headers": [
                (b"host", b"localhost"),
                (b"accept", accept.encode()),
                *([] if form is None else [(b"content-type", b"application/x-www-form-urlencoded")]),
            ],
            "client": (client.get(), 0),
            "server": ("localhost", 80),
            "extensions": {},
        }
        await self._app(scope, exchange.receive, exchange.send)
        return _answer(exchange.status, exchange.media_type, bytes(exchange.kept), exchange.left.is_set())


class _Exchange:
    """One request within the process: whoever answers too much finds that the client has left."""

    def __init__(self, body: bytes) -> None:
        self.status = 500
        self.media_type = ""
        self.kept = bytearray()
        self.left = asyncio.Event()
        self._body: bytes | None = body

    async def receive(self) -> Message:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = dict(message["headers"])
            self.media_type = headers.get(b"content-type", b"").decode("latin-1")
        elif not self.left.is_set():
            self.kept += message.get("body", b"")
            if len(self.kept) > MOST:
                self.left.set()
                await asyncio.sleep(0)


def _answer(status: int, content_type: str, content: bytes, cut: bool) -> Answer:
    """What was read, up to the last whole line where it was cut."""
    kept = content[: content.rfind(b"\n", 0, MOST) + 1] if cut else content
    return Answer(status, content_type.partition(";")[0].strip(), kept.decode("utf-8", "replace"), cut)
