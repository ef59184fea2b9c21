"""The gate before the alignment's rows reach a release: what rows must be together, beyond being sound one by one.

Nothing is decided here and nothing repaired: each rule yields issues that name file, line and what to do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from communique.mappings.alignment.items import Item, items_of
from communique.mappings.alignment.matching.countries import related
from communique.mappings.alignment.rows import EXACT, SUFFIX, MappingSet, Row, read_sets, rows_of
from communique.mappings.alignment.statements import read_statements
from communique.mappings.records.issue import Issue, near

DOUBTFUL = 0.8
"""Up to this confidence a row may contradict what is known of its item: the number itself then shows the conflict."""


def _issue(row: Row, message: str, hint: str = "") -> Issue:
    return Issue(row.file, row.line, message, hint)


def _place(row: Row) -> str:
    return f"{row.file}:{row.line}"


def _kind(subject: str) -> str:
    return subject.partition("/")[0]


def duplicates(rows: Iterable[Row]) -> Iterator[Issue]:
    """The same decision twice; and a pair that is both said and denied."""
    first: dict[tuple[str, str, bool, str], Row] = {}
    for row in rows:
        there = first.setdefault(row.decision, row)
        if there is not row:
            yield _issue(row, f"the same decision stands at {_place(there)}", "keep one of them")
        subject, predicate, negated, found = row.decision
        other = first.get((subject, predicate, not negated, found))
        if other:
            yield _issue(row, f"{subject} and {found} are matched and denied", f"see {_place(other)}")


def cardinality(rows: Iterable[Row]) -> Iterator[Issue]:
    """A thing is exactly one item or has none, and an item is exactly one thing."""
    by_subject: dict[str, list[Row]] = defaultdict(list)
    by_object: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.predicate == EXACT and not row.negated:
            by_subject[row.subject].append(row)
            if row.found:
                by_object[row.object].append(row)
    for subject, group in by_subject.items():
        for row in group[1:]:
            verb = "is matched exactly" if row.found and group[0].found else "has an item and has none"
            yield _issue(row, f"{subject} {verb} twice", f"see {_place(group[0])}")
    for found, group in by_object.items():
        for row in group[1:]:
            yield _issue(row, f"{found} is already exactly {group[0].subject}", f"see {_place(group[0])}")


def decided(rows: Iterable[Row]) -> frozenset[str]:
    """The things of which some row says what they are, or that nothing was found; what is only denied stays open."""
    return frozenset(row.subject for row in rows if not row.negated)


def coverage(rows: Sequence[Row], things: Mapping[str, str]) -> Iterator[Issue]:
    """Each row is about a thing of the registry under its label, and each thing of the registry is decided."""
    for row in rows:
        label = things.get(row.subject)
        if label is None:
            yield _issue(row, f"{row.subject} is not in the registry", near(row.subject, things))
        elif label != row.subject_label:
            yield _issue(row, f"the registry labels {row.subject} '{label}', not '{row.subject_label}'")
    files = {_kind(row.subject): row.file for row in rows}
    for thing in sorted(things.keys() - decided(rows)):
        file = files.get(_kind(thing), f"{_kind(thing)}{SUFFIX}")
        yield Issue(file, 0, f"{thing} is not decided", "match it, or say that nothing was found")


def country_of(subject: str) -> str | None:
    """The country in a party's key: `party/gr-kke` → `gr`; None where the key tells none."""
    kind, _, key = subject.partition("/")
    code = key.partition("-")[0]
    return code if kind == "party" and len(code) == 2 and code != "zz" else None


def _contradicts(row: Row, item: Item, years: Iterable[int]) -> str:
    """What is known of the item against what is known of the thing, or an empty string."""
    country = country_of(row.subject)
    if country and item.countries and not any(related(country, code) for code in item.countries):
        return f"the item is of {', '.join(item.countries)}, the thing of {country}"
    outside = sorted(year for year in years if not item.lived_in(year))
    if outside:
        span = f"{item.inception or '?'} to {item.dissolved or 'now'}"
        return f"the item lived from {span}, the thing acts in {', '.join(map(str, outside))}"
    return ""


def lifespans(
    rows: Iterable[Row], items: Mapping[str, Item], acts: Mapping[str, Iterable[int]] | None = None
) -> Iterator[Issue]:
    """An exact match must not contradict the item's country and lifespan, unless its confidence shows the doubt."""
    for row in rows:
        item = items.get(row.object)
        if item is None or row.negated or row.predicate != EXACT or float(row.confidence) <= DOUBTFUL:
            continue
        conflict = _contradicts(row, item, (acts or {}).get(row.subject, ()))
        if conflict:
            hint = f"correct the match, or lower its confidence to {DOUBTFUL} and say why"
            yield _issue(row, f"{row.object} contradicts {row.subject}: {conflict}", hint)


def check(
    sets: Iterable[MappingSet],
    items: Mapping[str, Item],
    things: Mapping[str, str] | None = None,
    acts: Mapping[str, Iterable[int]] | None = None,
) -> list[Issue]:
    """Every issue of sound rows together.

    `things` are the registry's English labels by `kind/key`, `acts` the years in which things act.
    """
    rows = rows_of(sets)
    issues = [*duplicates(rows), *cardinality(rows), *lifespans(rows, items, acts)]
    if things is not None:
        issues += coverage(rows, things)
    return sorted(set(issues))


def read_checked(
    folder: Path, things: Mapping[str, str] | None = None, acts: Mapping[str, Iterable[int]] | None = None
) -> tuple[list[MappingSet], dict[str, Item], list[Issue]]:
    """The alignment of a folder with its items and all its issues."""
    sets, issues = read_sets(folder)
    recorded, faults = read_statements(folder)
    items = items_of(recorded, rows_of(sets))
    return sets, items, sorted({*issues, *faults, *check(sets, items, things, acts)})
