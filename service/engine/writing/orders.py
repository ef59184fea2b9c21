"""What the web process may order of the process that writes, and the words that come back, as bytes for a socket."""

import json
import marshal
from dataclasses import astuple, dataclass
from typing import Any

from communique.service.engine.question import Failure


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL update; `default_graphs` and `named_graphs` are the protocol's, both None where it names none."""

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """Give one graph (None is the default graph) the content of some documents, or add it where `add` is set.

    Each document is its bytes and its media type; relative IRIs in it are relative to `base`.
    """

    graph: str | None
    documents: tuple[tuple[bytes, str], ...]
    base: str
    add: bool = False


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove one graph; the default graph (None) is emptied."""

    graph: str | None


Order = Update | Put | Delete
LAST = frozenset({"memory", "storage"})
"""Kinds of failures after which the scribe has ended, as nobody knows what its store holds then."""

_KINDS: tuple[type[Order], ...] = (Update, Put, Delete)


@dataclass(frozen=True, slots=True)
class Done:
    """An order was carried out: the number of the state that holds the change; `created` where there is a new graph."""

    state: int
    created: bool = False


def encode(order: Order) -> bytes:
    """An order as bytes for a process that runs the same interpreter."""
    return marshal.dumps((_KINDS.index(type(order)), astuple(order)))


def decode(data: bytes) -> Order:
    """The order that `encode` made these bytes of."""
    kind, fields = marshal.loads(data)
    order: Order = _KINDS[kind](*fields)
    return order


def tell(done: Done | Failure) -> bytes:
    """The outcome of an order as bytes."""
    if isinstance(done, Done):
        return json.dumps({"state": done.state, "created": done.created}).encode()
    return json.dumps({"kind": done.kind, "detail": done.detail[:2000], "more": done.more}).encode()


def hear(data: bytes) -> Done | Failure:
    """The outcome that `tell` made these bytes of."""
    told: dict[str, Any] = json.loads(data)
    if "kind" in told:
        return Failure(told["kind"], told["detail"], **told["more"])
    return Done(told["state"], told["created"])
