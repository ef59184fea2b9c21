"""Validation: the quads of a build against the shapes of `shapes/`, by pySHACL, or by pyshacl-turbo where one asks.

A build that does not conform is not released, so the report is made for whoever has to find the fault: one line each.
Shapes of nodes are tried in their flat form, which is several times cheaper, and asked themselves where that finds a
fault; rules are queries, which Oxigraph answers for pySHACL.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import cast

from oxrdflib import OxigraphStore
from pyoxigraph import Literal, NamedNode, Quad, Store
from pyshacl import validate as run_pyshacl
from rdflib import SH, BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

from communique.iris import BASE, PREFIXES
from communique.mappings import vocabulary
from communique.mappings.flattening import flattened
from communique.mappings.turtle import FILE_PREFIXES, Subject, Term
from communique.paths import room

DATASET = BASE
"""The focus node of rules about the dataset as a whole; what is at fault is then the value of the result."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One result of a validation; IRIs are shortened by the published prefixes."""

    focus: str
    path: str
    value: str
    constraint: str
    """The constraint component, such as `sh:MinCountConstraintComponent`."""
    shape: str
    message: str

    def __str__(self) -> str:
        where = " ".join(part for part in (self.focus, self.path) if part)
        found = f" (found {self.value})" if self.value and self.value not in self.message else ""
        return f"{where}: {self.message}{found} [{self.shape}]"


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found: nothing, or violations in a fixed order; `graph` is the SHACL report itself."""

    conforms: bool
    violations: tuple[Violation, ...]
    graph: Graph

    @property
    def text(self) -> str:
        """The violations, one a line, and how many there are."""
        if self.conforms:
            return "conforms: no violations\n"
        return "".join(f"{v}\n" for v in self.violations) + f"{len(self.violations)} violations\n"


def _read(rules_wanted: bool) -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in (*sorted(room("shapes").glob("*.ttl")), room("ontology") / "prefixes.ttl"):
        if path.stem.startswith("dataset") == rules_wanted or path.stem == "prefixes":
            graph.parse(data=vocabulary.text(path), format="turtle")
    return graph


@cache
def constraints() -> Graph:
    """The shapes of nodes, one file a topic."""
    return _read(rules_wanted=False)


@cache
def rules() -> Graph:
    """The rules about the dataset as a whole: one SPARQL constraint each, and the prefixes that they use."""
    return _read(rules_wanted=True)


@cache
def shapes() -> Graph:
    """All shapes: constraints and rules."""
    return constraints() + rules()


def data_graph(triples: Iterable[Iterable[Term]]) -> Graph:
    """The graph to be validated: the given triples or quads of pyoxigraph, and the vocabulary that shapes refer to."""
    graph = Graph(bind_namespaces="none")
    known: dict[Term, Node] = {}
    for source in (triples, vocabulary.triples()):
        for subject, predicate, value, *_ in source:
            graph.add((_rdflib(subject, known), _rdflib(predicate, known), _rdflib(value, known)))
    return graph


def data_store(triples: Iterable[Iterable[Term]]) -> Store:
    """The same held by Oxigraph, in its default graph."""
    store = Store()
    for source in (triples, vocabulary.triples()):
        store.bulk_extend(Quad(cast(Subject, s), cast(NamedNode, p), value) for s, p, value, *_ in source)
    return store


class _Held(OxigraphStore):
    """A store that knows its size without a query: pySHACL asks three times whether there is anything."""

    def __len__(self, context: Graph | None = None) -> int:
        return len(self._inner)


def queried_graph(triples: Iterable[Iterable[Term]]) -> Graph:
    """The same again as rdflib's graph, of which Oxigraph answers the queries."""
    return Graph(_Held(store=data_store(triples)), DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")


def _rdflib(term: Term, known: dict[Term, Node]) -> Node:
    found = known.get(term)
    if found is None:
        found = known[term] = _converted(term)
    return found


def _converted(term: Term) -> Node:
    if not isinstance(term, Literal):
        return URIRef(term.value) if str(term).startswith("<") else BNode(term.value)
    if term.language:
        return RdflibLiteral(term.value, lang=term.language)
    datatype = None if term.datatype.value == f"{PREFIXES['xsd']}string" else URIRef(term.datatype.value)
    return RdflibLiteral(term.value, datatype=datatype, normalize=False)


def validate(triples: Iterable[Iterable[Term]], against: Graph | None = None, turbo: bool = False) -> Report:
    """Validate triples or quads (all graphs as one); the vocabulary is added by itself.

    `against` are all shapes by default; `constraints()` and `rules()` part them into halves. `turbo` asks
    pyshacl-turbo, which finds the same. Raises ValueError where the shapes themselves are at fault, ImportError
    where it is wanted and not installed.
    """
    with _uncollected():
        return _by_turbo(triples, against) if turbo else _by_pyshacl(list(triples), against)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles: there are next to none, and millions of terms to look through each time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _by_turbo(triples: Iterable[Iterable[Term]], against: Graph | None) -> Report:
    from pyshacl_turbo import validate as run_turbo  # an extra that not everybody installs

    return _asked(data_store(triples), against or shapes(), run_turbo)


def _by_pyshacl(held: list[Iterable[Term]], against: Graph | None) -> Report:
    if against is None:
        return _both(_by_pyshacl(held, constraints()), _by_pyshacl(held, rules()))
    if (None, SH.sparql, None) in against:
        return _asked(queried_graph(held), against)
    graph = data_graph(held)
    quick = _asked(graph, flattened(against, graph))
    return quick if quick.conforms else _asked(graph, against)


def _asked(data: Graph | Store, shapes: Graph, run: Callable[..., tuple[bool, object, str]] = run_pyshacl) -> Report:
    """What a validator finds; pyshacl-turbo takes a store as it is, without a copy for rdflib."""
    _, found, text = run(data, shacl_graph=shapes, inference="none", advanced=False)
    if not isinstance(found, Graph):
        raise ValueError(f"the shapes cannot be used: {text}")
    return report(found)


def _both(one: Report, other: Report) -> Report:
    """One report of two; the graph of the first where both conform."""
    if one.conforms and other.conforms:
        return one
    return report(one.graph + other.graph)


def report(graph: Graph) -> Report:
    """Read a SHACL report, of whichever validator."""
    found = tuple(sorted(_violation(graph, result) for result in graph.objects(None, SH.result)))
    return Report(not found, found, graph)


def _violation(graph: Graph, result: Node) -> Violation:
    def one(predicate: Node) -> str:
        value = graph.value(result, predicate)
        return _short(graph, value) if value is not None else ""

    focus, value = one(SH.focusNode), one(SH.value)
    if graph.value(result, SH.focusNode) == URIRef(DATASET):
        focus, value = value, ""
    messages = sorted(str(message) for message in graph.objects(result, SH.resultMessage))
    return Violation(
        focus=focus,
        path=one(SH.resultPath),
        value=value,
        constraint=one(SH.sourceConstraintComponent),
        shape=one(SH.sourceShape),
        message="; ".join(messages),
    )


def short(iri: str) -> str:
    """An IRI for people: a prefixed name where the longest namespace that fits has a prefix."""
    fitting = [(len(namespace), name) for name, namespace in FILE_PREFIXES.items() if iri.startswith(namespace)]
    length, name = max(fitting, default=(0, ""))
    return f"{name}:{iri[length:]}" if name else f"<{iri}>"


def _short(graph: Graph, term: Node) -> str:
    """A term for people; a blank node, as in a path, by what is said of it."""
    if isinstance(term, URIRef):
        return short(str(term))
    if isinstance(term, BNode):
        return " ".join(sorted(f"{_short(graph, p)} {_short(graph, o)}" for p, o in graph.predicate_objects(term)))
    return str(term.n3())
