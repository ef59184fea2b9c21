"""Keeps answers of endpoints for a while, within a bound of bytes; what was not used for longest goes first."""

import time
from collections import OrderedDict
from collections.abc import Callable

from communique.service.federation.terms import Rows

Key = tuple[str, str]
"""The address asked and the query sent."""


class Cache:
    """Answers by address and query. `clock` gives seconds that never go back."""

    def __init__(self, seconds: float, size: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._left = size
        self._clock = clock
        self._entries: OrderedDict[Key, tuple[float, int, Rows]] = OrderedDict()

    def get(self, key: Key) -> Rows | None:
        """The answer, unless it is too old or was never there."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry[0] <= self._clock():
            self._drop(key)
            return None
        self._entries.move_to_end(key)
        return entry[2]

    def put(self, key: Key, rows: Rows, size: int) -> None:
        """Keep an answer that took `size` bytes to say; one that is larger than all the room is not kept."""
        if key in self._entries:
            self._drop(key)
        size += len(key[0]) + len(key[1])
        if self._seconds <= 0 or size > self._left + sum(entry[1] for entry in self._entries.values()):
            return
        while size > self._left:
            self._drop(next(iter(self._entries)))
        self._left -= size
        self._entries[key] = (self._clock() + self._seconds, size, rows)

    def _drop(self, key: Key) -> None:
        self._left += self._entries.pop(key)[1]
