"""The things of a release as candidates of the matcher: names in all scripts and as printed, country, lifespan, kind.

Made of the tables of `tables.py` as the engine answers them (SPARQL results in JSON); nothing is asked here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from communique.mappings.alignment.matching.candidates import Candidate, Span
from communique.mappings.alignment.matching.countries import code_of, countries
from communique.mappings.alignment.matching.fold import fold
from communique.service.reconcile.vocabulary import WIKIDATA, types

Rows = list[tuple[str, str, str, str]]
"""Rows of a table: the thing's id, the value, its language, the kind."""

REMEMBERED = 1024
_YEAR = re.compile(r"-?([0-9]{4})")
OWN = frozenset(("name", "variant"))
SHORT = frozenset(("abbreviation",))
LATER = frozenset(("former-name", "misprint", "short-name"))


@dataclass(slots=True)
class Thing:
    """A thing that can be reconciled: `id` is its kind and key; `name` is in English where it has such a name."""

    id: str
    candidate: Candidate
    name: str = ""
    description: str = ""
    items: set[str] = field(default_factory=set)

    @property
    def kind(self) -> str:
        """Its type's id."""
        return self.id.partition("/")[0]


def rows(content: Mapping[str, Any], base: str) -> Rows:
    """The rows of a table whose thing has a type of the service."""
    start = f"{base}id/"
    found = []
    for row in content["results"]["bindings"]:
        thing = row["thing"]["value"].removeprefix(start)
        if thing.partition("/")[0] in types() and thing.count("/") == 1:
            value = row["value"]
            kind = row["kind"]["value"].rpartition("/")[2] if "kind" in row else ""
            found.append((thing, value["value"], value.get("xml:lang", ""), kind))
    return found


class Authority:
    """All things by id, and the countries by their names."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]], base: str) -> None:
        self.base = base
        self.things: dict[str, Thing] = {}
        table = {name: rows(content, base) for name, content in tables.items()}
        withdrawn = {thing for thing, *_ in table["withdrawn"]}
        for thing, value, language, _ in sorted(table["label"]):
            if thing not in withdrawn:
                self._label(thing, value, language)
        self._names(table["printed"], table["other"])
        self._dates(table)
        for thing, value, _, _ in sorted(table["description"]):
            if thing in self.things:
                self.things[thing].description = value
        for thing, value in self._known(table["item"]):
            if value.startswith(WIKIDATA):
                self.things[thing].items.add(value.removeprefix(WIKIDATA))
        for thing, value in self._known(table["country"]):
            code = value.rpartition("/")[2]
            if code in countries():
                self.things[thing].candidate.countries.add(code)
        self._countries = self._country_names()
        self.country = lru_cache(maxsize=REMEMBERED)(self._country)
        """The code of a country that is given by code, by name or by our id, or an empty string."""
        self._by_item = {item: thing for thing in self.things.values() for item in sorted(thing.items)}
        self.namesakes = self._namesakes(table)

    def find(self, text: str) -> tuple[Thing, str] | None:
        """The thing that an identifier names, and how: by our id or IRI (`identifier`), or by its Wikidata item."""
        text = text.strip()
        thing = self.things.get(text.removeprefix(f"{self.base}id/"))
        if thing:
            return thing, "identifier"
        thing = self._by_item.get(text.removeprefix(WIKIDATA))
        return (thing, "wikidata-item") if thing else None

    def _country(self, text: str) -> str:
        text = text.strip().removeprefix(f"{self.base}id/").removeprefix("place/")
        if fold(text) in self._countries:
            return self._countries[fold(text)]
        try:
            return code_of(text)
        except ValueError:
            return ""

    def _country_names(self) -> dict[str, str]:
        places = [thing for thing in self.things.values() if thing.kind == "place"]
        known = [(place, place.id.removeprefix("place/")) for place in places]
        return {fold(name): code for place, code in known if code in countries() for name in place.candidate.names}

    def _known(self, table: Rows) -> Iterator[tuple[str, str]]:
        return ((thing, value) for thing, value, _, _ in table if thing in self.things)

    def _label(self, thing: str, value: str, language: str) -> None:
        found = self.things.setdefault(thing, Thing(thing, Candidate(thing)))
        found.candidate.add_name(value, own=True)
        if not found.name or language == "en":
            found.name = found.candidate.label = value

    def _names(self, printed: Rows, other: Rows) -> None:
        """Names as printed decide for parties only: a document that says “Second Congress” knows which one it means."""
        told = defaultdict(set)
        for thing, value, _, kind in printed:
            told[thing, value].add(kind)
        for thing, value, _, _ in other:
            told[thing, value] |= set() if told[thing, value] else LATER
        for (thing, value), kinds in sorted(told.items()):
            found = self.things.get(thing)
            if found and kinds & SHORT:
                found.candidate.shorts.add(value)
            elif found and kinds & (OWN | LATER):
                found.candidate.add_name(value, own=bool(kinds & OWN) and found.kind == "party")

    def _namesakes(self, table: Mapping[str, Rows]) -> dict[str, list[Candidate]]:
        """By type, what things are known not to be: it is never an answer, but it may be what a query means."""
        found: dict[tuple[str, str], Candidate] = {}
        for thing, value, _, item in table["namesake"]:
            if thing in self.things and item not in self._by_item:
                there = found.setdefault((thing.partition("/")[0], item), Candidate(f"not/{item}", label=value))
                there.add_name(value, own=True)
                there.countries |= self.things[thing].candidate.countries
        years = [_item_years(table[f"namesake-{what}"]) for what in ("founded", "dissolved")]
        kinds: dict[str, list[Candidate]] = defaultdict(list)
        for (kind, item), candidate in sorted(found.items()):
            candidate.spans.add(Span(years[0].get(item), years[1].get(item), "release"))
            kinds[kind].append(candidate)
        return kinds

    def _dates(self, table: Mapping[str, Rows]) -> None:
        """Lifespans of parties as their items have them, dates of events; the years in which anything acted."""
        bounds: dict[str, list[int | None]] = defaultdict(lambda: [None, None])
        for at, names in enumerate((("founded", "begins"), ("dissolved", "ends"))):
            for thing, value in (pair for name in names for pair in self._known(table[name])):
                if year := _YEAR.match(value):
                    bounds[thing][at] = int(year[1])
        for thing, (start, end) in bounds.items():
            self.things[thing].candidate.spans.add(Span(start, end, "release"))
        for thing, value in self._known(table["acted"]):
            if year := _YEAR.match(value):
                self.things[thing].candidate.seen.add(int(year[1]))


def _item_years(table: Rows) -> dict[str, int]:
    return {item: int(year[1]) for _, value, _, item in table if (year := _YEAR.match(value))}
