"""The knowledge base as a whole: every document read, checked and mapped, over as many processes as there are jobs."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from pyoxigraph import Quad

from communique.iris import graph
from communique.mappings.direct import direct
from communique.mappings.documents import MappedDocument, map_document
from communique.mappings.graphs import disjoint, lines
from communique.mappings.identity import RUN, identity
from communique.mappings.quads import to_quads
from communique.mappings.records.across import Summary, check_across, summary
from communique.mappings.records.document import read_document
from communique.mappings.records.issue import Issue
from communique.mappings.records.registry import Registry
from communique.mappings.records.seeds import open_seeds
from communique.mappings.records.world import World
from communique.mappings.runs import run, software
from communique.mappings.terms import Term, Triple, iri, thing
from communique.mappings.things import registered

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many of it are done and how many there are."""


WORTH_A_PROCESS = 1_000_000
"""Bytes of records for which it is worth starting one more process."""


@dataclass(frozen=True)
class Knowledge:
    """The outcome: either issues, or the sorted, unique, graph-disjoint N-Quads lines with their counts."""

    issues: tuple[Issue, ...] = ()
    lines: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    claims_per_document: dict[str, int] = field(default_factory=dict)
    origins: dict[str, tuple[str, int]] = field(default_factory=dict, compare=False)
    """For each situation, by its IRI, file and line of a record that says it: where to mend what a shape refuses."""
    labels: dict[str, str] = field(default_factory=dict, compare=False)
    """The English label of each thing of the registry, as `party/gr-kke`."""

    @cached_property
    def quads(self) -> list[Quad]:
        """The quads, in the order of their lines."""
        return to_quads(self.lines)


@dataclass(frozen=True)
class _Done:
    """What one document's process hands back; `mapped` is None where it has issues."""

    summary: Summary
    issues: tuple[Issue, ...]
    mapped: MappedDocument | None


def _work(folder: Path, world: World) -> _Done:
    document = read_document(folder, world)
    mapped = None if document.issues else map_document(document)
    return _Done(summary(document), tuple(document.issues), mapped)


def _processes(folders: tuple[Path, ...], jobs: int) -> int:
    """How many processes are worth their start: one for each megabyte of records, within the jobs allowed."""
    size = sum(path.stat().st_size for folder in folders for path in folder.iterdir())
    return min(jobs, len(folders), 1 + size // WORTH_A_PROCESS)


def _each(folders: tuple[Path, ...], world: World, jobs: int) -> Iterator[_Done]:
    """The documents in the order of their folders, whatever the number of processes."""
    work = partial(_work, world=world)
    processes = _processes(folders, jobs)
    if processes < 2:
        yield from map(work, folders)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(work, folders, chunksize=max(1, len(folders) // (processes * 8)))


def _identities(registry: Registry, done: list[_Done]) -> tuple[set[Triple], set[Triple]]:
    """The statements of identity, and the run that made them."""
    if not registry.identities:
        return set(), set()
    passages = {found.summary.key: found.summary.passages for found in done}
    cited = sorted({place.partition(":")[0] for record in registry.identities for place in record.passages})
    triples = {triple for record in registry.identities for triple in identity(record, passages)}
    return triples, set(run(RUN, [thing(f"doc/{key}") for key in cited], registry.files))


def _declared(mapped: list[MappedDocument]) -> Iterator[tuple[Term, Term]]:
    ids = {key: situation for found in mapped for key, situation in found.ids.items()}
    for found in mapped:
        for situation, target in found.disagreements:
            yield situation, ids[target]


def _graphs(registry: Registry, done: list[_Done]) -> dict[str, set[Triple]]:
    """All triples by the graph they belong to, before those that several documents bring are set apart."""
    mapped = [found.mapped for found in done if found.mapped]
    statements, their_run = _identities(registry, done)
    graphs = {iri(graph(f"doc/{found.key}")): found.own for found in mapped}
    things = {triple for record in registry.things.values() for triple in registered(record)}
    graphs[iri(graph("registry"))] = things.union(statements, *(found.registry for found in mapped))
    graphs[iri(graph("metadata"))] = set(software()).union(their_run, *(found.metadata for found in mapped))
    claimed = [claim for found in mapped for claim in found.claimed]
    graphs[iri(graph("direct"))] = direct(claimed, _declared(mapped))
    return graphs


def _counts(registry: Registry, done: list[_Done], quads: int) -> dict[str, int]:
    mapped = [found.mapped for found in done if found.mapped]
    situations = set().union(*(found.origins for found in mapped))
    return {
        "documents": len(mapped),
        "things": len(registry.things) + len(mapped),
        "situations": len(situations) + len(registry.identities),
        "claims": sum(found.claims for found in mapped) + len(registry.identities),
        "passages": sum(len(found.summary.passages) - len(found.summary.furniture) for found in done),
        "quads": quads,
    }


def knowledge(seeds: Path, jobs: int | None = None, progress: Progress | None = None) -> Knowledge:
    """Read, check and map a seeds folder; faults come back as issues, and then there are no quads.

    `jobs` is the number of processes (all cores by default); the outcome does not depend on it.
    """
    opened = open_seeds(seeds)
    done = []
    for found in _each(opened.folders, opened.world, jobs or os.cpu_count() or 1):
        done.append(found)
        if progress:
            progress("documents", len(done), len(opened.folders))
    issues = [*opened.issues, *(issue for found in done for issue in found.issues)]
    issues += check_across(opened.registry, [found.summary for found in done])
    if issues:
        return Knowledge(issues=tuple(sorted(set(issues))))
    quads = tuple(sorted(lines(disjoint(_graphs(opened.registry, done)))))
    claims = Counter({found.mapped.key: found.mapped.claims for found in done if found.mapped})
    origins = {key: place for found in reversed(done) if found.mapped for key, place in found.mapped.origins.items()}
    counts = _counts(opened.registry, done, len(quads))
    return Knowledge((), quads, counts, dict(claims), origins, opened.registry.english)
