"""A generated knowledge base as the folder of a release: what a service needs to load it, and nothing for people."""

import hashlib
import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from communique import __version__
from communique.bench.knowledge import Knowledge
from communique.iris import BASE, PREFIXES, SITUATION_KINDS, THING_KINDS

DUMP = "communique.nq"
_THINGS, _TYPE, _PART = f"<{BASE}id/", f"<{PREFIXES['rdf']}type>", f"<{PREFIXES['oa']}TextPositionSelector>"


@dataclass(frozen=True)
class Generated:
    """Where a generated release is: its folder, the folder of releases that holds it, and how much is in it."""

    releases: Path
    folder: Path
    quads: int
    events: int
    parties: int
    messages: int

    @property
    def dump(self) -> Path:
        return self.folder / DUMP


def generate(
    releases: Path, size: int, seed: int = 1, *, parties: int | None = None, current: bool = True
) -> Generated:
    """Write the knowledge base of that size, seed and number of parties; the same arguments give the same bytes.

    `current` says whether the link that services follow is switched to it. One that is there already is taken as it is.
    """
    knowledge = Knowledge(size, seed, parties)
    version = f"0.0.{seed}-bench{size}" + (f"p{parties}" if parties else "")
    marker = releases / f".{version}.json"
    if marker.is_file():
        known = json.loads(marker.read_text(encoding="utf-8"))
        found = Generated(releases, releases / known.pop("name"), **known)
    else:
        found = _write(releases, version, knowledge)
        numbers = {"quads": found.quads, "events": found.events, "parties": found.parties, "messages": found.messages}
        marker.write_text(json.dumps({"name": found.folder.name, **numbers}), encoding="utf-8")
    if current:
        switch(releases, found.folder.name)
    return found


def switch(releases: Path, name: str) -> None:
    """Make one release the current one, by one rename."""
    link = releases / f".current-{os.getpid()}"
    link.symlink_to(name)
    link.rename(releases / "current")


def write(releases: Path, version: str, quads: Iterable[ox.Quad]) -> str:
    """Write any dataset of named graphs as a release; gives the release's name. It has no notes and no other files."""
    lines = sorted({f"{quad} .\n" for quad in quads})
    building = releases / f".building-{version}"
    building.mkdir(parents=True, exist_ok=True)
    (building / DUMP).write_text("".join(lines), encoding="utf-8")
    digest = _sha256(building / DUMP)
    name = f"{version}-{digest[:12]}"
    _manifest(building, name, version, digest, Counter(map(_graph, lines)), Counter(map(_kind, lines)))
    building.rename(releases / name)
    return name


def empty(releases: Path) -> Path:
    """A folder of releases inside another, with one release that holds nothing: what starting costs alone."""
    folder = releases / ".empty"
    if not folder.is_dir():
        folder.mkdir(parents=True)
        switch(folder, write(folder, "empty", []))
    return folder


def _write(releases: Path, version: str, knowledge: Knowledge) -> Generated:
    building = releases / f".building-{version}"
    building.mkdir(parents=True, exist_ok=True)
    dump = building / DUMP
    per_graph: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    with dump.open("w", encoding="utf-8") as file:
        for line in knowledge.lines():
            per_graph[_graph(line)] += 1
            kinds[_kind(line)] += 1
            file.write(line)
    # No blank nodes: sorted lines are the canonical form, and their hash is the dataset's.
    subprocess.run(["sort", "-o", str(dump), str(dump)], check=True, env={**os.environ, "LC_ALL": "C"})
    digest = _sha256(dump)
    name = f"{version}-{digest[:12]}"
    quads = sum(per_graph.values())
    _manifest(building, name, version, digest, per_graph, kinds)
    building.rename(releases / name)
    return Generated(releases, releases / name, quads, knowledge.events, knowledge.world.parties, knowledge.messages)


def _manifest(folder: Path, name: str, version: str, digest: str, per_graph: Counter[str], kinds: Counter[str]) -> None:
    quads = sum(per_graph.values())
    counts = {
        "quads": quads,
        "triples": quads,
        "documents": kinds["doc"],
        "things": sum(kinds[kind] for kind in THING_KINDS),
        "claims": kinds["claim"],
        "passages": kinds["passage"],
        "situations": sum(kinds[kind] for kind in SITUATION_KINDS),
        "per_graph": dict(per_graph),
        "claims_per_document": {},
    }
    dump = {
        "path": DUMP,
        "bytes": (folder / DUMP).stat().st_size,
        "media_type": "application/n-quads",
        "sha256": digest,
        "quads": quads,
    }
    manifest = {
        "name": name,
        "version": version,
        "issued": "2026-01-01",
        "title": "Generated knowledge base",
        "base": BASE,
        "generator": f"communique {__version__}",
        "counts": counts,
        "rdfc10_sha256": digest,
        "files": [dump],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    (folder / "prefixes.json").write_text(json.dumps(PREFIXES, indent=2) + "\n", encoding="utf-8")


def _graph(line: str) -> str:
    """The graph that an N-Quads line names at its end."""
    return line[line.rindex("<") + 1 : -4]


def _kind(line: str) -> str:
    """The kind of the thing, claim, passage or document whose class an N-Quads line tells; nothing for other lines."""
    subject, predicate, rest = line.split(" ", 2)
    if predicate != _TYPE or not subject.startswith(_THINGS) or rest.startswith(_PART):
        return ""
    return subject[len(_THINGS) :].partition("/")[0]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
