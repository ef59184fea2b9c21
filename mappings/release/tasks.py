"""The parts of writing a release that can run side by side, each in a process of its own.

Every one starts from the dump that is already written; a process reads it once, however many tasks it is given.
"""

from functools import lru_cache
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from communique.iris import graph
from communique.mappings.release.counts import Counts, count
from communique.mappings.release.dumps import WHOLE_NQUADS, WHOLE_TURTLE, graph_file, read_nquads, write_turtle
from communique.mappings.release.errors import Refused
from communique.mappings.release.files import pack
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


def conform(folder: Path) -> str:
    """Validate the dump against the shapes; returns the SHACL report. Raises Refused with a line for each violation."""
    from communique.mappings.validation import validate  # takes half a second, which the other processes save

    vocabulary = f"{iri(graph('vocabulary'))} ."
    held = "\n".join(line for line in _lines(folder) if not line.endswith(vocabulary))
    report = validate(parse(held, RdfFormat.N_QUADS))
    if not report.conforms:
        raise Refused([str(violation) for violation in report.violations])
    triples = parse(report.graph.serialize(format="nt"), RdfFormat.N_TRIPLES)
    return canonical_turtle((quad.triple for quad in triples), FILE_PREFIXES)


def writing(folder: Path) -> list[Task]:
    """Everything that follows from the dump in a folder."""
    functions = (conform, numbers, whole_turtle, graph_turtles, pack_nquads)
    return [Task(function.__name__, function, (folder,)) for function in functions]
