"""The dumps: all graphs as sorted N-Quads and as Turtle, and each graph as Turtle, plain and gzipped."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from communique.iris import PREFIXES, graph
from communique.mappings.release.files import File, write
from communique.mappings.release.terms import statement
from communique.mappings.release.turtle import turtle
from communique.mappings.terms import iri

WHOLE_NQUADS = "communique.nq"
WHOLE_TURTLE = "communique.ttl"
_GRAPHS = graph("")


def slug(graph_iri: str) -> str:
    """The short name of a graph of ours: `doc-000` for `<…/graph/doc/000>`; raises ValueError for any other."""
    if not graph_iri.startswith(f"<{_GRAPHS}"):
        raise ValueError(f"{graph_iri} is not a graph under {iri(_GRAPHS)}")
    return graph_iri[len(_GRAPHS) + 1 : -1].replace("/", "-")


def graph_file(graph_iri: str) -> str:
    """The path of a graph's dump in the folder."""
    return f"graphs/{slug(graph_iri)}.ttl"


@dataclass(frozen=True)
class Dump:
    """A file that holds all graphs, or the one graph given as an N-Quads term."""

    file: File
    graph: str | None = None


def write_nquads(path: Path, lines: Iterable[str]) -> None:
    """Canonical lines as they are; the file's SHA-256 is the RDFC-1.0 hash."""
    write(path, (f"{line}\n" for line in lines))


def read_nquads(path: Path) -> list[str]:
    """The canonical lines of a dump that `write_nquads` wrote."""
    with path.open(encoding="utf-8", newline="\n") as file:
        return [line.removesuffix("\n") for line in file]


def write_turtle(path: Path, lines: Iterable[str]) -> None:
    """Canonical lines as Turtle, whatever graphs they are of."""
    write(path, turtle((statement(line)[:3] for line in lines), PREFIXES))
