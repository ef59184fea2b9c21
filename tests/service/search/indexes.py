"""Indexes for tests: of a few names, or of quads."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from communique.service.search.entries import Entry, Name
from communique.service.search.index import Index
from communique.service.search.writing import write

LITTLE = 15_000_000  # bytes, the least that an index can be written with


def entry(key: str, *names: str, kind: str = "party", claims: int = 0, **facets: object) -> Entry:
    """A thing with these names, all preferred."""
    return Entry(kind, key, [Name(name, "", "preferred") for name in names], claims=claims, **facets)  # type: ignore[arg-type]


def index_of(entries: Iterable[Entry]) -> Index:
    """An index of these things, whose folder is gone when it is given; those with most claims first, then by key."""
    ranked = sorted(entries, key=lambda one: (-one.claims, one.kind, one.key))
    # The threads that wrote it may still tidy up.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        write(ranked, Path(folder), LITTLE, 1)
        return Index(Path(folder))


def keys(index: Index, typed: str, **chosen: list[str]) -> list[str]:
    """The keys of all hits in their order."""
    return [hit.entry.key for hit in index.find(typed, chosen, 0, 100).hits]
