"""Brings a release into another store, graph by graph; what was brought is written down, so that it can be resumed.

The first request of a graph replaces it, the others add to it, so a graph that was broken off is simply begun anew.
A blank node is one node within one request only; all triples that have any therefore go together, in the last one.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pyoxigraph import BlankNode, RdfFormat, Triple, parse

from communique.service.engine.release import Release
from communique.service.engine.stores.client import Client
from communique.service.engine.stores.counts import counts, differences
from communique.service.engine.stores.graph_store import GraphStore, GraphStoreError

TRIPLES = 20_000  # of one request: some 4 MB
TRIES = 3
PAUSE = 2.0  # seconds before the second try; doubled before the third

Progress = Callable[[str, int, int], None]


@dataclass
class Journal:
    """The graphs that one store was brought, with the checksums of their files."""

    path: Path | None
    done: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def read(path: Path | None) -> "Journal":
        """The journal in a file, empty where there is none."""
        journal = Journal(path)
        if path is not None:
            with suppress(OSError, ValueError, TypeError):
                journal.done = dict(json.loads(path.read_text(encoding="utf-8")))
        return journal

    def note(self, graph: str, checksum: str) -> None:
        """Write down that a graph was brought."""
        self.done[graph] = checksum
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self.path.with_suffix(".new")
            fresh.write_text(json.dumps(self.done, indent=1), encoding="utf-8")
            fresh.replace(self.path)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was done: graphs brought, graphs that were there, what is wrong afterwards, graphs of no release."""

    brought: list[str]
    kept: list[str]
    wrong: list[str]
    strange: list[str]


def load(release: Release, client: Client, store: GraphStore, journal: Journal, progress: Progress) -> Loaded:
    """Bring what is missing, then count; raises Failure or GraphStoreError where the store does not play along."""
    held = counts(client)
    brought, kept = [], []
    total, done = sum(release.graphs.values()), 0
    for graph, triples in release.graphs.items():
        file = _file(release, graph)
        checksum = release.files[file].sha256
        if journal.done.get(graph) == checksum and held.get(graph, 0) == triples:
            kept.append(graph)
        else:
            journal.done.pop(graph, None)
            _bring(release.folder / file, graph, store)
            journal.note(graph, checksum)
            brought.append(graph)
        done += triples
        progress("loading", done, total)
    held = counts(client)
    ours = f"{release.base}graph/"
    strange = sorted(graph for graph in held if graph.startswith(ours) and graph not in release.graphs)
    return Loaded(brought, kept, differences(release.graphs, held), strange)


def _file(release: Release, graph: str) -> str:
    """The dump of one graph; raises ValueError where the release has none."""
    path = f"graphs/{graph.removeprefix(f'{release.base}graph/').replace('/', '-')}.ttl"
    if path not in release.files:
        raise ValueError(f"the release {release.name} lists no dump of <{graph}> ({path})")
    return path


def _bring(file: Path, graph: str, store: GraphStore) -> None:
    for attempt in range(TRIES):
        try:
            send = store.put
            for triples in portions(file):
                send(graph, triples)
                send = store.post
            return
        except GraphStoreError as error:
            if not error.again or attempt == TRIES - 1:
                raise
            time.sleep(PAUSE * 2**attempt)


def portions(file: Path, size: int = TRIPLES) -> Iterator[list[Triple]]:
    """The triples of a Turtle file in lists of about `size`, at least one; those with blank nodes all in the last."""
    bound: list[Triple] = []

    def free() -> Iterator[Triple]:
        for quad in parse(path=file, format=RdfFormat.TURTLE):
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                bound.append(quad.triple)
            else:
                yield quad.triple

    triples = free()
    while len(portion := list(islice(triples, size))) == size:
        yield portion
    yield portion + bound
