"""From things to queries, and from what the matcher says to rows and to a review file.

Things that are decided already are never asked about again, and no proposal contradicts a row.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from communique import __version__
from communique.mappings.alignment.gate import country_of
from communique.mappings.alignment.matching.countries import code_of
from communique.mappings.alignment.matching.features import Features, Query
from communique.mappings.alignment.matching.matcher import Match, Outcome
from communique.mappings.alignment.rows import EXACT, Row
from communique.mappings.records.issue import Issue, near
from communique.mappings.records.registry import Thing

LIST = ("name", "country", "year", "founded", "website", "source", "key")
REVIEW = (
    "key", "name", "country", "year", "why", "rank", "item", "label", "matched_name", "agreement", "score", "missing",
    "extra", "own_name", "same_country", "lifespan", "acronym", "founded", "website", "ideology", "kind", "rule",
)  # fmt: skip
TOOL = "communique align"


@dataclass(frozen=True, slots=True)
class Source:
    """Where candidates come from: its name and version, and the day of the proposal (never the clock's)."""

    version: str
    day: str


def queries_of(things: Iterable[Thing], decided: Iterable[str], acts: Mapping[str, Iterable[int]]) -> list[Query]:
    """A query for each party not yet decided: its labels, the country in its key, the last year in which it acts."""
    known = frozenset(decided)
    return [
        Query(
            names=tuple(words for _, words in thing.labels),
            country=country_of(thing.ref) or "",
            year=max(acts.get(thing.ref, ()), default=None),
            key=thing.ref,
        )
        for thing in things
        if thing.ref.startswith("party/") and thing.ref not in known
    ]


def _query(row: Mapping[str, str], line: int) -> Query:
    """The query of one row of a list; raises ValueError saying what is wrong."""

    def year(column: str) -> int | None:
        text = (row.get(column) or "").strip()
        if text and not (text.isdigit() and len(text) == 4):
            raise ValueError(f"expected a year in the column '{column}', found '{text}'")
        return int(text) if text else None

    name = (row.get("name") or "").strip()
    if not name:
        raise ValueError("the column 'name' is empty")
    return Query(
        names=tuple(part.strip() for part in name.split("|") if part.strip()),
        country=code_of((row.get("country") or "").strip()),
        year=year("year"),
        founded=year("founded"),
        website=(row.get("website") or "").strip(),
        source=(row.get("source") or "").strip(),
        key=(row.get("key") or "").strip() or str(line),
    )


def read_list(path: Path) -> tuple[list[Query], list[Issue]]:
    """The queries of a list of names (columns `LIST`; all but `name` may be missing), and its faults."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="," if path.suffix == ".csv" else "\t")
        columns = reader.fieldnames or []
        issues = [Issue(str(path), 1, f"unknown column '{c}'", near(c, LIST)) for c in columns if c not in LIST]
        if "name" not in columns:
            return [], [*issues, Issue(str(path), 1, "the column 'name' is missing")]
        queries = []
        for line, row in enumerate(reader, 2):
            try:
                queries.append(_query(row, line))
            except ValueError as fault:
                issues.append(Issue(str(path), line, str(fault)))
    return queries, issues


def held_back(matches: Iterable[Match], rows: Iterable[Row]) -> list[Match]:
    """The matches, those accepted against a row left to people: the item is denied, or is exactly another thing."""
    denied: set[tuple[str, str]] = set()
    taken: dict[str, str] = {}
    for row in rows:
        if row.negated:
            denied.add((row.subject, row.object))
        elif row.predicate == EXACT and row.found:
            taken[row.object] = row.subject

    def why(match: Match) -> str:
        if match.outcome is not Outcome.ACCEPTED or match.chosen is None:
            return ""
        item = f"wikidata:{match.chosen.candidate.key}"
        if (match.query.key, item) in denied:
            return f"a row denies {match.chosen.candidate.key}"
        return f"{match.chosen.candidate.key} is exactly {taken[item]}" if item in taken else ""

    return [replace(match, outcome=Outcome.REVIEW, why=said) if (said := why(match)) else match for match in matches]


def _said(features: Features) -> str:
    """In words, what speaks for a candidate."""
    parts = [f"name agrees with “{features.name}” ({features.likeness.tier.name.lower().replace('_', ' ')})"]
    parts += [f"country {features.country}"] * bool(features.country)
    parts += [f"lifespan: {features.lifespan}"]
    told = (("acronym", features.acronym), ("foundation", features.founded), ("website", features.website))
    return "; ".join([*parts, *(f"{name} {value}" for name, value in told if value)])


def row_of(match: Match, label: str, confidence: float, source: Source) -> Row:
    """The row of an accepted match; the confidence is the precision that its rule has shown."""
    chosen = match.chosen
    if match.outcome is not Outcome.ACCEPTED or chosen is None:
        raise ValueError(f"{match.query.key} was not accepted")
    said = _said(chosen)
    return Row(
        subject=match.query.key,
        subject_label=label,
        predicate=EXACT,
        negated=False,
        object=f"wikidata:{chosen.candidate.key}",
        object_label=chosen.candidate.label,
        justification="semapv:CompositeMatching",
        author=TOOL,
        reviewer=f"rule {match.rule}",
        version=source.version,
        date=source.day,
        confidence=f"{confidence:.2f}",
        see_also=(f"https://www.wikidata.org/wiki/{chosen.candidate.key}",),
        comment=said[0].upper() + said[1:] + ".",
        tool=TOOL,
        tool_version=__version__,
        rule=match.rule,
        score=f"{chosen.likeness.score:.4f}",
    )


def _review_row(match: Match, rank: int, found: Features | None) -> dict[str, object]:
    query = match.query
    asked: dict[str, object] = {
        "key": query.key,
        "name": " | ".join(query.names),
        "country": query.country,
        "year": query.year or "",
        "why": match.why or match.outcome,
        "rule": match.rule,
    }
    if found is None:
        return asked
    likeness = found.likeness
    return asked | {
        "rank": rank,
        "item": found.candidate.key,
        "label": found.candidate.label,
        "matched_name": found.name,
        "agreement": likeness.tier.name.lower(),
        "score": f"{likeness.score:.4f}",
        "missing": " ".join(likeness.missing),
        "extra": " ".join(likeness.extra),
        "own_name": "yes" if found.own else "no",
        "same_country": found.country,
        "lifespan": found.lifespan,
        "acronym": found.acronym,
        "founded": found.founded,
        "website": found.website,
        "ideology": found.ideology,
        "kind": found.kind,
    }


def write_review(path: Path, matches: Sequence[Match]) -> int:
    """Write what was not accepted, one row a candidate with its features; returns how many queries that are."""
    left = [match for match in matches if match.outcome is not Outcome.ACCEPTED]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, REVIEW, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        for match in left:
            candidates: Sequence[Features | None] = match.features or (None,)
            writer.writerows(_review_row(match, rank, found) for rank, found in enumerate(candidates, 1))
    return len(left)
