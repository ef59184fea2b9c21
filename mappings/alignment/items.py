"""What is known of the items that parties are aligned with: country and lifespan, each with the source that says so.

`items.tsv` holds a few facts of Wikidata (CC0), so that the gate and the query for conflicts work without a network.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from communique.mappings.records.issue import Issue

FILE = "items.tsv"
COLUMNS = ("item", "label", "countries", "inception", "dissolved", "as_of")
_YEAR = re.compile(r"[12][0-9]{3}|")
_ITEM = re.compile(r"wikidata:Q[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Item:
    """An item: countries are codes as in keys; a year is None where it is unknown, or the item still there."""

    item: str
    label: str
    countries: tuple[str, ...]
    inception: int | None
    dissolved: int | None
    as_of: str

    def lived_in(self, year: int) -> bool:
        """Whether the year lies in the lifespan, a year of grace on either side; unknown ends are open."""
        started = self.inception is None or self.inception - 1 <= year
        return started and (self.dissolved is None or year <= self.dissolved + 1)


def _item(values: dict[str, str]) -> Item:
    def year(slot: str) -> int | None:
        return int(values[slot]) if values[slot] else None

    countries = tuple(code for code in values["countries"].split("|") if code)
    return Item(values["item"], values["label"], countries, year("inception"), year("dissolved"), values["as_of"])


def read_items(folder: Path) -> tuple[dict[str, Item], list[Issue]]:
    """The items of a folder's `items.tsv` by CURIE (none where there is no file), and the faults of the file."""
    path = folder / FILE
    if not path.is_file():
        return {}, []
    items: dict[str, Item] = {}
    issues: list[Issue] = []
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t"))
    if not rows or tuple(rows[0]) != COLUMNS:
        return {}, [Issue(str(path), 1, f"expected the columns {', '.join(COLUMNS)}")]
    for line, cells in enumerate(rows[1:], 2):
        values = dict(zip(COLUMNS, cells, strict=False))
        sound = len(cells) == len(COLUMNS) and _ITEM.fullmatch(cells[0]) and cells[1] and cells[5]
        if not sound or not (_YEAR.fullmatch(cells[3]) and _YEAR.fullmatch(cells[4])):
            issues.append(Issue(str(path), line, "expected an item, its label, countries, two years and a source"))
        elif cells[0] in items:
            issues.append(Issue(str(path), line, f"{cells[0]} stands twice"))
        else:
            items[cells[0]] = _item(values)
    return items, issues
