"""What a test of the official suites is, once read: plain values, independent of any manifest or server."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


@dataclass(frozen=True)
class Content:
    """A dataset as files: those of the default graph (a TriG or N-Quads file brings its own graphs) and named ones."""

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True)
class Expectation:
    """What a response must be; an empty set or None asks for nothing.

    `statuses` holds three-digit codes and classes such as "2xx"; `form` is "boolean", "tabular" or "RDF".
    """

    statuses: frozenset[str] = frozenset()
    boolean: bool | None = None
    form: str | None = None
    location: str | None = None
    media_type: str | None = None
    body: str | None = None


@dataclass(frozen=True)
class Exchange:
    """One HTTP request of a protocol test, and what must come back."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    expected: Expectation


@dataclass(frozen=True)
class Case:
    """One test. `kind` is the local name of its class in the manifest, such as QueryEvaluationTest."""

    iri: str
    suite: str
    kind: str
    request: Path | None = None
    content: Content = Content()
    services: Mapping[str, Path] = field(default_factory=dict)
    result: Path | None = None
    result_content: Content = Content()
    exchanges: tuple[Exchange, ...] = ()

    @property
    def name(self) -> str:
        """Suite, folder and local name, short enough for a table and unique: `query/aggregates/agg01`."""
        folder, _, local = self.iri.rpartition("#")
        return f"{self.suite}/{folder.rsplit('/', 2)[-2]}/{local}"


class Verdict(Enum):
    PASSED = "passed"
    FAILED = "failed"
    UNTESTED = "untested"


@dataclass(frozen=True)
class Outcome:
    """How one test went; `reason` says what differed, or why it could not be tried."""

    case: Case
    verdict: Verdict
    reason: str = ""
