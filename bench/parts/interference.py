"""Short queries while runaways run: how much later the latest of them come when every core has a runaway."""

import os
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from communique.bench.answers import accept
from communique.bench.driver import drive, get
from communique.bench.measure import settle
from communique.bench.parts import TARGETS, Setting, Tables
from communique.bench.queries import named
from communique.tests.targets.process import NotStarted, Server
from communique.tests.targets.tables import table

SHORT = ("ask", "describe", "path")
# A client of its own, so that what one client may use bounds it.
RUNAWAY_ADDRESS = "127.0.0.2"
_RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?a != ?i) }"
_CLIENTS = 4
TABLES = ("interference",)


@dataclass(frozen=True)
class Interference:
    """The p99 of short queries in milliseconds, alone and beside runaways, and how many failed."""

    target: str
    alone: float
    beside: float
    failed: int

    @property
    def ratio(self) -> float:
        return self.beside / self.alone


def run(setting: Setting) -> Tables:
    """One row a target."""
    return {"interference": interference_table(interference(setting))}


def interference(setting: Setting) -> list[Interference]:
    """One result a target; runaways are on as many connections as there are cores."""
    seconds = 3 * setting.seconds
    queries = [query for query in named(setting.data) if query.name in SHORT]
    found = []
    for name in setting.targets:
        try:
            with TARGETS[name](setting.data) as server:
                requests = [get(server, variant, accept(query)) for query in queries for variant in query.variants]
                drive(server, requests, _CLIENTS, 1.0)
                settle(server.pid)
                alone = drive(server, requests, _CLIENTS, seconds)
                with _runaways(server, os.cpu_count() or 2):
                    beside = drive(server, requests, _CLIENTS, seconds)
                p99s = alone.percentile(0.99) * 1000, beside.percentile(0.99) * 1000
                found.append(Interference(name, *p99s, beside.failed + beside.late))
                setting.progress(f"{name}: p99 {p99s[0]:.2f} ms alone, {p99s[1]:.2f} ms beside runaways")
        except NotStarted as error:
            setting.progress(f"{name} is left out: {error}")
    return found


def interference_table(found: Sequence[Interference]) -> str:
    """The results; the goal is a ratio of 2 at most."""
    rows = [[i.target, f"{i.alone:.2f}", f"{i.beside:.2f}", f"{i.ratio:.1f}", i.failed] for i in found]
    return table(["target", "p99 alone (ms)", "p99 beside runaways (ms)", "ratio", "failed"], rows)


@contextmanager
def _runaways(server: Server, count: int) -> Iterator[None]:
    """Ask for what no machine finishes, on that many connections, again when one is answered or refused."""
    over = threading.Event()
    threads = [threading.Thread(target=_run_away, args=(server, over), daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    over.wait(1.0)
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(5)


def _run_away(server: Server, over: threading.Event) -> None:
    parts = urlsplit(server.query)
    request = get(server, _RUNAWAY, "application/sparql-results+json")
    while not over.is_set():
        try:
            address = (parts.hostname or "127.0.0.1", parts.port or 80)
            with socket.create_connection(address, 2.0, (RUNAWAY_ADDRESS, 0)) as connection:
                connection.sendall(request)
                connection.settimeout(0.5)
                while not over.is_set():
                    try:
                        if not connection.recv(65536):
                            break
                    except TimeoutError:
                        continue
        except OSError:
            over.wait(0.1)
