"""Where the data lie: in memory, on disk or in another store; one interface for all three.

A backend is prepared once in the process that holds the data and attached once in each worker forked from it.
"""

from pathlib import Path
from typing import Protocol

from pyoxigraph import Store


class Backend(Protocol):
    """One way to hold a release."""

    def prepare(self) -> None:
        """Make the data ready, before any worker is forked; raises OSError or SyntaxError with what is wrong."""

    def attach(self) -> Store:
        """The store to query, in a worker."""


def backend(kind: str, source: Path) -> Backend:
    """The backend of that kind for the N-Quads file, or the folder, `source`."""
    from communique.service.engine.backends.memory import Memory

    return {"memory": Memory}[kind](source)
