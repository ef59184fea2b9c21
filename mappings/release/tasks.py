"""The parts of writing a release that can run side by side, each in a process of its own.

Every one starts from the dump that is already written; a process reads it once, however many tasks it is given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from pyoxigraph import RdfFormat, parse

from communique.iris import graph
from communique.mappings.release.counts import Counts, count
from communique.mappings.release.dumps import WHOLE_NQUADS, WHOLE_TURTLE, graph_file, read_nquads, write_turtle
from communique.mappings.release.files import pack
from communique.mappings.release.places import full
from communique.mappings.release.pool import Task
from communique.mappings.release.statistics import Statistics, by_graph, measure
from communique.mappings.release.void import Links, count_links
from communique.mappings.terms import iri
from communique.mappings.turtle import FILE_PREFIXES, canonical_turtle

Half = Literal["constraints", "rules"]
HALVES: tuple[Half, ...] = ("constraints", "rules")
"""Of the shapes: those of nodes, and those of the dataset as a whole. Validation costs about the same for each."""
Numbers = tuple[Counts, Statistics, dict[str, Statistics], Links]


@lru_cache(maxsize=1)
def _lines(folder: Path) -> list[str]:
    return read_nquads(folder / WHOLE_NQUADS)


def numbers(folder: Path) -> Numbers:
    """The headline counts, the statistics of the whole and of each graph, and the links to elsewhere."""
    lines = _lines(folder)
    graphs = by_graph(lines)
    whole = measure(lines, details=True)
    return (
        count(lines, whole, graphs),
        whole,
        {each: measure(held) for each, held in graphs.items()},
        count_links(lines),
    )


def pack_nquads(folder: Path) -> None:
    """Gzip the dump."""
    pack(folder / WHOLE_NQUADS)


def whole_turtle(folder: Path) -> None:
    """Write everything as Turtle."""
    write_turtle(folder / WHOLE_TURTLE, _lines(folder))
    pack(folder / WHOLE_TURTLE)


def graph_turtles(folder: Path) -> None:
    """Write each graph as Turtle."""
    for held, lines in by_graph(_lines(folder)).items():
        path = folder / graph_file(held)
        write_turtle(path, lines)
        pack(path)


@dataclass(frozen=True)
class Conformity:
    """What SHACL says: the report as Turtle; or violations, each as the IRI of its focus node and a line of text."""

    report: str
    violations: tuple[tuple[str, str], ...]


def conform(folder: Path, half: Half, turbo: bool) -> Conformity:
    """Validate the dump against one half of the shapes."""
    from communique.mappings import validation  # takes half a second, which the other processes save

    own = f"{iri(graph('vocabulary'))} ."
    held = "\n".join(line for line in _lines(folder) if not line.endswith(own))
    shapes = validation.constraints() if half == "constraints" else validation.rules()
    report = validation.validate(parse(held, RdfFormat.N_QUADS), shapes, turbo)
    quads = parse(report.graph.serialize(format="nt"), RdfFormat.N_TRIPLES)
    return Conformity(
        report=canonical_turtle((quad.triple for quad in quads), FILE_PREFIXES) if report.conforms else "",
        violations=tuple((full(violation.focus), str(violation)) for violation in report.violations),
    )


def writing(folder: Path, turbo: bool) -> list[Task]:
    """Everything that follows from the dump in a folder, the slowest first; each task bears the name of its function.

    Those that validate bear the name of their half of the shapes.
    """
    halves = [Task(half, conform, (folder, half, turbo)) for half in HALVES]
    functions = (numbers, whole_turtle, graph_turtles, pack_nquads)
    return [*halves, *(Task(function.__name__, function, (folder,)) for function in functions)]


def conformity(results: Mapping[str, Any]) -> Conformity:
    """The outcome of both halves of the shapes, from the results of the tasks."""
    found = [cast(Conformity, results[half]) for half in HALVES]
    return Conformity(found[0].report, tuple(each for half in found for each in half.violations))
