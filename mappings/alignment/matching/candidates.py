"""Candidates: parties of an authority with their names, countries and lifespans, from any file of the known columns.

Three kinds of files, told apart by their columns: names (one row a name), statements (one row a party, as Wikidata's
properties), and lists of parties (as Party Facts' core table, whose parties may have no item). Rows about the same
party in several files join; where sources differ on a lifespan, each keeps its say.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from communique.mappings.alignment.matching.countries import code_of
from communique.mappings.records.issue import Issue

NAMES = {"qid", "country_iso3", "name_type", "name", "year_first", "year_last"}
STATEMENTS = {"qid", "country_iso3", "wikidata_label_en", "inception", "dissolved"}
PARTIES = {"country", "partyfacts_id", "name", "name_english", "year_first", "year_last"}
_YEAR = re.compile(r"[+]?([0-9]{4})")
_SLASH = re.compile(r"\s*/\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """A lifespan as one source gives it; None where it gives no year."""

    start: int | None
    end: int | None
    source: str


@dataclass(slots=True)
class Candidate:
    """A party of the authority. `key` is its identifier there (`Q42`), or one with a prefix (`partyfacts:7`) of a list
    that knows more parties than the authority has items for.

    `names` are by text: True where the party bears the name, False where it is one of several that a list gives in
    turn, or a name of the party in a list of other times. `shorts` are acronyms; `ideologies` and `kinds` are labels.
    `seen` are years in which it acted: they lie in its lifespan, and say nothing of its bounds.
    """

    key: str
    label: str = ""
    names: dict[str, bool] = field(default_factory=dict)
    shorts: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    spans: set[Span] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    websites: set[str] = field(default_factory=set)
    ideologies: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)

    @property
    def has_item(self) -> bool:
        """Whether the authority knows an item for it."""
        return ":" not in self.key

    def add_name(self, text: str, own: bool) -> None:
        """Add a name; a name once borne stays so."""
        text = " ".join(text.split())
        if text:
            self.names[text] = self.names.get(text, False) or own


def _year(text: str) -> int | None:
    found = _YEAR.match(text.strip())
    return int(found[1]) if found else None


def _years(text: str) -> list[int]:
    """All years of a cell that holds several values parted by bars."""
    return [year for part in text.split("|") if (year := _year(part)) is not None]


def _labels(cell: str) -> list[str]:
    """The labels of a cell of `label (Q42) | …`."""
    return [part.rpartition(" (")[0] or part for part in cell.split(" | ") if part]


def _listed(candidate: Candidate, text: str, several: bool) -> None:
    """Names of a list: those parted by a slash are given in turn, so none of them is the party's name at all times."""
    parts = [part for part in _SLASH.split(text) if part]
    for part in parts:
        candidate.add_name(part, own=len(parts) == 1 and not several)


def _name_rows(rows: list[dict[str, str]], found: dict[str, Candidate], source: str) -> None:
    """Rows of names. `core_…` rows come from a list of parties, the others from the item and its article.

    An item's aliases (`wd_alias`) hold former names and other spellings alike, so none of them decides.
    """
    several = {row["qid"] for row in rows if row["name_type"] == "core_name" and "/" in row["name"]}
    for row in rows:
        candidate = found.setdefault(row["qid"], Candidate(row["qid"]))
        candidate.countries.add(code_of(row["country_iso3"]))
        candidate.spans.add(Span(_year(row["year_first"]), _year(row["year_last"]), source))
        if row["name_type"] in ("short", "wd_short_name"):
            candidate.shorts.update(part for part in re.split(r"[/|]", row["name"]) if part.strip())
        elif row["name_type"] == "wd_alias":
            candidate.add_name(row["name"], own=False)
        elif row["name_type"].startswith("core_"):
            _listed(candidate, row["name"], row["qid"] in several)
        else:
            candidate.add_name(row["name"], own=True)
        if row["name_type"] == "wikidata_label":
            candidate.label = row["name"]


def _statement_rows(rows: list[dict[str, str]], found: dict[str, Candidate], source: str) -> None:
    for row in rows:
        candidate = found.setdefault(row["qid"], Candidate(row["qid"]))
        candidate.countries.add(code_of(row["country_iso3"]))
        candidate.label = candidate.label or row["wikidata_label_en"]
        candidate.add_name(row["wikidata_label_en"], own=True)
        for part in row.get("official_name", "").split(" | "):
            candidate.add_name(part, own=True)
        starts, ends = _years(row["inception"]), _years(row["dissolved"])
        if starts or ends:
            candidate.spans.add(Span(min(starts, default=None), max(ends, default=None), source))
        candidate.websites.update(part for part in row.get("website", "").split(" | ") if part)
        candidate.ideologies.update(_labels(row.get("ideology", "")))
        candidate.kinds.update(_labels(row.get("instance_of", "")))


def _party_rows(rows: list[dict[str, str]], found: dict[str, Candidate], source: str, items: dict[str, str]) -> None:
    """Rows of a list of parties: one that no other file ties to an item is a candidate without item.

    Such lists give the years of first and last elections, so they are not heard on the lifespan of an item.
    """
    for row in rows:
        if row.get("technical"):
            continue
        key = items.get(row["partyfacts_id"]) or f"partyfacts:{row['partyfacts_id']}"
        candidate = found.setdefault(key, Candidate(key))
        candidate.countries.add(code_of(row["country"]))
        if not candidate.has_item:
            candidate.spans.add(Span(_year(row["year_first"]), _year(row["year_last"]), source))
        several = "/" in row["name"] or "/" in row["name_english"]
        for column in ("name", "name_english"):
            _listed(candidate, row[column], several)
        candidate.label = candidate.label or row["name_english"] or row["name"]
        candidate.shorts.update(part for part in row.get("name_short", "").split("/") if part.strip())


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="," if path.suffix == ".csv" else "\t")
        return [{key: value or "" for key, value in row.items() if key} for row in reader]


def _checked(path: Path, issues: list[Issue]) -> Iterator[dict[str, str]]:
    """The rows whose country is known and which are about something; the others are issues."""
    for line, row in enumerate(_read(path), 2):
        try:
            code_of(row.get("country_iso3", row.get("country", "")))
        except ValueError as fault:
            issues.append(Issue(str(path), line, str(fault)))
            continue
        if row.get("qid") or row.get("partyfacts_id"):
            yield row


def read_candidates(paths: Iterable[Path]) -> tuple[list[Candidate], list[Issue]]:
    """The candidates of files, in the order of their keys, and the rows that could not be read."""
    issues: list[Issue] = []
    tables = [(path, list(_checked(path, issues))) for path in sorted(paths)]
    found: dict[str, Candidate] = {}
    with_both = (row for _, rows in tables for row in rows if row.get("qid") and row.get("partyfacts_id"))
    items = {row["partyfacts_id"]: row["qid"] for row in with_both}
    lists = []
    for path, rows in tables:
        columns = set(rows[0]) if rows else set()
        with_item = [row for row in rows if row.get("qid")]
        if columns >= NAMES:
            _name_rows(with_item, found, path.name)
        elif columns >= STATEMENTS:
            _statement_rows(with_item, found, path.name)
        elif columns >= PARTIES:
            lists.append((path, rows))
        elif rows:
            expected = " or ".join(", ".join(sorted(kind)) for kind in (NAMES, STATEMENTS, PARTIES))
            issues.append(Issue(str(path), 1, f"expected the columns {expected}"))
    for path, rows in lists:
        _party_rows(rows, found, path.name, items)
    return [found[key] for key in sorted(found)], issues
