"""The ten queries at several numbers of clients, against one server after the other."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from communique.bench.answers import size, sizes
from communique.bench.driver import LATE
from communique.bench.measure import Cell, measure
from communique.bench.parts import TARGETS, Setting, Tables
from communique.bench.queries import Named, named
from communique.bench.report import tables
from communique.tests.targets.process import NotStarted, Server

TABLES = ("goals", "rate 8", "ratios 8", "latency 8", "cpu 8", "memory 8", "rate 1", "rate 32")


def run(setting: Setting) -> Tables:
    """Rates, ratios, times, CPU and memory, and whether the goals are reached."""
    cells = list(speed(setting))
    if setting.output:
        setting.output.mkdir(parents=True, exist_ok=True)
        written = json.dumps([asdict(cell) for cell in cells], indent=1)
        (setting.output / "speed.json").write_text(written, encoding="utf-8")
    return tables(cells, setting.size)


def speed(setting: Setting) -> Iterator[Cell]:
    """One cell for each target, query and number of clients. What does not start is told."""
    queries = [query for query in named(setting.data) if not setting.queries or query.name in setting.queries]
    reference = sizes(setting.data, queries)
    for name in setting.targets:
        setting.progress(f"starting {name}")
        try:
            with TARGETS[name](setting.data) as server:
                for query in queries:
                    for cell in _query(server, query, reference[query.name], setting.clients, setting.seconds):
                        setting.progress(line(cell))
                        yield cell
        except NotStarted as error:
            setting.progress(f"{name} is left out: {error}")


def _query(server: Server, query: Named, wanted: int, clients: Sequence[int], seconds: float) -> Iterator[Cell]:
    """The cells of one query; where one client got no answer in time, more are not tried."""
    got = size(server, query)
    # What a description holds is left to each server by the standard.
    right = got == wanted or (query.name == "describe" and bool(got))
    for count in clients:
        cell = measure(server, query, count, seconds, right)
        yield cell
        if not cell.rate:
            return


def line(cell: Cell) -> str:
    """A cell for somebody who watches."""
    flags = "" if cell.right else "  OTHER ANSWER"
    flags += f"  {cell.late} later than {LATE:.0f} s" if cell.late else ""
    flags += f"  {cell.failed} failed" if cell.failed else ""
    return (
        f"{cell.target:18} {cell.query:13} {cell.clients:3} clients {cell.rate:10.1f}/s  p50 {cell.p50:9.2f} ms  "
        f"p99 {cell.p99:9.2f} ms  CPU {cell.cpu:9.3f} ms  {cell.memory / 2**20:6.0f} MiB  "
        f"driver {cell.driver:4.0%}{flags}"
    )
