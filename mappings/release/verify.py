"""A release folder looked through, as whoever downloaded it would: is it whole, and is what it says of itself true?

Nothing is believed: checksums against the files, gzips against what they pack, the hash and the counts against the
dump, and each Turtle file against the same dump.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from communique.iris import BASE
from communique.mappings.release.canonical import canonical, digest
from communique.mappings.release.counts import count
from communique.mappings.release.dumps import WHOLE_NQUADS, WHOLE_TURTLE, graph_file
from communique.mappings.release.manifest import CHECKSUMS, MANIFEST
from communique.mappings.release.pool import Progress
from communique.mappings.release.statistics import by_graph, measure
from communique.mappings.terms import iri

_BLOCK = 1 << 20
Problems = Iterator[str]


def verify(folder: Path, progress: Progress) -> list[str]:
    """Everything that is wrong with a release folder, one line each; nothing where it is as it was made.

    Damaged files are not looked into any further. Raises OSError where the folder cannot be read.
    """
    problems = list(_files(folder))
    progress("verifying", 1, 4)
    if problems:
        return problems
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    steps: tuple[Callable[[Path, Mapping[str, Any]], Problems], ...] = (_gzips, _dump, _turtles)
    for done, step in enumerate(steps, 2):
        problems += step(folder, manifest)
        progress("verifying", done, 4)
    return problems


def _files(folder: Path) -> Problems:
    """Files that are missing, changed, or not listed."""
    if not (folder / CHECKSUMS).is_file() or not (folder / MANIFEST).is_file():
        yield f"{folder} is no release: {CHECKSUMS} or {MANIFEST} is missing"
        return
    listed = _checksums(folder)
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {CHECKSUMS}
    for path in sorted(present - listed.keys()):
        yield f"{path}: not in {CHECKSUMS}"
    for path, expected in sorted(listed.items()):
        if path not in present:
            yield f"{path}: missing"
        elif _sha256(folder / path) != expected:
            yield f"{path}: its SHA-256 is not the one in {CHECKSUMS}"


def _checksums(folder: Path) -> dict[str, str]:
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("  ") for line in lines)
    return {path: checksum for checksum, _, path in pairs}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _gzips(folder: Path, manifest: Mapping[str, Any]) -> Problems:
    """The manifest against the files, and gzips that hold something else than the file beside them."""
    listed = _checksums(folder)
    for file in manifest["files"]:
        path = folder / file["path"]
        if listed.get(file["path"]) != file["sha256"] or path.stat().st_size != file["bytes"]:
            yield f"{file['path']}: not as {MANIFEST} has it"
        elif path.suffix == ".gz" and _unpacked(path) != _sha256(path.with_suffix("")):
            yield f"{file['path']}: does not hold {path.stem}"


def _unpacked(path: Path) -> str:
    total = hashlib.sha256()
    with gzip.open(path) as packed:
        while block := packed.read(_BLOCK):
            total.update(block)
    return total.hexdigest()


def _dump(folder: Path, manifest: Mapping[str, Any]) -> Problems:
    """The hash and the counts against the dump."""
    text = (folder / WHOLE_NQUADS).read_text(encoding="utf-8").split("\n")[:-1]
    lines = canonical(parse(path=folder / WHOLE_NQUADS))
    if text != lines:
        yield f"{WHOLE_NQUADS}: is not in canonical form"
    if digest(lines) != manifest["rdfc10_sha256"]:
        yield f"{WHOLE_NQUADS}: its RDFC-1.0 hash is {digest(lines)}, not {manifest['rdfc10_sha256']}"
    if manifest["base"] != BASE:
        yield f"{MANIFEST}: made for {manifest['base']}; to count, set COMMUNIQUE_BASE to it"
        return
    counts = asdict(count(lines, measure(lines), by_graph(lines)))
    for key, value in counts.items():
        if manifest["counts"].get(key) != value:
            yield f"{MANIFEST}: {key} is {manifest['counts'].get(key)}, but the dump holds {value}"


def _turtles(folder: Path, manifest: Mapping[str, Any]) -> Problems:
    """The Turtle files against the dump."""
    whole = list(parse(path=folder / WHOLE_NQUADS))
    nowhere = NamedNode(BASE)
    merged = canonical(Quad(quad.subject, quad.predicate, quad.object, nowhere) for quad in whole)
    if canonical(_triples(folder / WHOLE_TURTLE, nowhere)) != merged:
        yield f"{WHOLE_TURTLE}: does not hold the triples of {WHOLE_NQUADS}"
    graphs = manifest["counts"]["per_graph"]
    if canonical(_union(folder, graphs)) != canonical(whole):
        yield f"graphs/: do not hold together what {WHOLE_NQUADS} holds"


def _union(folder: Path, graphs: Iterable[str]) -> Iterator[Quad]:
    for graph in graphs:
        yield from _triples(folder / graph_file(iri(graph)), NamedNode(graph))


def _triples(path: Path, graph: NamedNode) -> Iterator[Quad]:
    for quad in parse(path=path, format=RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)
