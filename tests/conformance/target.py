"""What a suite needs of the thing it tests: put data in, ask, update, look at what is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox


@dataclass(frozen=True)
class Reply:
    """An answer to one request; `status` as in HTTP, for the engine in process too."""

    status: int
    content_type: str
    body: bytes

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def said(self) -> str:
        """Status and the start of the body, for a table."""
        return f"{self.status} {self.body[:120].decode(errors='replace')!r}"


class Unavailable(RuntimeError):
    """The target cannot be brought into the state that a test starts from."""


class Target(Protocol):
    """Something that evaluates SPARQL. `offers` holds what it can do, by the words of `Suite.needs`."""

    name: str
    offers: frozenset[str]

    def reset(self, quads: Iterable[ox.Quad]) -> None:
        """Hold these quads and nothing else. Raises Unavailable."""

    def query(self, text: str, base: str, accept: str) -> Reply:
        """Evaluate; relative IRIs in `text` are relative to `base`."""

    def update(self, text: str, base: str) -> Reply: ...

    def content(self) -> list[ox.Quad]:
        """All quads now held. Raises Unavailable."""
