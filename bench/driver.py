"""The load driver: clients that each wait for an answer before they ask again, in a process of their own.

Raw sockets and epoll: a request costs the driver some ten microseconds, so that it is not what is measured.
"""

import multiprocessing
import resource
import select
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from communique.tests.targets.process import Server

LATE = 30.0
_CHUNK = 262144


@dataclass
class Load:
    """What a run gave: a latency in seconds for each right answer, how many were wrong, and how long it took in all.

    `late` counts answers that did not come within the time an answer may take; `driver` is the driver's own CPU time.
    """

    latencies: list[float] = field(default_factory=list)
    failed: int = 0
    late: int = 0
    seconds: float = 0.0
    received: int = 0
    driver: float = 0.0

    @property
    def rate(self) -> float:
        """Right answers a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """A latency that this share of the answers does not exceed, in seconds; infinite where there was none."""
        if not self.latencies:
            return float("inf")
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def get(server: Server, query: str, accept: str) -> bytes:
    """A GET request by the SPARQL Protocol, on a connection that is kept."""
    parts = urlsplit(server.query)
    target = f"{parts.path or '/'}?query={quote(query, safe='')}"
    return f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: {accept}\r\n\r\n".encode()


def drive(server: Server, requests: Sequence[bytes], clients: int, seconds: float, late: float = LATE) -> Load:
    """Ask for that long; what is under way then is waited for, up to `late` seconds.

    Runs in a child process, so that its work is not the caller's.
    """
    parts = urlsplit(server.query)
    address = (parts.hostname or "127.0.0.1", parts.port or 80)
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(
        target=_child, args=(sender, address, list(requests), clients, seconds, late)
    )
    process.start()
    sender.close()
    try:
        load = receiver.recv()
    finally:
        process.join(seconds + 2 * late)
        if process.is_alive():
            process.kill()
    if not isinstance(load, Load):
        raise RuntimeError(f"the load driver failed: {load}")
    return load


def _child(sender: "multiprocessing.connection.Connection", address: tuple[str, int], *rest: object) -> None:
    try:
        sender.send(_Loop(address, *rest).run())  # type: ignore[arg-type]
    except Exception as error:
        sender.send(repr(error))
        raise


class _Client:
    """One connection and the answer that is coming in on it."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.turn = number * 7
        self.socket: socket.socket | None = None
        self.began = 0.0
        self.head = b""
        self.expected = -1
        self.got = 0
        self.tail = b""
        self.right = False

    def start(self) -> None:
        self.head, self.expected, self.got, self.tail, self.right = b"", -1, 0, b"", False
        self.began = time.perf_counter()

    def feed(self, data: bytes) -> bool:
        """Take in a piece; True when the answer is complete."""
        if self.expected == -1:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return False
            data = self.head[end + 4 :]
            self._frame(self.head[:end].lower())
        self.got += len(data)
        if self.expected >= 0:
            return self.got >= self.expected
        self.tail = (self.tail + data)[-7:]
        return self.expected == -2 and (self.tail == b"\r\n0\r\n\r\n" or self.got == 5)

    def _frame(self, head: bytes) -> None:
        """How long the body is: a number, -2 for chunks, -3 until the connection closes."""
        self.right = head[9:12] == b"200"
        at = head.find(b"content-length:")
        if at >= 0:
            self.expected = int(head[at + 15 :].split(b"\r\n", 1)[0])
        else:
            self.expected = -2 if b"transfer-encoding: chunked" in head else -3


class _Loop:
    """All clients of one run, in one epoll loop."""

    def __init__(
        self, address: tuple[str, int], requests: list[bytes], clients: int, seconds: float, late: float
    ) -> None:
        self.address, self.requests, self.late = address, requests, late
        self.clients = [_Client(number) for number in range(clients)]
        self.seconds = seconds
        self.load = Load()
        self.poll = select.epoll()
        self.active: dict[int, _Client] = {}

    def run(self) -> Load:
        began = last = time.perf_counter()
        for client in self.clients:
            self._ask(client)
        while self.active:
            now = time.perf_counter()
            for number, _ in self.poll.poll(1.0):
                client = self.active[number]
                if self._receive(client):
                    last = time.perf_counter()
                    if last - began < self.seconds:
                        self._ask(client)
                    else:
                        self._drop(client)
            if now - began > self.late:
                self._give_up(now)
        self.load.seconds = last - began
        usage = resource.getrusage(resource.RUSAGE_SELF)
        self.load.driver = usage.ru_utime + usage.ru_stime
        return self.load

    def _ask(self, client: _Client) -> None:
        if client.socket is None:
            # Each client has an address of its own: they are strangers to each other, not one who asks for much.
            source = (f"127.0.1.{client.number % 250 + 1}", 0)
            client.socket = socket.create_connection(self.address, self.late, source)
            client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.active[client.socket.fileno()] = client
            self.poll.register(client.socket.fileno(), select.EPOLLIN)
        request = self.requests[client.turn % len(self.requests)]
        client.turn += 1
        client.start()
        client.socket.sendall(request)

    def _receive(self, client: _Client) -> bool:
        """Read once; True when an answer (or the end of the connection) came."""
        assert client.socket is not None
        try:
            data = client.socket.recv(_CHUNK)
        except OSError:
            data = b""
        self.load.received += len(data)
        if not data:
            complete = client.expected == -3
            self._count(client, client.right and complete)
            self._drop(client)
            return True
        if not client.feed(data):
            return False
        self._count(client, client.right)
        return True

    def _count(self, client: _Client, right: bool) -> None:
        if right:
            self.load.latencies.append(time.perf_counter() - client.began)
        else:
            self.load.failed += 1

    def _drop(self, client: _Client) -> None:
        if client.socket is not None:
            self.poll.unregister(client.socket.fileno())
            del self.active[client.socket.fileno()]
            client.socket.close()
            client.socket = None

    def _give_up(self, now: float) -> None:
        """Leave the answers that are too late."""
        for client in [c for c in self.active.values() if now - c.began > self.late]:
            self.load.late += 1
            self._drop(client)
