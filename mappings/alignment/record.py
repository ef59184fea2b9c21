"""Records what a table of statements says of the items that the alignment names.

`python -m communique.mappings.alignment.record TABLE SNAPSHOT` reads a table in the columns that `communique snapshot`
writes (`statements.tsv`) or that the public data sets have, and replaces in `statements.tsv` what came from that
snapshot before. SNAPSHOT is a key of `snapshots.tsv`. Of items that are only denied, no more is taken than what shows
why: label, country, beginning and end.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.mappings.alignment.rows import read_sets, rows_of
from communique.mappings.alignment.statements import (
    DATE,
    ITEM,
    LINK,
    PROPERTIES,
    Statement,
    read_statements,
    write_statements,
)

FOLDER = Path(__file__).parent
TAKEN = {
    "wikidata_label_en": "rdfs:label",
    "country": "P17",
    "inception": "P571",
    "dissolved": "P576",
    "member_of": "P463",
    "replaced_by": "P1366",
    "website": "P856",
    "official_name": "P1448",
}
"""The columns that are taken and their properties; what has no column in a table is left as it was."""
OF_DENIED = ("rdfs:label", "P17", "P571", "P576")
_VALUE = re.compile(r"(?P<label>.*?) \((?P<item>Q[0-9]+)\)")
_DATE = re.compile(r"\+?(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?")
_LINK = re.compile(r"https?://[^\s<>\"{}|^`\\]+")


def _date(text: str) -> str:
    """The EDTF of a date in Wikidata's form, in which 00 is unknown.

    1 January is taken as the year alone: the tables keep no precision, and Wikidata writes years so.
    """
    found = _DATE.fullmatch(text)
    if not found:
        return ""
    parts = [part for part in found.groups() if part and part != "00"]
    return parts[0] if parts[1:] == ["01", "01"] else "-".join(parts)


def _value(kind: str, text: str) -> tuple[str, str]:
    """The value of a cell's part and its label; empty where it is none of its kind."""
    if kind == ITEM:
        found = _VALUE.fullmatch(text)
        return (f"wikidata:{found['item']}", found["label"]) if found else ("", "")
    if kind == DATE:
        return _date(text), ""
    if kind == LINK:
        return (text if _LINK.fullmatch(text) else ""), ""
    return " ".join(text.split()), ""


def recorded(lines: Iterable[str], snapshot: str, matched: set[str], denied: set[str]) -> Iterator[Statement]:
    """The statements of a tab-separated table about items (CURIEs), those that are matched and those only denied."""
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        item = f"wikidata:{row['qid']}"
        if item not in matched | denied:
            continue
        for column, prop in TAKEN.items():
            if item not in matched and prop not in OF_DENIED:
                continue
            for part in filter(None, (row.get(column) or "").split(" | ")):
                value, label = _value(PROPERTIES[prop], part)
                if value:
                    yield Statement(item, prop, value, label, "", snapshot)


def record(folder: Path, table: Path, snapshot: str) -> int:
    """Replace what a folder holds from a snapshot by what the table says; gives how many statements it holds then.

    Raises ValueError for a snapshot that is not in `snapshots.tsv`.
    """
    before, issues = read_statements(folder)
    if snapshot not in before.snapshots or issues:
        raise ValueError("\n".join(map(str, issues)) or f"there is no snapshot '{snapshot}'")
    rows = rows_of(read_sets(folder)[0])
    matched = {row.object for row in rows if row.positive}
    with table.open(encoding="utf-8", newline="") as lines:
        found = set(recorded(lines, snapshot, matched, {row.object for row in rows if row.found}))
    taken = set(TAKEN.values())
    kept = [row for row in before.statements if row.snapshot != snapshot or row.property not in taken]
    write_statements(folder, [*kept, *found])
    return len(kept) + len(found)


if __name__ == "__main__":
    number = record(FOLDER, Path(sys.argv[1]), sys.argv[2])
    sys.stdout.write(f"{number} statements\n")
