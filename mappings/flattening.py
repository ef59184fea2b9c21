"""Flat shapes: what pySHACL checks for many nodes at a time, and that misses nothing the shapes themselves would find.

pySHACL evaluates a shape once for all the nodes that it targets, but once for each node where another shape refers to
it, and there its time goes. So shapes that are referred to get targets of their own:

1. A property shape of a node shape takes over the targets of the node shape; nothing else changes.
2. What the values of a property must conform to (`sh:node`, `sh:or`) targets the objects of the property: each once,
   however often it is a value. This may ask too much, for it looks at the values of all subjects.

A graph that conforms to the flat shapes conforms to the shapes. One that does not may still, and they have to be asked.
"""

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
REFERENCES = (SH.property, SH.node, SH.qualifiedValueShape, SH["not"], RDF.first)


def flattened(shapes: Graph) -> Graph:
    """A copy of a shapes graph in its flat form."""
    flat = Graph(bind_namespaces="none") + shapes
    for prop in set(shapes.objects(None, SH.property)):
        _set_values_apart(flat, prop)
    for shape in set(flat.subjects(SH.property)):
        referred_to = any((None, reference, shape) in flat for reference in REFERENCES)
        if not referred_to and (shape, SH.path, None) not in flat:
            _set_properties_apart(flat, shape)
    return flat


def _set_values_apart(flat: Graph, prop: Node) -> None:
    """Let what the values of a property shape must conform to find them by itself.

    The path must be a property, and no other shape may demand something else of its values, or all would be refused.
    """
    path = flat.value(prop, SH.path)
    if not isinstance(path, URIRef):
        return
    for parameter in (SH.node, SH["or"]):
        demanded = set(flat.objects(prop, parameter))
        others = {other for same in flat.subjects(SH.path, path) for other in flat.objects(same, parameter)}
        if len(demanded) == 1 and demanded == others:
            (demand,) = demanded
            described = list(flat.predicate_objects(demand)) if parameter == SH.node else [(parameter, demand)]
            _target_objects(flat, path, [*described, (RDF.type, SH.NodeShape)])
            for same in list(flat.subjects(parameter, demand)):
                if (same, SH.path, path) in flat:
                    flat.remove((same, parameter, demand))


def _target_objects(flat: Graph, path: URIRef, described: list[tuple[Node, Node]]) -> None:
    """Add a node shape of this description for all objects of a property."""
    shape = BNode()
    for predicate, value in described:
        flat.add((shape, predicate, value))
    flat.add((shape, SH.targetObjectsOf, path))


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
