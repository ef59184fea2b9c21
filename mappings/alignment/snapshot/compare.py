"""A new snapshot against an older one: what became of the items. It lists; it never edits."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

COMPARED = ("wikidata_label_en", "inception", "dissolved", "country_iso3", "website")


def _items(folder: Path) -> dict[str, dict[str, str]]:
    """The statements of a snapshot by item; the cells of several rows joined."""
    found: dict[str, dict[str, set[str]]] = {}
    with (folder / "statements.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            cells = found.setdefault(row["qid"], {column: set() for column in COMPARED})
            for column in COMPARED:
                cells[column] |= {part for part in row[column].split(" | ") if part}
    return {item: {column: " | ".join(sorted(cells[column])) for column in COMPARED} for item, cells in found.items()}


def changes(old: Path, new: Path) -> Iterator[tuple[str, str, str, str]]:
    """Item, what changed, before and after: `redirect`, `gone`, `new`, or a column, in the order of the items."""
    before, after = _items(old), _items(new)
    moved: dict[str, str] = json.loads((new / "snapshot.json").read_text(encoding="utf-8")).get("redirects", {})
    for item in sorted(before.keys() | after.keys() | moved.keys(), key=lambda item: int(item[1:])):
        if item in moved:
            yield item, "redirect", "", moved[item]
        elif item not in after:
            yield item, "gone", before[item]["wikidata_label_en"], ""
        elif item not in before:
            yield item, "new", "", after[item]["wikidata_label_en"]
        else:
            for column in COMPARED:
                if before[item][column] != after[item][column]:
                    yield item, column, before[item][column], after[item][column]
