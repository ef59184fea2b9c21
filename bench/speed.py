"""The ten queries at several numbers of clients, against one server after the other."""

from collections.abc import Callable, Iterator, Sequence

from communique.bench.answers import size, sizes
from communique.bench.driver import LATE
from communique.bench.measure import Cell, measure
from communique.bench.queries import Named, named
from communique.bench.release import Generated
from communique.bench.targets import TARGETS
from communique.tests.targets.process import NotStarted, Server

CLIENTS = (1, 8, 32)
Progress = Callable[[str], None]


def speed(
    data: Generated,
    targets: Sequence[str],
    only: Sequence[str] = (),
    clients: Sequence[int] = CLIENTS,
    seconds: float = 3.0,
    progress: Progress = lambda text: None,
) -> Iterator[Cell]:
    """One cell for each target, query and number of clients; `only` names queries. What does not start is told."""
    queries = [query for query in named(data) if not only or query.name in only]
    reference = sizes(data, queries)
    for name in targets:
        progress(f"starting {name}")
        try:
            with TARGETS[name](data) as server:
                for query in queries:
                    for cell in _query(server, query, reference[query.name], clients, seconds):
                        progress(line(cell))
                        yield cell
        except NotStarted as error:
            progress(f"{name} is left out: {error}")


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
