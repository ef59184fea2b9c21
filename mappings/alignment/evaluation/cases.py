"""Cases with a known answer: judged mentions, perturbed names, and names of parties that are not there."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.mappings.alignment.evaluation.perturb import Perturbed, perturbed
from communique.mappings.alignment.evaluation.twins import Twins
from communique.mappings.alignment.matching.candidates import Candidate
from communique.mappings.alignment.matching.countries import code_of
from communique.mappings.alignment.matching.features import Query

NOTHING = "NIL"
GOLD = ("seed", "line", "mention", "country_iso3", "year_of_fact", "gold")


@dataclass(frozen=True, slots=True)
class Case:
    """A query with its right answer (`NOTHING` where no candidate is right), and the groups it is counted in.

    `twins` are other candidates that fit all that the query says just as well (see `twins.py`), where they are counted.
    """

    name: str
    query: Query
    answer: str
    groups: tuple[str, ...]
    twins: int = 0


def gold_cases(path: Path) -> list[Case]:
    """The judged mentions of a file with the columns `GOLD`; the mentions of one document are one list."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    cases = []
    for row in rows:
        name, year = f"{row['seed']}:{row['line']} {row['mention']}", int(row["year_of_fact"])
        query = Query((row["mention"],), code_of(row["country_iso3"]), year, source=row["seed"], key=name)
        cases.append(Case(name, query, row["gold"], ("gold",)))
    return cases


def _query(case: Perturbed) -> Query:
    return Query((case.name,), case.country, case.year)


def perturbed_cases(candidates: Sequence[Candidate], count: int, seed: int, twins: Twins | None = None) -> list[Case]:
    """Perturbed names of that many parties with an item (see `perturb.py`), each with its twins if these are given."""
    return [
        Case(f"{seed}-{at}", _query(one), one.key, (one.kind, one.condition), twins.of(one) if twins else 0)
        for at, one in enumerate(perturbed(candidates, count, seed))
    ]


def absent_cases(candidates: Sequence[Candidate], count: int, seed: int) -> tuple[list[Case], list[Candidate]]:
    """Perturbed names of parties that are taken out of the candidates, and the candidates that remain."""
    made = perturbed(candidates, count, seed)
    gone = {one.key for one in made}
    cases = [
        Case(f"{seed}-absent-{at}", _query(one), NOTHING, ("absent", one.condition)) for at, one in enumerate(made)
    ]
    return cases, [candidate for candidate in candidates if candidate.key not in gone]
