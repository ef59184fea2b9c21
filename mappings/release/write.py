"""A release written into an empty folder: the dump, then all that follows from it, last what lists the files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.mappings.release import dcat, readme, service, void
from communique.mappings.release.about import Release
from communique.mappings.release.copies import copies
from communique.mappings.release.counts import Counts
from communique.mappings.release.dumps import WHOLE_NQUADS, WHOLE_TURTLE, Dump, graph_file, write_nquads
from communique.mappings.release.errors import Refused
from communique.mappings.release.files import File, describe, write
from communique.mappings.release.manifest import CHECKSUMS, MANIFEST, checksums, manifest_json
from communique.mappings.release.places import Origins, placed
from communique.mappings.release.pool import Progress, run
from communique.mappings.release.statistics import Statistics
from communique.mappings.release.tasks import Numbers, conformity, numbers, writing
from communique.mappings.release.turtle import compact
from communique.mappings.terms import iri


@dataclass(frozen=True)
class Content:
    """What a release is made of: its canonical lines, where each situation in them comes from, and what is copied."""

    release: Release
    lines: Sequence[str]
    origins: Origins
    examples: Sequence[Path]
    """The files of the example queries."""
    alignment: Path | None
    """The folder of the mapping sets of things."""


def write_release(folder: Path, content: Content, jobs: int, progress: Progress, turbo: bool = False) -> Counts:
    """Write every file of a release; returns its counts. Which validator is asked changes no byte of it.

    Raises Refused where the data do not conform to the shapes, OSError where the disk is full or cannot be written.
    """
    release, lines = content.release, content.lines
    write_nquads(folder / WHOLE_NQUADS, lines)
    for path, text in copies(content.examples, content.alignment):
        write(folder / path, [text])
    tasks = writing(folder, turbo)
    progress("validating and writing", 0, len(tasks))
    results = run(tasks, jobs, lambda done: progress("validating and writing", done, len(tasks)))
    counted: Numbers = results[numbers.__name__]
    shacl = conformity(results)
    if shacl.violations:
        raise Refused(placed(shacl.violations, content.origins, lines))
    write(folder / "report.ttl", [shacl.report])
    _describe(folder, release, counted)
    _list(folder, release, counted[0])
    return counted[0]


def _describe(folder: Path, release: Release, counted: Numbers) -> None:
    counts, whole, graphs, links = counted
    sizes = {graph: statistics.triples for graph, statistics in graphs.items()}
    write(folder / "void.ttl", [compact(void.rows(release, whole, graphs, links))])
    write(folder / "service-description.ttl", [compact(service.rows(release, counts.triples, sizes))])
    dumps = list(_dumps(folder, whole, graphs))
    write(folder / "dcat.ttl", [compact(dcat.rows(release, dumps))])


def _dumps(folder: Path, whole: Statistics, graphs: dict[str, Statistics]) -> Iterator[Dump]:
    for end in ("", ".gz"):
        for path in (WHOLE_NQUADS, WHOLE_TURTLE):
            yield Dump(describe(folder, path + end, whole.triples))
        for graph, statistics in graphs.items():
            yield Dump(describe(folder, graph_file(graph) + end, statistics.triples), graph)


def _list(folder: Path, release: Release, counts: Counts) -> None:
    write(folder / "LICENSE.txt", [readme.licence(release)])
    write(folder / "CITATION.cff", [readme.citation(release)])
    write(folder / "README.md", [readme.readme(release, counts, [file.path for file in _files(folder, counts)])])
    files = _files(folder, counts)
    write(folder / MANIFEST, [manifest_json(release, counts, files)])
    write(folder / CHECKSUMS, [checksums([*files, describe(folder, MANIFEST)])])


def _files(folder: Path, counts: Counts) -> list[File]:
    quads = {WHOLE_NQUADS: counts.quads, WHOLE_TURTLE: counts.quads}
    quads |= {graph_file(iri(graph)): triples for graph, triples in counts.per_graph.items()}
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [describe(folder, path, quads.get(path.removesuffix(".gz"))) for path in sorted(paths)]
