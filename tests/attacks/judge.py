"""Hold what was seen against what must be. Every complaint is a short sentence for the table."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.tests.attacks.attack import Attack
from communique.tests.attacks.wire import KEPT_BYTES, Seen

_JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Limits:
    """What the endpoint promises: its deadline for a query in seconds; its growth in memory, in bytes."""

    deadline: float = 5.0
    memory: int = 1024 * 1024 * 1024
    ask: float = 0.1
    grace: float = 1.0


@dataclass(frozen=True)
class Evidence:
    """What an attack did: each connection's view, who was reached, the next ASK (None: no answer), memory growth."""

    seen: Sequence[Seen]
    reached: Sequence[str]
    ask: float | None
    growth: int
    alive: bool


def complaints(attack: Attack, evidence: Evidence, limits: Limits) -> Iterator[str]:
    """What the endpoint did wrong; nothing where it withstood."""
    if not evidence.alive:
        yield "the server is gone"
        return
    for seen in _different(evidence.seen):
        yield from _answer(attack, seen, limits)
    if evidence.reached:
        yield f"it reached {', '.join(sorted(set(evidence.reached)))}"
    if evidence.ask is None:
        yield "the next ASK got no answer"
    elif evidence.ask > limits.ask:
        yield f"the next ASK took {evidence.ask * 1000:.0f} ms"
    if evidence.growth > limits.memory:
        yield f"memory grew by {evidence.growth / 2**20:.0f} MiB"


def _answer(attack: Attack, seen: Seen, limits: Limits) -> Iterator[str]:
    expected, sending = attack.expected, attack.sending
    allowed = limits.deadline + limits.grace if expected.seconds is None else expected.seconds
    if seen.end != "left" and seen.seconds > allowed:
        yield f"no end after {seen.seconds:.1f} s" if seen.end == "no end" else f"took {seen.seconds:.1f} s"
    elif seen.end.startswith("not HTTP"):
        yield seen.end
    for status in seen.statuses:
        if not {str(status), f"{str(status)[0]}xx"} & set(expected.statuses):
            yield f"status {status}"
    if not seen.statuses and seen.end not in ("left", "no end") and not expected.closed:
        yield f"no answer ({seen.end})"
    if expected.answers is not None and len(seen.statuses) > expected.answers * sending.times:
        yield f"{len(seen.statuses)} answers"
    yield from _content(attack, seen)


def _content(attack: Attack, seen: Seen) -> Iterator[str]:
    body = bytes(seen.body)
    for text in attack.expected.absent:
        if text.encode() in body:
            yield f"the answer holds '{text}'"
    if attack.expected.endless and seen.whole and seen.statuses == [200]:
        yield "a 200 that was cut short and looks whole"
    whole = seen.whole and seen.statuses[:1] == [200] and len(body) < KEPT_BYTES
    if whole and seen.content_type.startswith(_JSON) and not _is_json(body):
        yield "a 200 that looks whole and is not well-formed"


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True


def _different(views: Sequence[Seen]) -> Iterator[Seen]:
    """One view of each kind: a crowd that sees the same thing is one complaint."""
    kinds: set[tuple[object, ...]] = set()
    for seen in sorted(views, key=lambda view: -view.seconds):
        kind = (tuple(seen.statuses), seen.end, seen.whole)
        if kind not in kinds:
            kinds.add(kind)
            yield seen
