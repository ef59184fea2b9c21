"""The parts of writing a release that can run side by side, each in a process of its own.

Every one starts from the dump that is already written; a process reads it once, however many tasks it is given.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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

Numbers = tuple[Counts, Statistics, dict[str, Statistics], Links]


@lru_cache(maxsize=1)
def _lines(folder: Path) -> list[str]:
    return read_nquads(folder / WHOLE_NQUADS)


def numbers(folder: Path) -> Numbers:
    """The headline counts, the statistics of the whole and of each graph, and the links to elsewhere."""
    lines = _lines(folder)
    graphs = by_graph(lines)
    whole = measure(lines)
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
    """What SHACL says: the report as Turtle if the data conform, else for each violation its focus node as an IRI and a line of text."""

    report: str
    violations: tuple[tuple[str, str], ...]


def conform(folder: Path) -> Conformity:
    """Validate the dump against the shapes."""
    from communique.mappings.validation import validate  # takes half a second, which the other processes save

    own = f"{iri(graph('vocabulary'))} ."
    held = "\n".join(line for line in _lines(folder) if not line.endswith(own))
    report = validate(parse(held, RdfFormat.N_QUADS))
    quads = parse(report.graph.serialize(format="nt"), RdfFormat.N_TRIPLES)
    return Conformity(
        report=canonical_turtle((quad.triple for quad in quads), FILE_PREFIXES) if report.conforms else "",
        violations=tuple((full(violation.focus), str(violation)) for violation in report.violations),
    )


def writing(folder: Path) -> list[Task]:
    """Everything that follows from the dump in a folder."""
    functions = (conform, numbers, whole_turtle, graph_turtles, pack_nquads)
    return [Task(function.__name__, function, (folder,)) for function in functions]
