"""Endpoints on loopback for the tests: well-behaved ones over a store, and ones that do whatever a test wants."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import Store

from communique.service.federation import Federation, FederationError, Policy
from communique.tests.service.federation.local import Engine, table

PATIENCE = 20.0
JSON = "application/sparql-results+json"
ONE = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://example.org/found"}}]}}'

Result = TypeVar("Result")


def run(test: Coroutine[Any, Any, Result]) -> Result:
    """Run an asynchronous test, which must end in time."""

    async def bounded() -> Result:
        async with asyncio.timeout(PATIENCE):
            return await test

    return asyncio.run(bounded())


@dataclass
class Request:
    """A request as it came."""

    method: str
    target: str
    fields: dict[str, str]
    body: bytes

    @property
    def query(self) -> str:
        """The SPARQL query in its form, or in its address."""
        source = self.body.decode() if self.method == "POST" else urlsplit(self.target).query
        return parse_qs(source).get("query", [""])[0]


Answer = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Server:
    """A server and the requests that reached it."""

    url: str = ""
    requests: list[Request] = field(default_factory=list)


def response(body: bytes, status: str = "200 OK", kind: str = JSON, **more: str) -> bytes:
    """A whole response as bytes; `more` are header fields, `_` for `-`."""
    fields = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}
    fields |= {name.replace("_", "-"): value for name, value in more.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[Server]:
    """A server that reads requests as it should and answers as it is told, one request a connection."""
    server = Server()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, target, _ = head[0].split(" ")
            fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:-2])}
            body = await reader.readexactly(int(fields.get("content-length", "0")))
            request = Request(method, target, fields, body)
            server.requests.append(request)
            await answer(request, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client has seen enough
        finally:
            writer.close()

    listener = await asyncio.start_server(handle, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/sparql"
    async with listener:
        yield server
        listener.close()


@asynccontextmanager
async def saying(*answers: bytes) -> AsyncIterator[Server]:
    """A server that says these things in turn, the last for ever."""
    left = list(answers)

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0) if len(left) > 1 else left[0])

    async with serving(answer) as server:
        yield server


@asynccontextmanager
async def endpoint(data: Store, federation: Federation | None = None) -> AsyncIterator[Server]:
    """A SPARQL endpoint over a store; with a federation it answers SERVICE itself."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        try:
            query = request.query
            if federation:
                query = await federation.resolve(query, Engine(data))
            writer.write(response(table(data, query)))
        except FederationError as error:
            writer.write(response(error.detail.encode(), f"{error.status} Failed", "text/plain"))
        except SyntaxError as error:
            writer.write(response(str(error).encode(), "400 Bad Request", "text/plain"))

    async with serving(answer) as server:
        yield server


@asynccontextmanager
async def federation(policy: Policy) -> AsyncIterator[Federation]:
    """A federation that is closed at the end."""
    found = Federation(policy)
    try:
        yield found
    finally:
        await found.close()


def towards(*urls: str, **settings: Any) -> Policy:
    """A policy that lets `http://example.org/one`, `two` and so on lead to these addresses on loopback."""
    names = ("one", "two", "three", "four")
    table = {f"http://example.org/{name}": url for name, url in zip(names, urls, strict=False)}
    given: dict[str, Any] = {"allow": (), "map": table, "loopback": True, "cache_seconds": 0.0} | settings
    return Policy(**given)
