"""What an attack is: bytes to send, how to send them, and what an endpoint that withstands it does."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

Part = str | Mapping[str, Any]


@dataclass(frozen=True)
class Message:
    """The request. Exactly one of `query`, `update`, `graph` (a graph store body), `lines` (raw head) is given.

    A text may be parts: strings, and mappings `{repeat: parts, times: n}`. `compress` names content codings in the
    order they are applied, `members` how often the compressed body is repeated (gzip allows it).
    """

    query: tuple[Part, ...] | None = None
    update: tuple[Part, ...] | None = None
    graph: tuple[Part, ...] | None = None
    lines: tuple[Part, ...] | None = None
    body: tuple[Part, ...] = ()
    via: str = "post"
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    charset: str = "utf-8"
    compress: tuple[str, ...] = ()
    members: int = 1
    unfinished: bool = False


@dataclass(frozen=True)
class Sending:
    """How: `at_once` connections, each the message `times` over; slowly (`pace`), or leaving before the end (`leave`).

    `pace` is bytes a chunk, seconds between chunks, and seconds in all; `leave` is seconds, or bytes received; `linger`
    is how long to wait for more answers than there should be. `probe` says when ASK is asked: after, or during.
    """

    at_once: int = 1
    times: int = 1
    pace: Mapping[str, float] | None = None
    leave: Mapping[str, float] | None = None
    linger: float = 0.0
    probe: str = "after"


@dataclass(frozen=True)
class Expected:
    """What must be: `statuses` are codes and classes ("4xx").

    `closed`: a closed connection is an answer too. `seconds` beside the deadline of the endpoint. `answers`: how many.
    `absent`: what must not be in an answer. `endless`: no machine finishes this, a whole answer is a lie.
    """

    statuses: tuple[str, ...] = ("2xx", "4xx", "503", "504")
    closed: bool = False
    seconds: float | None = None
    answers: int | None = None
    absent: tuple[str, ...] = ()
    endless: bool = False


@dataclass(frozen=True)
class Attack:
    """One attack; `first` of the variants of its name; `needs` is "isolation" where it names addresses elsewhere."""

    name: str
    kind: str
    what: str
    message: Message
    sending: Sending
    expected: Expected
    needs: str = ""
    first: bool = True


def only(cls: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that are fields of a dataclass; lists become tuples, a single text a tuple of one."""
    known = {f.name: str(f.type) for f in fields(cls)}
    return {key: _frozen(value, known[key]) for key, value in values.items() if key in known}


def _frozen(value: Any, declared: str) -> Any:
    if declared.startswith("tuple") and not isinstance(value, list | tuple):
        return (str(value),) if not isinstance(value, Mapping) else (value,)
    if declared == "tuple[str, ...]":
        return tuple(map(str, value))
    return tuple(value) if isinstance(value, list) else value
