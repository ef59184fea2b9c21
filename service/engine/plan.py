"""What a holder is told when it starts: which data, and how its workers are bounded."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Data:
    """What to hold: a kind of backend (`memory`), its source, the base that relative IRIs in queries have, and the
    prefixes of pretty results."""

    kind: str
    source: Path
    base: str
    prefixes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """The data, the web process's id, and the bounds of a worker (see `Limits`)."""

    kind: str
    source: str
    base: str
    prefixes: dict[str, str]
    parent: int
    memory: int
    result: int
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
