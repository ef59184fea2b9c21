"""Flat shapes: what pySHACL checks for many nodes at a time, and that find a fault where the shapes themselves do.

pySHACL evaluates a shape once for all the nodes that it targets, but once for each node where another shape refers to
it, and there its time goes. So shapes that are referred to get targets of their own:

1. A property shape of a node shape takes over the targets of the node shape; nothing else changes.
2. What the values of a property must conform to (`sh:node`, `sh:or`) targets these values: each once, however often it
   is a value. Its faults are then told of the value and not of the node that has it.

A graph conforms to the flat shapes where it conforms to the shapes; only the reports differ.
"""

from collections.abc import Iterator

from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
REFERENCES = (SH.property, SH.node, SH.qualifiedValueShape, SH["not"], RDF.first)


def flattened(shapes: Graph, data: Graph) -> Graph:
    """A copy of a shapes graph in its flat form, for one data graph."""
    flat = Graph(bind_namespaces="none") + shapes
    named = [shape for shape in set(shapes.subjects(SH.property)) if _stands_alone(shapes, shape)]
    focus = {shape: set(_focus_nodes(shapes, data, shape)) for shape in named}
    for prop in {prop for shape in named for prop in shapes.objects(shape, SH.property)}:
        nodes: set[Node] = set().union(*(focus.get(shape, ()) for shape in shapes.subjects(SH.property, prop)))
        _target_values(flat, prop, data, nodes)
    for prop in {prop for shape in named for prop in shapes.objects(shape, SH.property)}:
        if all(shape in named for shape in shapes.subjects(SH.property, prop)):
            _drop_demands(flat, prop)
    for shape in set(flat.subjects(SH.property)):
        if _stands_alone(flat, shape):
            _set_properties_apart(flat, shape)
    return flat


def _stands_alone(shapes: Graph, shape: Node) -> bool:
    """Whether a shape is a node shape that no other refers to."""
    referred_to = any((None, reference, shape) in shapes for reference in REFERENCES)
    return not referred_to and (shape, SH.path, None) not in shapes


def _focus_nodes(shapes: Graph, data: Graph, shape: Node) -> Iterator[Node]:
    """The nodes that a shape targets."""
    for target in shapes.objects(shape, SH.targetClass):
        for kind in data.transitive_subjects(RDFS.subClassOf, target):
            yield from data.subjects(RDF.type, kind)
    for target in shapes.objects(shape, SH.targetSubjectsOf):
        yield from data.subjects(target)
    for target in shapes.objects(shape, SH.targetObjectsOf):
        yield from data.objects(None, target)
    yield from shapes.objects(shape, SH.targetNode)


def _demands(shapes: Graph, prop: Node) -> list[tuple[Node, Node]]:
    """What the values of a property shape must conform to, as parameter and value; the path must be a property."""
    if not isinstance(shapes.value(prop, SH.path), URIRef):
        return []
    return [(parameter, demand) for parameter in (SH.node, SH["or"]) for demand in shapes.objects(prop, parameter)]


def _target_values(flat: Graph, prop: Node, data: Graph, focus: set[Node]) -> None:
    """Add a node shape for each demand of a property shape, and let it target its values at the focus nodes."""
    for parameter, demand in _demands(flat, prop):
        shape = BNode()
        flat.add((shape, RDF.type, SH.NodeShape))
        described = flat.predicate_objects(demand) if parameter == SH.node else [(parameter, demand)]
        for predicate, value in list(described):
            flat.add((shape, predicate, value))
        for target in _values(data, flat.value(prop, SH.path), focus):
            flat.add((shape, *target))


def _values(data: Graph, path: Node | None, focus: set[Node]) -> Iterator[tuple[URIRef, Node]]:
    """The targets that are the values of a property at the focus nodes: all its objects, if no other node has it."""
    assert path is not None
    if focus.issuperset(data.subjects(path)):
        yield SH.targetObjectsOf, path
    else:
        yield from ((SH.targetNode, value) for node, value in data.subject_objects(path) if node in focus)


def _drop_demands(flat: Graph, prop: Node) -> None:
    """Take away the demands that have got targets of their own."""
    for parameter, demand in _demands(flat, prop):
        flat.remove((prop, parameter, demand))


def _set_properties_apart(flat: Graph, shape: Node) -> None:
    """Give the property shapes of a node shape its targets; where it is closed, their paths stay allowed."""
    props = list(flat.objects(shape, SH.property))
    targets = [(kind, target) for kind in TARGETS for target in flat.objects(shape, kind)]
    for prop in props:
        flat.remove((shape, SH.property, prop))
        for target in targets:
            flat.add((prop, *target))
    if (shape, SH.closed, Literal(True)) in flat:
        ignored = flat.value(shape, SH.ignoredProperties)
        paths = [flat.value(prop, SH.path) for prop in props]
        allowed = [*Collection(flat, ignored or RDF.nil), *(path for path in paths if isinstance(path, URIRef))]
        flat.set((shape, SH.ignoredProperties, Collection(flat, BNode(), allowed).uri))
