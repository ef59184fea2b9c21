"""The way in, per second of CPU: records to quads, validation, and loading."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
import pyshacl_turbo

from communique.bench.records import Curated
from communique.bench.release import Generated, empty
from communique.bench.speed import Progress
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


def intake(size: int, data: Generated, progress: Progress) -> list[Step]:
    """Map generated records to about `size` quads, validate those, and load the generated release."""
    steps, quads = _mapped(size)
    steps += _validated(quads)
    steps += _loaded(data)
    for step in steps:
        progress(f"{step.name}: {step.rate:,.0f} quads a second of CPU")
    return steps


def intake_table(steps: list[Step]) -> str:
    """The steps, with the goals of those that have one."""
    rows = [
        [s.name, f"{s.quads:,}", f"{s.cpu:.1f}", f"{s.rate:,.0f}", f"{s.goal:,.0f}" if s.goal else "–"] for s in steps
    ]
    return table(["step", "quads", "CPU (s)", "quads a CPU second", "goal"], rows)


def _mapped(size: int) -> tuple[list[Step], list[ox.Quad]]:
    curated = Curated(size)
    documents = list(curated.documents())
    began = time.process_time()
    mapped = [map_document(document) for document in documents]
    found = list(_lines(mapped, curated))
    spent = time.process_time() - began
    return [Step("records to quads", len(found), spent, 100_000)], to_quads(found)


def _lines(mapped: list[MappedDocument], curated: Curated) -> Iterator[str]:
    graphs = {iri(graph(f"doc/{found.key}")): found.own for found in mapped}
    things = {triple for thing in curated.things() for triple in registered(thing)}
    graphs[iri(graph("registry"))] = things.union(*(found.registry for found in mapped))
    graphs[iri(graph("metadata"))] = set(software()).union(*(found.metadata for found in mapped))
    graphs[iri(graph("direct"))] = direct([claim for found in mapped for claim in found.claimed])
    return lines(disjoint(graphs))


def _validated(quads: list[ox.Quad]) -> list[Step]:
    """By pySHACL, whole and by halves; and by pyshacl-turbo, which is to find the same."""
    steps = []
    for name, shapes, goal in (
        ("validation (pySHACL)", validation.shapes(), 13_000),
        ("of it, shapes of nodes", validation.constraints(), None),
        ("of it, rules of the dataset", validation.rules(), None),
    ):
        began = time.process_time()
        report = validation.validate(quads, shapes)
        steps.append(Step(name, len(quads), time.process_time() - began, goal))
        if not report.conforms:
            raise RuntimeError("generated records do not conform:\n" + report.text[:1000])
    began = time.process_time()
    conforms, *_ = pyshacl_turbo.validate(validation.data_graph(quads), shacl_graph=validation.shapes())
    steps.append(Step("validation (pyshacl-turbo)", len(quads), time.process_time() - began, 100_000))
    if not conforms:
        raise RuntimeError("pyshacl-turbo refuses what pySHACL takes")
    return steps


def _loaded(data: Generated) -> list[Step]:
    """What loading costs the service, against what it costs the engine alone; both without what starting costs."""
    done = subprocess.run([sys.executable, "-c", _ALONE, str(data.dump)], capture_output=True, text=True, check=True)
    alone = Step("loading (pyoxigraph alone)", data.quads, float(done.stdout))
    with communique(data.releases) as server:
        whole = cpu_seconds(server.pid)
    with communique(empty(data.releases)) as server:
        start = cpu_seconds(server.pid)
    return [alone, Step("loading (communique)", data.quads, whole - start, 0.9 * alone.rate)]
