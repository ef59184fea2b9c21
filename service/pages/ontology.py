"""What the page of a term tells besides the vocabulary: how often it is used, its shapes, the questions that use it.

Diagrams are drawn from the ontology: boxes in two columns, a line for each property from where it starts to where
it leads.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from pyoxigraph import NamedNode, RdfFormat, parse

from communique.service.engine.release import Release, ReleaseError
from communique.service.pages.examples import Example, examples
from communique.service.pages.graph import RDFS, Graph
from communique.service.pages.knowledge import uses

SH = "http://www.w3.org/ns/shacl#"
SCHEMA = "https://schema.org/"
DOMAINS = (f"{RDFS}domain", f"{SCHEMA}domainIncludes")
RANGES = (f"{RDFS}range", f"{SCHEMA}rangeIncludes")
_uses: WeakKeyDictionary[Release, Mapping[str, tuple[str, int]]] = WeakKeyDictionary()
_shapes: WeakKeyDictionary[Release, Mapping[str, list[tuple[str, str]]]] = WeakKeyDictionary()

ROW, BOX, WIDTH, GAP = 30, 24, 230, 230  # pixels


@dataclass(frozen=True, slots=True)
class Box:
    """One class in a diagram, with the place of its upper left corner."""

    iri: str
    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """One property in a diagram: from where to where, and what it is called."""

    iri: str
    text: str
    x1: int
    y1: int
    x2: int
    y2: int
    named: bool


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes and lines with the size of the whole, in pixels."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int


def used(release: Release) -> Mapping[str, tuple[str, int]]:
    """Each class and property with what it is and how often the release has it, by its VoID if it has one."""
    if release not in _uses:
        try:
            _uses[release] = uses(release.text("void.ttl"), release.base)
        except (ReleaseError, SyntaxError):
            _uses[release] = {}
    return _uses[release]


def shapes(release: Release) -> Mapping[str, list[tuple[str, str]]]:
    """The SHACL shapes about each term: name of the shape and path of its file."""
    if release not in _shapes:
        found: dict[str, list[tuple[str, str]]] = {}
        for path in sorted(each for each in release.files if each.startswith("shapes/") and each.endswith(".ttl")):
            for quad in parse(release.text(path), format=RdfFormat.TURTLE, base_iri=release.base):
                about = quad.predicate.value in (f"{SH}targetClass", f"{SH}path")
                if about and isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
                    name = quad.subject.value.rpartition("/")[2]
                    found.setdefault(quad.object.value, []).append((name, path))
        _shapes[release] = found
    return _shapes[release]


def questions(release: Release, iri: str, short: str) -> list[Example]:
    """The competency questions whose queries have the term, by its prefixed name or in full."""
    name = re.compile(rf"(?<![\w-]){re.escape(short)}(?![\w-])|<{re.escape(iri)}>")
    return [each for each in examples(release) if name.search(each.query)]


def properties(graph: Graph) -> list[tuple[str, str, str]]:
    """Every property of the vocabulary with a class it starts from and one it leads to."""
    return [
        (domain, iri, target)
        for iri in sorted({subject for subject, predicate, _ in graph.triples() if predicate in DOMAINS})
        for domain in _values(graph, iri, DOMAINS)
        for target in _values(graph, iri, RANGES)
    ]


def drawn(edges: Iterable[tuple[str, str, str]], graph: Graph, named: bool = False) -> Diagram | None:
    """The diagram of some properties: where they start on the left, where they lead on the right; None without any.

    With `named` each line has its name written at it and a box of its own on the right.
    """
    edges = sorted(edges)
    if not edges:
        return None
    left = sorted({start for start, _, _ in edges})
    right = sorted({(iri if named else "", end) for _, iri, end in edges})
    starts = {iri: ROW * row for row, iri in enumerate(left)}
    ends = {key: ROW * row for row, key in enumerate(right)}
    boxes = [Box(iri, graph.term(iri).text, 0, y) for iri, y in starts.items()]
    boxes += [Box(end, graph.term(end).text, WIDTH + GAP, y) for (_, end), y in ends.items()]
    half = BOX // 2
    lines = [
        Line(
            iri,
            graph.term(iri).text,
            WIDTH,
            starts[start] + half,
            WIDTH + GAP,
            ends[iri if named else "", end] + half,
            named,
        )
        for start, iri, end in edges
    ]
    return Diagram(tuple(boxes), tuple(lines), 2 * WIDTH + GAP + 2, ROW * max(len(starts), len(ends)))


def around(edges: Iterable[tuple[str, str, str]], iri: str) -> list[tuple[str, str, str]]:
    """The properties that start from a class or lead to it, or that are the term itself."""
    return [edge for edge in edges if iri in edge]


def _values(graph: Graph, iri: str, predicates: Iterable[str]) -> list[str]:
    return [
        node.value
        for predicate in predicates
        for node in graph.of(iri).get(predicate, ())
        if isinstance(node, NamedNode)
    ]
