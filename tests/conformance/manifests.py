"""Read the manifests of the suites into cases."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pyoxigraph as ox

from communique.tests.conformance.cases import Case, Content
from communique.tests.conformance.exchanges import MF, exchanges
from communique.tests.conformance.graph import RDF, Graph, Node

QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


def read(manifest: Path, folder: Path, suite: str) -> Iterator[Case]:
    """The cases that a manifest lists, in its order, then those of the manifests it includes.

    `folder` is the checkout of the suites; `suite` names the cases in tables.
    """
    graph = Graph.load(manifest, folder)
    for owner in graph.subjects(MF + "entries"):
        for node in graph.items(graph.node(owner, MF + "entries")):
            yield case(graph, node, suite)
    for owner in graph.subjects(MF + "include"):
        for node in graph.items(graph.node(owner, MF + "include")):
            yield from read(graph.file(node), folder, suite)


def left_out(manifest: Path, folder: Path, suite: str) -> Iterator[Case]:
    """The cases that a manifest defines but forgets to list."""
    listed = {entry.iri for entry in read(manifest, folder, suite)}
    graph = Graph.load(manifest, folder)
    for node in graph.subjects(MF + "action"):
        if node.value not in listed:
            yield case(graph, node, suite)


def case(graph: Graph, node: Node, suite: str) -> Case:
    """One entry of a manifest as a case. Raises ValueError for an entry without a class or an action."""
    kind = graph.node(node, RDF + "type")
    if kind is None:
        raise ValueError(f"{node.value} has no rdf:type in its manifest")
    action = graph.node(node, MF + "action")
    result = graph.node(node, MF + "result")
    return Case(
        iri=node.value,
        suite=suite,
        kind=kind.value.removeprefix(MF),
        request=_request(graph, action),
        content=_content(graph, node, action),
        services=dict(_services(graph, action)) if action else {},
        result=graph.file(result) if isinstance(result, ox.NamedNode) else None,
        result_content=_content(graph, result),
        exchanges=exchanges(graph, action) if isinstance(action, ox.BlankNode) else (),
    )


def _request(graph: Graph, action: Node | None) -> Path | None:
    if isinstance(action, ox.NamedNode):
        return graph.file(action)
    if action is None:
        return None
    request = graph.node(action, QT + "query") or graph.node(action, UT + "request")
    return graph.file(request) if request else None


def _content(graph: Graph, *holders: Node | None) -> Content:
    """The data that an action or a result names; protocol tests hang theirs on the test itself."""
    default: list[Path] = []
    named: list[tuple[str, Path]] = []
    for holder, prefix in product(holders, (QT, UT)):
        if holder is not None:
            default += [graph.file(node) for node in graph.nodes(holder, prefix + "data")]
            named += [_named(graph, node) for node in graph.nodes(holder, prefix + "graphData")]
    return Content(tuple(default), tuple(sorted(named)))


def _named(graph: Graph, node: Node) -> tuple[str, Path]:
    """A named graph: by the IRI of its file (queries), or by a label (updates)."""
    if isinstance(node, ox.NamedNode):
        return node.value, graph.file(node)
    file, label = graph.node(node, UT + "graph"), graph.text(node, RDFS + "label")
    if file is None or label is None:
        raise ValueError("ut:graphData without ut:graph or rdfs:label")
    return label, graph.file(file)


def _services(graph: Graph, action: Node) -> Iterator[tuple[str, Path]]:
    for node in graph.nodes(action, QT + "serviceData"):
        file, endpoint = graph.node(node, QT + "data"), graph.node(node, QT + "endpoint")
        if file and endpoint:
            yield endpoint.value, graph.file(file)
