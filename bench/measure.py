"""One cell of the bench: one query, one server, so many clients."""

import time
from dataclasses import dataclass

from communique.bench.answers import accept
from communique.bench.driver import LATE, drive, get
from communique.bench.queries import Named
from communique.tests.targets.process import Server
from communique.tests.targets.usage import cpu_seconds, memory_bytes

_QUIET = 0.05
_PATIENCE = 60.0


@dataclass(frozen=True)
class Cell:
    """What was measured. `rate` is answers a second, times in milliseconds, `memory` the server's in bytes afterwards.

    `right` is False where the answer's size was not the reference's; `late` and `failed` count other answers.
    `driver` is the share of a core that the driver took.
    """

    target: str
    query: str
    clients: int
    rate: float
    p50: float
    p99: float
    cpu: float
    memory: int
    late: int
    failed: int
    right: bool
    driver: float

    @property
    def at_most(self) -> float:
        """The rate, or what it cannot have exceeded where no answer came in time."""
        return self.rate or self.clients / LATE


def measure(server: Server, query: Named, clients: int, seconds: float, right: bool) -> Cell:
    """Ask one query's variants in turn for that many seconds, and see what it took."""
    settle(server.pid)
    requests = [get(server, variant, accept(query)) for variant in query.variants]
    before = cpu_seconds(server.pid)
    load = drive(server, requests, clients, seconds)
    spent = cpu_seconds(server.pid) - before
    answers = len(load.latencies)
    return Cell(
        target=server.name,
        query=query.name,
        clients=clients,
        rate=load.rate,
        p50=load.percentile(0.5) * 1000,
        p99=load.percentile(0.99) * 1000,
        cpu=spent * 1000 / answers if answers else float("inf"),
        memory=memory_bytes(server.pid),
        late=load.late,
        failed=load.failed,
        right=right,
        driver=load.driver / load.seconds if load.seconds else 0.0,
    )


def settle(pid: int, patience: float = _PATIENCE) -> None:
    """Wait until a server rests: what it still does for clients that have left must not count for the next."""
    limit = time.monotonic() + patience
    before = cpu_seconds(pid)
    while time.monotonic() < limit:
        time.sleep(0.2)
        now = cpu_seconds(pid)
        if now - before < _QUIET * 0.2 + 0.011:
            return
        before = now
