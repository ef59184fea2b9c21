"""A queue that is fair between clients: first come first served for one client, in turn between clients."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class FairQueue(Generic[T]):
    """Items in one line per client; the lines are served in turn."""

    def __init__(self) -> None:
        self._lines: dict[str, deque[T]] = {}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[T]:
        for line in self._lines.values():
            yield from line

    def of(self, client: str) -> int:
        """How many items of a client wait."""
        return len(self._lines.get(client, ()))

    def put(self, client: str, item: T) -> None:
        """Append an item to its client's line."""
        self._lines.setdefault(client, deque()).append(item)
        self._size += 1

    def get(self, allowed: Callable[[str], bool] = lambda _: True) -> T | None:
        """The next item of the first client in turn that is allowed; None where there is none."""
        client = next((client for client in self._lines if allowed(client)), None)
        if client is None:
            return None
        line = self._lines.pop(client)
        item = line.popleft()
        self._size -= 1
        if line:
            self._lines[client] = line  # to the end of the turn
        return item

    def discard(self, client: str, item: T) -> None:
        """Take an item out wherever it stands; nothing happens where it does not."""
        line = self._lines.get(client)
        if line is None or item not in line:
            return
        line.remove(item)
        self._size -= 1
        if not line:
            del self._lines[client]
