"""A build: records in, a release out; or every problem at once, and the release that is served stays as it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from communique.iris import graph
from communique.mappings import vocabulary
from communique.mappings.knowledge import knowledge
from communique.mappings.quads import NoRoundTrip, ensure_round_trip
from communique.mappings.records.issue import Issue
from communique.mappings.records.seeds import read_seeds
from communique.mappings.release.about import Release
from communique.mappings.release.canonical import canonical, digest
from communique.mappings.release.checks import overlaps, straying
from communique.mappings.release.errors import Refused
from communique.mappings.release.examples import check_examples, example_files
from communique.mappings.release.folder import Releases
from communique.mappings.release.inputs import input_hash, recall, remember
from communique.mappings.release.notes import Notes, read_notes
from communique.mappings.release.pool import Progress
from communique.mappings.release.strangers import known, strangers
from communique.mappings.release.write import write_release
from communique.paths import room


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
    replace: bool = False
    """Whether a release of the same data but with other files around them may be replaced."""


@dataclass(frozen=True)
class Built:
    """A release that is there: where, whether it was there before, and whether it is the current one now."""

    path: Path
    known: bool
    current: bool


def build(request: Request, progress: Progress) -> Built:
    """Make the release of a request, or find that it is there, and switch to it if that is asked for.

    Raises Refused, with every problem found, where the input makes no release; Failed where it cannot be written.
    """
    releases = Releases(request.releases)
    hashed = _hash(request)
    name = recall(request.releases, hashed)
    if name and releases.whole(name):
        return _serve(releases, request, name, known=True)
    with releases.building() as folder:
        notes, quads, examples = _read(request, progress)
        progress("checking", 0, 1)
        lines = _checked(quads)
        progress("checking", 1, 1)
        release = Release(notes, digest(lines))
        write_release(folder, release, lines, examples, request.jobs, progress)
        known_before = releases.publish(folder, release.name, request.replace)
        remember(request.releases, hashed, release.name)
        return _serve(releases, request, release.name, known_before)
