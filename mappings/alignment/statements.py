"""What Wikidata states of the items that the alignment names, as recorded: each statement with the snapshot it is from.

`statements.tsv` holds a few facts of Wikidata (CC0), `snapshots.tsv` where and when they were recorded. So the gate,
the conflicts and the exports need no network, and each value of theirs can be followed to its source.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from communique.mappings.records.dates import NoDate, bounds
from communique.mappings.records.issue import Issue, near

FILE = "statements.tsv"
SNAPSHOTS = "snapshots.tsv"
COLUMNS = ("item", "property", "value", "value_label", "at", "snapshot")
SNAPSHOT_COLUMNS = ("key", "title", "version", "date", "address", "license")

ITEM, DATE, TEXT, LINK, NUMBER = "item", "date", "text", "link", "number"
PROPERTIES = {
    "rdfs:label": TEXT,
    "P17": ITEM,
    "P210": ITEM,
    "P463": ITEM,
    "P488": ITEM,
    "P571": DATE,
    "P576": DATE,
    "P856": LINK,
    "P1366": ITEM,
    "P1410": NUMBER,
    "P1448": TEXT,
    "P3975": ITEM,
}
"""The properties that are recorded and the kind of their values; dates are EDTF, `rdfs:label` is the English label."""

_FORMS = {
    ITEM: re.compile(r"wikidata:Q[1-9][0-9]*"),
    TEXT: re.compile(r"\S.*\S|\S"),
    LINK: re.compile(r"https?://[^\s<>\"{}|^`\\]+"),
    NUMBER: re.compile(r"0|[1-9][0-9]*"),
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where statements were recorded: key, title, version, day (`YYYY-MM-DD`), address and licence of the source."""

    key: str
    title: str
    version: str
    date: str
    address: str
    license: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an item; `value` is a CURIE, an EDTF date, a text, an address or digits, by its property.

    `at` is the date for which it is stated (P585), as EDTF, or empty.
    """

    item: str
    property: str
    value: str
    value_label: str
    at: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """The statements of a folder in the order of the file, and the snapshots they are from by key."""

    statements: tuple[Statement, ...] = ()
    snapshots: Mapping[str, Snapshot] = ()  # type: ignore[assignment]

    def of(self, item: str, *properties: str) -> Iterator[Statement]:
        """The statements of an item with one of these properties."""
        return (each for each in self.statements if each.item == item and each.property in properties)


def _no_date(text: str) -> bool:
    try:
        return not bounds(text)
    except NoDate:
        return True


def _wrong_value(kind: str, value: str) -> bool:
    return _no_date(value) if kind == DATE else not _FORMS[kind].fullmatch(value)


def _faults(row: Statement, snapshots: Mapping[str, Snapshot]) -> Iterator[tuple[str, str]]:
    """What is wrong with a statement, each with a hint."""
    if not _FORMS[ITEM].fullmatch(row.item):
        yield f"expected an item as 'wikidata:Q42', found '{row.item}'", ""
    kind = PROPERTIES.get(row.property)
    if kind is None:
        yield f"'{row.property}' is not among the properties that are recorded", near(row.property, PROPERTIES)
    elif _wrong_value(kind, row.value):
        yield f"the value of {row.property} must be of the kind '{kind}', found '{row.value}'", ""
    if row.at and _no_date(row.at):
        yield f"'{row.at}' is no date", ""
    if row.snapshot not in snapshots:
        yield f"there is no snapshot '{row.snapshot}' in {SNAPSHOTS}", near(row.snapshot, snapshots)


def _rows(path: Path, columns: tuple[str, ...], issues: list[Issue]) -> Iterator[tuple[int, list[str]]]:
    """The lines below the header with as many cells as columns; none where there is no file."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or tuple(rows[0]) != columns:
        issues.append(Issue(str(path), 1, f"expected the columns {', '.join(columns)}"))
        return
    for line, cells in enumerate(rows[1:], 2):
        if len(cells) == len(columns):
            yield line, cells
        else:
            issues.append(Issue(str(path), line, f"expected {len(columns)} cells, found {len(cells)}"))


def _day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _snapshots(path: Path, issues: list[Issue]) -> dict[str, Snapshot]:
    found: dict[str, Snapshot] = {}
    for line, cells in _rows(path, SNAPSHOT_COLUMNS, issues):
        snapshot = Snapshot(*cells)
        links = snapshot.address, snapshot.license
        sound = re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", snapshot.key) and snapshot.title and _day(snapshot.date)
        if not sound or not all(map(_FORMS[LINK].fullmatch, links)):
            issues.append(Issue(str(path), line, "expected a key, a title, a version, a day and two addresses"))
        elif snapshot.key in found:
            issues.append(Issue(str(path), line, f"{snapshot.key} stands twice"))
        else:
            found[snapshot.key] = snapshot
    return found


def read_statements(folder: Path) -> tuple[Recorded, list[Issue]]:
    """What a folder has recorded (nothing where it has no such file), and every fault by file and line."""
    issues: list[Issue] = []
    snapshots = _snapshots(folder / SNAPSHOTS, issues)
    path, seen, statements = folder / FILE, dict[tuple[str, ...], int](), []
    for line, cells in _rows(path, COLUMNS, issues):
        row = Statement(*cells)
        faults = list(_faults(row, snapshots))
        first = seen.setdefault((row.item, row.property, row.value, row.at), line)
        if first != line:
            faults.append((f"the same statement stands in line {first}", "keep one of them"))
        issues += (Issue(str(path), line, message, hint) for message, hint in faults)
        if not faults:
            statements.append(row)
    return Recorded(tuple(statements), snapshots), issues


def _order(row: Statement) -> tuple[int, int, str, str]:
    """By item, then by property, both by number."""
    number = int(row.property[1:]) if row.property[0] == "P" else 0
    return int(row.item.rpartition("Q")[2]), number, row.at, row.value


def write_statements(folder: Path, rows: Iterable[Statement]) -> None:
    """Replace the statements of a folder, sorted; one rename at the end."""
    path = folder / FILE
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join(getattr(row, column) for column in COLUMNS) for row in sorted(set(rows), key=_order)]
    beside = path.with_suffix(".part")
    beside.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    beside.replace(path)
