"""A new release of the same size is taken over while clients ask: none of their requests may fail."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from communique.bench.answers import accept
from communique.bench.driver import Load, drive, get
from communique.bench.parts import Setting, Tables
from communique.bench.queries import named
from communique.bench.release import generate, switch
from communique.tests.targets.communique import communique
from communique.tests.targets.process import Server
from communique.tests.targets.tables import table
from communique.tests.targets.takeover import taken_over

_CLIENTS = 4
_PATIENCE = 300.0
TABLES = ("takeover",)


@dataclass(frozen=True)
class Takeover:
    """Requests answered and failed while the release changed, how long that took, and the p99 of answers in ms."""

    answered: int
    failed: int
    seconds: float
    p99: float


def run(setting: Setting) -> Tables:
    """One row."""
    return {"takeover": takeover_table(takeover(setting))}


def takeover(setting: Setting) -> Takeover:
    """Serve one release, switch to another of the same size, and ask all the while."""
    folder, data = setting.folder, setting.data
    following = generate(folder, setting.size, setting.seed + 1, current=False)
    switch(folder, data.folder.name)
    with communique(folder) as server:
        queries = [query for query in named(data) if query.name in ("ask", "describe", "path", "participants")]
        requests = [get(server, variant, accept(query)) for query in queries for variant in query.variants]
        loads: list[Load] = []
        over = threading.Event()
        asking = threading.Thread(target=_ask, args=(server, requests, over, loads.append))
        asking.start()
        time.sleep(1.0)
        began = time.monotonic()
        switch(folder, following.folder.name)
        taken_over(server, following.folder.name, _PATIENCE)
        took = time.monotonic() - began
        time.sleep(1.0)
        over.set()
        asking.join()
    answered = sum(len(load.latencies) for load in loads)
    failed = sum(load.failed + load.late for load in loads)
    slowest = max(load.percentile(0.99) for load in loads) * 1000
    setting.progress(f"taken over in {took:.1f} s, {answered} answered, {failed} failed")
    return Takeover(answered, failed, took, slowest)


def takeover_table(found: Takeover) -> str:
    """The outcome; the goal is no failed request."""
    row = [f"{found.answered:,}", found.failed, f"{found.seconds:.1f}", f"{found.p99:.1f}"]
    return table(["answered meanwhile", "failed", "taken over after (s)", "worst p99 in a second (ms)"], [row])


def _ask(server: Server, requests: list[bytes], over: threading.Event, keep: Callable[[Load], None]) -> None:
    while not over.is_set():
        keep(drive(server, requests, _CLIENTS, 1.0))
