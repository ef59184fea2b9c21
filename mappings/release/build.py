"""A build: records in, a release out; or every problem at once, and the release that is served stays as it is."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Request:
    """What to build: the folder of seeds, the folder of releases, and how."""

    seeds: Path
    releases: Path
    documents: Path | None = None
    """The source documents, to compare every passage with; without them passages are taken at their word."""
    jobs: int = 1
    issued: date | None = None
    """Instead of the date in release.yaml."""
    switch: bool = True
    """Whether the release becomes the current one."""


@dataclass(frozen=True)
class Built:
    """A release that is there: where, and whether it was there before."""

    path: Path
    known: bool
