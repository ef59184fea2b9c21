"""The facets of a page: what can be chosen of what is shown, with numbers; what is chosen leads back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from communique.service.pages.explore.appearances import Appearance
from communique.service.pages.explore.choices import CORRESPONDENCE, Choices

Say = Callable[..., str]
LONGEST = 40
"""Values of a facet that are offered, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Item:
    """A value: what it is called, how many events and messages have it, the address that chooses or drops it."""

    text: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A facet with its values; `open` where one is chosen."""

    name: str
    items: list[Item]
    open: bool


def groups(found: list[Appearance], choices: Choices, path: str, terms: dict[str, str], say: Say) -> list[Group]:
    """The facets of the appearances of a page; `terms` names concepts."""
    names = terms | {CORRESPONDENCE: say("explore-correspondence")}
    made = []
    for facet, values in _values(found).items():
        called, counts = _counted(values, names)
        chosen = getattr(choices, facet)
        keys = [chosen] if chosen else sorted(counts, key=lambda key: (-counts[key], called[key]))[:LONGEST]
        items = [_item(key, facet, called.get(key, key), counts.get(key, 0), choices, path) for key in keys]
        if items:
            made.append(Group(say(f"explore-{facet}"), items, bool(chosen)))
    return made


def _counted(values: Iterable[tuple[str, str, str]], names: dict[str, str]) -> tuple[dict[str, str], dict[str, int]]:
    """What each value is called, and how many things have it; both by its key."""
    called: dict[str, str] = {}
    having: dict[str, set[str]] = {}
    for iri, name, thing in values:
        key = iri.rpartition("/")[2]
        called[key] = name or names.get(iri) or key
        having.setdefault(key, set()).add(thing)
    return called, {key: len(things) for key, things in having.items()}


def _item(key: str, facet: str, text: str, count: int, choices: Choices, path: str) -> Item:
    chosen = getattr(choices, facet) == key
    return Item(text, count, choices.address(path, **{facet: "" if chosen else key}), chosen)


def _values(found: list[Appearance]) -> dict[str, Iterable[tuple[str, str, str]]]:
    """Facet to triples: value, its name where it has one here, and the thing that has it."""
    things = [(each, (each.what or each.who)) for each in found]
    return {
        "kind": [(each.kind, "", thing.iri) for each, thing in things if each.kind and thing],
        "country": [
            (place.iri, place.name, thing.iri)
            for each, thing in things
            for place in (each.country, each.home)
            if place and thing
        ],
        "decade": [
            (decade, f"{decade}–{decade[:3]}9", thing.iri)
            for each, thing in things
            if thing
            for decade in decades(each)
        ],
        "document": [(each.document.iri, each.document.name, thing.iri) for each, thing in things if thing],
        "role": [(_role(each.role), "", thing.iri) for each, thing in things if each.role and thing],
    }


def _role(iri: str) -> str:
    return iri if "/role/" in iri else CORRESPONDENCE


def decades(each: Appearance) -> Iterator[str]:
    """The decades that its time touches, as their first years."""
    if each.since and each.until:
        first, last = int(each.since[:4]) // 10, int(each.until[:4]) // 10
        yield from (f"{decade}0" for decade in range(first, min(last, first + 20) + 1))
