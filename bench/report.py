"""The tables of a run: rates, times, CPU, memory, and how they compare, with the goals and whether they are reached."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.bench.measure import Cell
from communique.tests.targets.tables import table

Key = tuple[str, str, int]
OURS, CACHED = "communique", "communique-cached"
USUAL = 1_000_000  # triples
KNOWN = "count"  # the query whose answer ours knows since loading: there is a mean without it, too


@dataclass(frozen=True)
class Goal:
    """Our rate against another's at 8 clients: the geometric mean over the queries, or the worst of them."""

    ours: str
    other: str
    least: float
    worst: bool = False

    @property
    def text(self) -> str:
        what = "no query below" if self.worst else "geometric mean at least"
        return f"{self.ours} against {self.other}: {what} {self.least:g}"


def goals(quads: int) -> Sequence[Goal]:
    """The goals for a knowledge base of that size."""
    large = quads >= 5_000_000
    return (
        Goal(OURS, "oxigraph-disk", 2.0 if large else 1.5),
        Goal(OURS, "oxigraph-memory", 0.8),
        Goal(OURS, "virtuoso", 1.5),
        Goal(OURS, "rdflib-endpoint", 20.0),
        Goal(CACHED, "oxigraph-disk", 5.0),
        Goal(OURS, "oxigraph-disk", 0.5, worst=True),
    )


def tables(cells: Iterable[Cell], quads: int) -> dict[str, str]:
    """Every table by its title, which tells the size where it is not the usual one."""
    found = {(cell.target, cell.query, cell.clients): cell for cell in cells}
    counts = sorted({clients for _, _, clients in found})
    made = {}
    for clients in counts:
        made[f"rate {clients}"] = _grid(found, clients, lambda cell: _number(cell.rate))
        made[f"latency {clients}"] = _grid(found, clients, lambda c: f"{_number(c.p50)} / {_number(c.p99)}")
        made[f"cpu {clients}"] = _grid(found, clients, lambda cell: _number(cell.cpu))
        made[f"memory {clients}"] = _grid(found, clients, lambda cell: f"{cell.memory / 2**20:.0f}")
        made[f"ratios {clients}"] = ratios(found, clients)
    if 8 in counts:
        made["goals"] = _reached(found, quads)
    return made if quads == USUAL else {f"{title}, {quads} triples": content for title, content in made.items()}


def ratios(found: Mapping[Key, Cell], clients: int) -> str:
    """Our rate divided by each other's, query by query, and geometric means; 2 means twice as fast."""
    others = [name for name in _targets(found) if name not in (OURS, CACHED)]
    pairs = [(ours, other) for ours in (OURS, CACHED) for other in others if ours in _targets(found)]
    queries = _queries(found)
    rows = [[query, *(_number(_ratio(found, query, clients, *pair)) for pair in pairs)] for query in queries]
    for title, counted in (("mean", queries), (f"mean without {KNOWN}", [one for one in queries if one != KNOWN])):
        means = [_mean([_ratio(found, query, clients, *pair) for query in counted]) for pair in pairs]
        rows.append([title, *map(_number, means)])
    return table(["query", *(f"{ours} / {other}" for ours, other in pairs)], rows)


def _reached(found: Mapping[Key, Cell], quads: int) -> str:
    rows = []
    for goal in goals(quads):
        values = [_ratio(found, query, 8, goal.ours, goal.other) for query in _queries(found)]
        known = [value for value in values if value is not None]
        value = (min(known) if goal.worst else _mean(values)) if known else None
        verdict = "not measured" if value is None else "yes" if value >= goal.least else "no"
        rows.append([goal.text, _number(value), verdict])
    return table(["goal", "measured", "reached"], rows)


def _ratio(found: Mapping[Key, Cell], query: str, clients: int, ours: str, other: str) -> float | None:
    """None where either was not measured, or answered something else."""
    one, two = found.get((ours, query, clients)), found.get((other, query, clients))
    if one is None or two is None or not one.right or not two.right:
        return None
    return one.at_most / two.at_most


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value]
    return math.exp(sum(map(math.log, known)) / len(known)) if known else None


def _grid(found: Mapping[Key, Cell], clients: int, show: Callable[[Cell], str]) -> str:
    targets = _targets(found)
    rows = []
    for query in _queries(found):
        cells = [found.get((target, query, clients)) for target in targets]
        rows.append([query, *("–" if cell is None else show(cell) + _flags(cell) for cell in cells)])
    return table(["query", *targets], rows)


def _flags(cell: Cell) -> str:
    """≠ another answer than the engine's; ! some requests failed; > some were late."""
    return (" ≠" if not cell.right else "") + (" !" if cell.failed else "") + (" >" if cell.late else "")


def _targets(found: Mapping[Key, Cell]) -> list[str]:
    return list(dict.fromkeys(target for target, _, _ in found))


def _queries(found: Mapping[Key, Cell]) -> list[str]:
    return sorted({query for _, query, _ in found})


def _number(value: float | None) -> str:
    """Three digits that count."""
    if value is None:
        return "–"
    if not math.isfinite(value):
        return "∞"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
