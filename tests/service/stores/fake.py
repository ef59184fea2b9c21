"""A store on loopback that answers whatever a test wants, byte for byte, and remembers what it was asked."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

XML = "application/sparql-results+xml"
JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Asked:
    """One request: its method, its target, its header fields in lower case, its body."""

    method: str
    target: str
    fields: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, list[str]]:
        """The parameters of its body."""
        return parse_qs(self.body.decode(), keep_blank_values=True)

    @property
    def graph(self) -> str:
        """The graph that its address names."""
        return parse_qs(urlsplit(self.target).query).get("graph", [""])[0]


Respond = Callable[[Asked], bytes]


@dataclass
class Store:
    """Where it listens, and every request so far."""

    url: str
    asked: list[Asked] = field(default_factory=list)


def response(body: bytes, kind: str = JSON, status: str = "200 OK", **fields: str) -> bytes:
    """A response as bytes; `fields` are header fields, `_` for `-`; an empty Content_Length leaves it out."""
    header = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}
    header |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = [f"{name}: {value}" for name, value in header.items() if value]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


@contextmanager
def fake(respond: Respond) -> Iterator[Store]:
    """A store that answers each request with the bytes that `respond` makes, and closes the connection."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            method, target, _ = self.rfile.readline().decode().split(" ", 2)
            fields = {}
            while line := self.rfile.readline().strip().decode():
                name, _, value = line.partition(":")
                fields[name.lower()] = value.strip()
            asked = Asked(method, target, fields, self.rfile.read(int(fields.get("content-length", 0))))
            store.asked.append(asked)
            self.wfile.write(respond(asked))

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that leaves is part of the test."""

    with Server(("127.0.0.1", 0), Handler) as server:
        store = Store(f"http://127.0.0.1:{server.server_address[1]}/sparql")
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield store
        finally:
            server.shutdown()
