"""What the gate must know of an item: of which countries it is and in which years it lived, as far as is recorded."""

from collections.abc import Iterable
from dataclasses import dataclass

from communique.mappings.alignment.rows import Row
from communique.mappings.alignment.statements import Recorded
from communique.mappings.records.dates import bounds


@dataclass(frozen=True, slots=True)
class Item:
    """An item: countries are codes as in keys; a year is None where it is unknown, or the item still there."""

    item: str
    label: str
    countries: tuple[str, ...]
    inception: int | None
    dissolved: int | None

    def lived_in(self, year: int) -> bool:
        """Whether the year lies in the lifespan, a year of grace on either side; unknown ends are open."""
        started = self.inception is None or self.inception - 1 <= year
        return started and (self.dissolved is None or year <= self.dissolved + 1)


def _codes(rows: Iterable[Row]) -> dict[str, str]:
    """The code of each state (item), by the alignment of places."""
    places = (row for row in rows if row.positive and row.subject.startswith("place/"))
    pairs = ((row.object, row.subject.removeprefix("place/")) for row in places)
    return {item: key for item, key in pairs if len(key) == 2}


def _years(recorded: Recorded, item: str, prop: str) -> list[int]:
    days = (day for row in recorded.of(item, prop) for day in bounds(row.value) if day)
    return sorted(int(day[:4]) for day in days)


def items_of(recorded: Recorded, rows: Iterable[Row]) -> dict[str, Item]:
    """The items of which something is recorded, by CURIE: from the earliest beginning to the latest end stated."""
    codes = _codes(rows)
    found: dict[str, Item] = {}
    for item in dict.fromkeys(row.item for row in recorded.statements):
        label = next((row.value for row in recorded.of(item, "rdfs:label")), "")
        states = (codes.get(row.value) for row in recorded.of(item, "P17"))
        begun, ended = _years(recorded, item, "P571"), _years(recorded, item, "P576")
        countries = tuple(sorted({code for code in states if code}))
        found[item] = Item(item, label, countries, begun[0] if begun else None, ended[-1] if ended else None)
    return found
