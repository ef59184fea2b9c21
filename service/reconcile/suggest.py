"""What may be meant by the beginning of a name or an id, for things, types and properties."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from communique.mappings.alignment.matching.fold import fold
from communique.service.reconcile.authority import Authority, Thing
from communique.service.reconcile.vocabulary import PROPERTIES, TYPES, Property, Type

T = TypeVar("T", Type, Property)
PAGE = 20
"""How many suggestions come at once; `cursor` skips those seen."""


class Names:
    """The names of all things, ready to be searched by how they, or one of their words, begin."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._names = sorted(
            (fold(name), thing.name, thing.id) for thing in authority.things.values() for name in thing.candidate.names
        )

    def suggest(self, prefix: str, kinds: Sequence[str], cursor: int) -> list[Thing]:
        """A page of the things of these types (none: all) that may be meant, those whose names begin so first."""
        found = self._authority.find(prefix)
        ids = [found[0].id] if found else []
        begun = fold(prefix)
        if begun or not prefix.strip():
            matching = [one for one in self._names if f" {begun}" in f" {one[0]}"]
            ids += [key for _, _, key in sorted(matching, key=lambda one: (not one[0].startswith(begun), one[1:]))]
        some = [key for key in dict.fromkeys(ids) if not kinds or key.partition("/")[0] in kinds]
        return [self._authority.things[key] for key in some[cursor : cursor + PAGE]]


def suggest_types(prefix: str, cursor: int) -> list[Type]:
    """The types whose id or name begins so."""
    return [*_begun(prefix, TYPES)][cursor : cursor + PAGE]


def suggest_properties(prefix: str, cursor: int) -> list[Property]:
    """The properties whose id or name begins so."""
    return [*_begun(prefix, PROPERTIES)][cursor : cursor + PAGE]


def _begun(prefix: str, among: Iterable[T]) -> Iterable[T]:
    begun = prefix.strip().lower()
    return (one for one in among if one.id.startswith(begun) or f" {begun}" in f" {one.name.lower()}")
