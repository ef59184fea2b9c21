"""What a holder is told when it starts: which data, and how its workers are bounded."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Data:
    """What to hold: a kind of backend (see `backends`), its source, the base that relative IRIs in queries have, the
    prefixes of pretty results, what else the backend needs to know, as JSON can write it, whether the default graph is
    the union of all, and whether the data are steady: nobody changes them without this service being told."""

    kind: str
    source: Path | str
    base: str
    prefixes: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    union: bool = True
    steady: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """The data, the web process's id, and the bounds of a worker (see `Limits`)."""

    kind: str
    source: str
    base: str
    prefixes: dict[str, str]
    settings: dict[str, Any]
    union: bool
    steady: bool
    parent: int
    memory: int
    result: int
    rows: int
    growth: int
    seconds: float
    nesting: int
    patterns: int

    def to_json(self) -> str:
        """The plan as an argument of a command line."""
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(text: str) -> "Plan":
        """The plan that `to_json` wrote."""
        return Plan(**json.loads(text))
