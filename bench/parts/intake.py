"""The way in, per second of CPU: records to quads, validation, and loading."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyoxigraph as ox

from communique.bench.parts import Setting, Tables
from communique.bench.records import Curated
from communique.bench.release import Generated, empty, generate
from communique.iris import graph
from communique.mappings import validation
from communique.mappings.direct import direct
from communique.mappings.documents import MappedDocument, map_document
from communique.mappings.graphs import disjoint, lines
from communique.mappings.quads import to_quads
from communique.mappings.runs import software
from communique.mappings.terms import iri
from communique.mappings.things import registered
from communique.tests.targets.communique import communique
from communique.tests.targets.tables import table
from communique.tests.targets.usage import cpu_seconds

TABLES = ("intake",)
SMALL = 200_000
_DAMAGED = 8_000
_ALONE = """
import resource, sys
import pyoxigraph
before = resource.getrusage(resource.RUSAGE_SELF)
pyoxigraph.Store().bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS)
after = resource.getrusage(resource.RUSAGE_SELF)
print(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
"""


@dataclass(frozen=True)
class Step:
    """One step of the way in: how many quads it took in or gave out, and the seconds of CPU for them."""

    name: str
    quads: int
    cpu: float
    goal: float | None = None

    @property
    def rate(self) -> float:
        return self.quads / self.cpu


def run(setting: Setting) -> Tables:
    """One row a step and size."""
    return {"intake": intake_table(intake(setting))}


def intake(setting: Setting) -> list[Step]:
    """Map generated records to quads, validate those, and load a generated release: small, and of the full size."""
    _same_reports()
    steps = []
    for size in sorted({min(SMALL, setting.size), setting.size}):
        for step in _sized(size, setting):
            steps.append(step)
            setting.progress(f"{step.name}, {step.quads:,} quads: {step.rate:,.0f} a second of CPU")
    return steps


def _sized(size: int, setting: Setting) -> Iterator[Step]:
    mapped, quads = _mapped(size)
    yield mapped
    yield from _validated(quads)
    yield from _loaded(generate(setting.folder, size, setting.seed))


def intake_table(steps: list[Step]) -> str:
    """The steps, with the goals of those that have one."""
    rows = [
        [s.name, f"{s.quads:,}", f"{s.cpu:.1f}", f"{s.rate:,.0f}", f"{s.goal:,.0f}" if s.goal else "–"] for s in steps
    ]
    return table(["step", "quads", "CPU (s)", "quads a CPU second", "goal"], rows)


def _mapped(size: int) -> tuple[Step, list[ox.Quad]]:
    curated = Curated(size)
    documents = list(curated.documents())
    began = time.process_time()
    mapped = [map_document(document) for document in documents]
    found = list(_lines(mapped, curated))
    spent = time.process_time() - began
    return Step("records to quads", len(found), spent, 100_000), to_quads(found)


def _lines(mapped: list[MappedDocument], curated: Curated) -> Iterator[str]:
    graphs = {iri(graph(f"doc/{found.key}")): found.own for found in mapped}
    things = {triple for thing in curated.things() for triple in registered(thing)}
    graphs[iri(graph("registry"))] = things.union(*(found.registry for found in mapped))
    graphs[iri(graph("metadata"))] = set(software()).union(*(found.metadata for found in mapped))
    graphs[iri(graph("direct"))] = direct([claim for found in mapped for claim in found.claimed])
    return lines(disjoint(graphs))


def _validated(quads: list[ox.Quad]) -> Iterator[Step]:
    """By pySHACL, whole and by halves; and by pyshacl-turbo."""
    for name, shapes, goal in (
        ("validation (pySHACL)", None, 13_000),
        ("of it, shapes of nodes", validation.constraints(), None),
        ("of it, rules of the dataset", validation.rules(), None),
    ):
        began = time.process_time()
        report = validation.validate(quads, shapes)
        yield Step(name, len(quads), time.process_time() - began, goal)
        if not report.conforms:
            raise RuntimeError("generated records do not conform:\n" + report.text[:1000])
    began = time.process_time()
    validation.validate(quads, turbo=True)
    yield Step("validation (pyshacl-turbo)", len(quads), time.process_time() - began, 100_000)


def _same_reports() -> None:
    """Raises RuntimeError where the two validators differ on data in which every so many quads are missing."""
    _, quads = _mapped(_DAMAGED)
    damaged = [quad for number, quad in enumerate(quads) if number % 97]
    one, other = _told(validation.validate(damaged)), _told(validation.validate(damaged, turbo=True))
    if not one or one != other:
        differing = one.symmetric_difference(other)
        raise RuntimeError(f"pySHACL and pyshacl-turbo differ in {len(differing)} results: {sorted(differing)[:3]}")


def _told(report: validation.Report) -> set[validation.Violation]:
    """The results but for their messages, which quote the names of shapes in different ways."""
    return {replace(violation, message="") for violation in report.violations}


def _loaded(data: Generated) -> Iterator[Step]:
    """What loading costs the service, against what it costs the engine alone; both without what starting costs."""
    done = subprocess.run([sys.executable, "-c", _ALONE, str(data.dump)], capture_output=True, text=True, check=True)
    alone = Step("loading (pyoxigraph alone)", data.quads, float(done.stdout))
    yield alone
    with communique(data.releases) as server:
        whole = cpu_seconds(server.pid)
    with communique(empty(data.releases)) as server:
        start = cpu_seconds(server.pid)
    yield Step("loading (communique)", data.quads, whole - start, 0.9 * alone.rate)
