"""Answers and pages that are kept in memory, within a bound of bytes; what was not used for longest goes first.

What is kept is named by everything that it depends on, the data by their content. So nothing kept is ever wrong, and
a new release empties nothing: what nobody asks for any more gives way to what is.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

from cachetools import LRUCache

OVERHEAD = 1024  # bytes that an entry takes besides its content, its key included but for a long text
SHARE = 4  # what is still gathered may take one part of so many of the whole
LARGEST = 8  # one entry may take one part of so many


class Entry(Protocol):
    """Something that is kept; `size` in bytes."""

    @property
    def size(self) -> int:
        """The bytes that it takes."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The content of an answer: its form and coding (see `frames`), its entity tag, and its bytes in parts."""

    form: bytes
    coding: str
    tag: bytes
    parts: tuple[bytes, ...]
    size: int


class Cache:
    """Keeps up to `most` bytes, nothing where that is 0."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.hits = 0
        self.misses = 0
        self._gathered = 0
        self._entries: LRUCache[Hashable, Entry] = LRUCache(most - most // SHARE, lambda kept: kept.size + OVERHEAD)

    @property
    def size(self) -> int:
        """The bytes kept and gathered."""
        return int(self._entries.currsize) + self._gathered

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable) -> Entry | None:
        """What is kept under a key."""
        kept = self._entries.get(key)
        if kept is None:
            self.misses += 1
        else:
            self.hits += 1
        return kept

    def peek(self, key: Hashable) -> Entry | None:
        """The same, without being counted: who can use what is kept counts a hit."""
        try:
            return self._entries[key]
        except KeyError:
            return None

    def put(self, key: Hashable, kept: Entry) -> None:
        """Keep something that is complete."""
        if kept.size + OVERHEAD <= self.most // LARGEST:
            self._entries[key] = kept

    def gather(self, size: int) -> bool:
        """Ask for room for some bytes of what is not complete yet; what is given has to be given back by `release`."""
        if self._gathered + size > self.most // SHARE:
            return False
        self._gathered += size
        return True

    def release(self, size: int) -> None:
        """Give back room for bytes that were gathered."""
        self._gathered -= size


class Gatherer:
    """Collects the parts of one answer while they leave, to be kept at the end; gives up where there is no room."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._parts: list[bytes] | None = [] if cache.most else None
        self._size = 0

    def add(self, part: bytes) -> None:
        """Take a part."""
        if self._parts is None:
            return
        if self._size + len(part) > self._cache.most // LARGEST or not self._cache.gather(len(part)):
            self.end()
            return
        self._parts.append(part)
        self._size += len(part)

    def taken(self) -> tuple[bytes, ...] | None:
        """All parts; None where there was no room for them."""
        return None if self._parts is None else tuple(self._parts)

    def end(self) -> None:
        """Give the room back, whatever came of it."""
        self._cache.release(self._size)
        self._parts, self._size = None, 0
