"""The table of each view, made of the same appearances: what stands in a column, and what a script draws from it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeVar

from communique.service.pages.explore.appearances import Appearance, Named

AWAY = {"absent", "declined-invitation", "endorsed-afterwards", "invited", "refused-to-sign"}
"""Roles of those who need not have been there: such a role makes no meeting."""
SENDER = "https://schema.org/sender"
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of its heading, and the part that it plays in the view ("" for none)."""

    key: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the interface, by the end of its key."""

    key: str


Cell = Named | list[Named] | Word | str | int
"""A thing, several, a word, a date ("" for none), or a number."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a view shows."""

    columns: tuple[Column, ...]
    rows: list[list[Cell]] = field(default_factory=list)


def timeline(found: list[Appearance], called: Callable[[str], Named]) -> Table:
    """A row for each event and message, by date; those without a date come last."""
    columns = (
        Column("what", "what"),
        Column("from", "from"),
        Column("until", "until"),
        Column("kind"),
        Column("country"),
        Column("parties"),
        Column("documents"),
    )
    rows: list[tuple[tuple[str, ...], list[Cell]]] = []
    for what, each in _grouped(found, lambda appearance: appearance.what).items():
        kinds = [called(kind) for kind in sorted({one.kind for one in each if one.kind})]
        parties = len({one.who.iri for one in each if one.who})
        places = _distinct(one.country for one in each)
        since, until = each[0].since, each[0].until
        order = (since or "9999", until, what.name, what.iri)
        rows.append((order, [what, since, until, kinds, places, parties, _documents(each)]))
    return Table(columns, [row for _, row in sorted(rows, key=lambda row: row[0])])


def world(found: list[Appearance], called: Callable[[str], Named]) -> Table:
    """A row for each country: its parties, the events held there, the messages that its parties sent."""
    parties: dict[Named, set[str]] = {}
    events: dict[Named, set[str]] = {}
    messages: dict[Named, set[str]] = {}
    for each in found:
        if each.home and each.who:
            parties.setdefault(each.home, set()).add(each.who.iri)
            if each.role == SENDER and each.what:
                messages.setdefault(each.home, set()).add(each.what.iri)
        if each.country and each.what:
            events.setdefault(each.country, set()).add(each.what.iri)
    columns = (
        Column("country", "country"),
        Column("parties"),
        Column("events"),
        Column("messages"),
        Column("all", "count"),
    )
    rows: list[list[Cell]] = []
    for place in sorted({*parties, *events, *messages}, key=lambda place: place.name):
        counts = [len(each.get(place, ())) for each in (parties, events, messages)]
        rows.append([place, *counts, sum(counts)])
    return Table(columns, rows)


def network(found: list[Appearance], called: Callable[[str], Named]) -> Table:
    """A row for each pair: who met whom at how many events, and who wrote to whom how often."""
    met: Counter[tuple[Named, Named]] = Counter()
    wrote: Counter[tuple[Named, Named]] = Counter()
    for each in _grouped(found, lambda appearance: appearance.what).values():
        senders = _distinct(one.who for one in each if one.role == SENDER)
        addressees = _distinct(one.who for one in each if one.role.endswith("/addressee"))
        wrote.update((sender, to) for sender in senders for to in addressees if sender != to)
        there = [one.who for one in each if "/role/" in one.role and one.role.rpartition("/")[2] not in AWAY]
        met.update(combinations(_distinct(there), 2))
    columns = (Column("who", "source"), Column("tie"), Column("whom", "target"), Column("times", "count"))
    rows: list[list[Cell]] = [[one, Word("wrote"), other, times] for (one, other), times in _ordered(wrote)]
    rows += [[one, Word("met"), other, times] for (one, other), times in _ordered(met)]
    return Table(columns, rows)


def matrix(found: list[Appearance], called: Callable[[str], Named]) -> Table:
    """A row for each role of a party at an event."""
    columns = (Column("who", "source"), Column("what", "target"), Column("role"), Column("from"), Column("documents"))
    there = [one for one in found if one.who and one.what and "/role/" in one.role]
    rows: list[tuple[tuple[str, ...], list[Cell]]] = []
    for (who, what, role), each in _grouped(there, lambda one: (one.who, one.what, one.role)).items():
        if who and what:
            order = (who.name, who.iri, each[0].since or "9999", what.name, role)
            rows.append((order, [who, what, called(role), each[0].since, _documents(each)]))
    return Table(columns, [row for _, row in sorted(rows, key=lambda row: row[0])])


def _grouped(found: Iterable[Appearance], key: Callable[[Appearance], Key | None]) -> dict[Key, list[Appearance]]:
    made: dict[Key, list[Appearance]] = {}
    for each in found:
        value = key(each)
        if value is not None:
            made.setdefault(value, []).append(each)
    return made


def _distinct(things: Iterable[Named | None]) -> list[Named]:
    return sorted({thing for thing in things if thing}, key=lambda thing: (thing.name, thing.iri))


def _documents(found: list[Appearance]) -> list[Named]:
    """The documents by their keys, for their titles are long."""
    return [Named(iri, iri.rpartition("/")[2]) for iri in sorted({each.document.iri for each in found})]


def _ordered(pairs: Counter[tuple[Named, Named]]) -> list[tuple[tuple[Named, Named], int]]:
    return sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0][0].name, pair[0][1].name))
