"""A build: records in, a release out; or every problem at once, and the release that is served stays as it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from communique.iris import graph
from communique.mappings import vocabulary
from communique.mappings.alignment.activity import acts
from communique.mappings.alignment.rdf import alignment_quads
from communique.mappings.knowledge import Knowledge, knowledge
from communique.mappings.quads import NoRoundTrip, ensure_round_trip
from communique.mappings.records.issue import Issue
from communique.mappings.records.seeds import read_seeds
from communique.mappings.records.turtle_files import turtle_issues
from communique.mappings.release.about import Release
from communique.mappings.release.canonical import canonical, digest
from communique.mappings.release.checks import overlaps, straying
from communique.mappings.release.errors import Refused
from communique.mappings.release.examples import example_files
from communique.mappings.release.folder import Releases
from communique.mappings.release.inputs import input_hash, recall, remember
from communique.mappings.release.notes import Notes, read_notes
from communique.mappings.release.pool import Progress
from communique.mappings.release.strangers import known, strangers
from communique.mappings.release.write import Content, write_release
from communique.paths import room


@dataclass(frozen=True)
class Request:
    """What to build: the folder of seeds, the folder of releases, and how."""

    seeds: Path
    releases: Path
    documents: Path | None = None
    """The source documents, to compare every passage with; without them passages are taken at their word."""
    alignment: Path | None = None
    """The SSSOM files that tie the things of the seeds to Wikidata."""
    jobs: int = 1
    issued: date | None = None
    """Instead of the date in release.yaml."""
    switch: bool = True
    """Whether the release becomes the current one."""
    replace: bool = False
    """Whether a release of the same data but with other files around them may be replaced."""
    turbo: bool = False
    """Whether pyshacl-turbo checks the shapes, instead of pySHACL."""


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
    if name and releases.has(name):
        return _serve(releases, request, name, known=True)
    with releases.building() as folder:
        examples = example_files(room("competency"))
        notes, found, aligned = _read(request, examples, progress)
        progress("checking", 0, 1)
        lines = _checked([*found.quads, *aligned, *_vocabulary()])
        progress("checking", 1, 1)
        release = Release(notes.on(request.issued), digest(lines))
        content = Content(release, lines, found.origins, examples, request.alignment)
        write_release(folder, content, request.jobs, progress, request.turbo)
        known_before = releases.publish(folder, release.name, replace=request.replace)
        remember(request.releases, hashed, release.name)
        return _serve(releases, request, release.name, known_before)


def _hash(request: Request) -> str:
    """Of everything that decides what the release will be."""
    inputs = {name: room(name) for name in ("ontology", "shapes", "competency")} | {"seeds": request.seeds}
    inputs |= {name: path for name in ("documents", "alignment") if (path := getattr(request, name))}
    return input_hash(inputs, [f"issued {request.issued}"])


def _serve(releases: Releases, request: Request, name: str, known: bool) -> Built:
    if request.switch:
        releases.switch(name)
    path = request.releases / name
    return Built(path, known, releases.current() == path.resolve())


def _read(request: Request, examples: Sequence[Path], progress: Progress) -> tuple[Notes, Knowledge, list[Quad]]:
    """The notes, what the documents say and the alignment; every fault of every file at once."""
    notes, issues = read_notes(request.seeds / "release.yaml")
    issues += turtle_issues(examples)
    issues += _proof(request)
    found = knowledge(request.seeds, request.jobs, progress)
    aligned, faults = _aligned(request.alignment, found) if request.alignment else ([], [])
    issues += (*found.issues, *faults)
    if issues or notes is None:
        raise Refused([str(issue) for issue in sorted(set(issues))])
    return notes, found, aligned


def _aligned(folder: Path, found: Knowledge) -> tuple[list[Quad], list[Issue]]:
    """The alignment, held against the things and their acts where the records have no faults."""
    return alignment_quads(folder) if found.issues else alignment_quads(folder, found.labels, acts(found.quads))


def _vocabulary() -> Iterator[Quad]:
    """The vocabulary in a graph of its own."""
    home = NamedNode(graph("vocabulary"))
    return (Quad(*triple, home) for triple in vocabulary.triples())


def _proof(request: Request) -> tuple[Issue, ...]:
    """What the source documents do not bear out."""
    return read_seeds(request.seeds, request.documents).issues if request.documents else ()


def _checked(quads: list[Quad]) -> list[str]:
    """The canonical lines of quads that lose and double nothing and that shapes know."""
    try:
        ensure_round_trip(quads)
    except NoRoundTrip as lost:
        raise Refused([str(lost)]) from lost
    lines = canonical(quads)
    shapes = known(sorted(room("shapes").glob("*.ttl")))
    problems = [*overlaps(lines), *straying(lines), *strangers(lines, shapes)]
    if problems:
        raise Refused(problems)
    return lines
