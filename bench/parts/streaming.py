"""A million rows as CSV: how soon the first byte comes, how long all take, and what the server holds meanwhile."""

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from communique.bench.driver import get
from communique.bench.measure import settle
from communique.bench.parts import TARGETS, Setting, Tables
from communique.tests.targets.process import NotStarted, Server
from communique.tests.targets.tables import table
from communique.tests.targets.usage import memory_bytes

ROWS = 1_000_000
_QUERY = f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {ROWS}"
_SMALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 1000"
_PATIENCE = 300.0
TABLES = ("streaming",)


@dataclass(frozen=True)
class Streamed:
    """Seconds to the first byte of the body and to the last, bytes received, and growth of the server's memory."""

    target: str
    first: float
    last: float
    received: int
    growth: int


def run(setting: Setting) -> Tables:
    """One row a target."""
    return {"streaming": streamed_table(streaming(setting))}


def streaming(setting: Setting) -> list[Streamed]:
    """One result a target; those that do not start are left out, and said so."""
    found = []
    for name in setting.targets:
        try:
            with TARGETS[name](setting.data) as server:
                _receive(server, _SMALL)
                settle(server.pid)
                found.append(_watched(server))
                setting.progress(f"{name}: first byte {found[-1].first * 1000:.0f} ms, all {found[-1].last:.1f} s")
        except (NotStarted, OSError) as error:
            setting.progress(f"{name} is left out: {error}")
    return found


def streamed_table(found: Sequence[Streamed]) -> str:
    """The results; the goal is a first byte below 50 ms, in constant memory."""
    rows = [
        [s.target, f"{s.first * 1000:.0f}", f"{s.last:.1f}", f"{s.received / 2**20:.0f}", f"{s.growth / 2**20:.0f}"]
        for s in found
    ]
    return table(["target", "first byte (ms)", "last byte (s)", "MiB", "memory grew by (MiB)"], rows)


def _watched(server: Server) -> Streamed:
    before = memory_bytes(server.pid)
    peak, done = before, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.1):
            peak = max(peak, memory_bytes(server.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        first, last, received = _receive(server, _QUERY)
    finally:
        done.set()
        watcher.join()
    return Streamed(server.name, first, last, received, peak - before)


def _receive(server: Server, query: str) -> tuple[float, float, int]:
    """Seconds to the first byte of the body and to the end, and how many bytes came."""
    parts = urlsplit(server.query)
    request = get(server, query, "text/csv").replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    began = time.monotonic()
    with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 80), timeout=_PATIENCE) as connection:
        connection.sendall(request)
        head = b""
        while not head.partition(b"\r\n\r\n")[2]:
            head += _some(connection)
        first, received = time.monotonic() - began, len(head)
        if not head.startswith(b"HTTP/1.1 200"):
            raise OSError(f"{server.name} answered {head[:60]!r}")
        while piece := connection.recv(262144):
            received += len(piece)
    return first, time.monotonic() - began, received


def _some(connection: socket.socket) -> bytes:
    piece = connection.recv(262144)
    if not piece:
        raise OSError("the connection ended before a body came")
    return piece
