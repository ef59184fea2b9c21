"""One graph broken in every way: for each constraint of each shape, a copy of a sound node with one fault.

So no constraint of the core language is without an example that trips it, and two validators meet all of them at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

WRONG = URIRef("urn:example:wrong")


@dataclass(frozen=True)
class Fault:
    """One fault: the constraint (a parameter of SHACL) of the shape that it breaks, and the node that has it."""

    shape: URIRef
    parameter: URIRef
    focus: URIRef

    @property
    def component(self) -> URIRef:
        """The constraint component that must report it."""
        name = str(self.parameter).removeprefix(str(SH))
        return URIRef(f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent")


class Breaker:
    """Breaks copies of the nodes of `data`, which must conform to `shapes`."""

    def __init__(self, data: Graph, shapes: Graph) -> None:
        self.data, self.shapes = data, shapes
        self.broken = Graph(bind_namespaces="none") + data
        self.faults: list[Fault] = []
        self.tried: set[Node] = set()

    def run(self) -> None:
        """Break every constraint of every shape that has a target."""
        for shape in sorted(set(self.shapes.subjects(RDF.type, SH.NodeShape))):
            for target in self.targets(shape):
                self.node(shape, target)
                for prop in sorted(set(self.shapes.objects(shape, SH.property)) - self.tried):
                    self.tried.add(prop)
                    self.property(prop, target)

    def targets(self, shape: Node) -> Iterator[URIRef]:
        """A sound node for each target of the shape; there is one, or the test graph is poor."""
        for wanted in sorted(self.shapes.objects(shape, SH.targetClass)):
            nodes = [n for kind in self.below(wanted) for n in self.data.subjects(RDF.type, kind)]
            yield URIRef(min(str(node) for node in nodes))
        for wanted in self.shapes.objects(shape, SH.targetSubjectsOf):
            yield URIRef(min(str(node) for node in self.data.subjects(wanted, None)))

    def below(self, kind: Node) -> Iterator[Node]:
        return self.data.transitive_subjects(RDFS.subClassOf, kind)

    def copy(self, shape: Node, parameter: Node, sound: URIRef) -> URIRef:
        """A copy of a sound node, named by the fault that it is going to have."""
        name = f"{shape}-{parameter}".replace("https://w3id.org/communique/shape/", "").replace(str(SH), "")
        node = URIRef(f"{sound}-{name}-{len(self.faults)}")
        for predicate, value in self.data.predicate_objects(sound):
            self.broken.add((node, predicate, value))
        for subject, predicate in self.data.subject_predicates(sound):
            self.broken.add((subject, predicate, node))
        self.faults.append(Fault(URIRef(shape), URIRef(parameter), node))
        return node

    def node(self, shape: Node, sound: URIRef) -> None:
        """Break the constraints that stand on a node shape itself."""
        if (shape, SH.closed, Literal(True)) in self.shapes:
            self.broken.add((self.copy(shape, SH.closed, sound), WRONG, WRONG))
        for parameter in (SH["class"], SH["or"]):
            if (shape, parameter, None) in self.shapes:
                node = self.copy(shape, parameter, sound)
                if parameter == SH["class"]:
                    self.broken.set((node, RDF.type, WRONG))
                for alternative in Collection(self.shapes, self.shapes.value(shape, SH["or"]) or RDF.nil):
                    self.broken.remove((node, self.shapes.value(alternative, SH.path), None))

    def property(self, prop: Node, sound: URIRef) -> None:
        """Break each constraint of a property shape in its own copy."""
        for parameter, value in sorted(self.shapes.predicate_objects(prop)):
            values = self.wrong_values(prop, parameter, value)
            if values is None:
                continue
            node = self.copy(prop, parameter, sound)
            path = self.shapes.value(prop, SH.path)
            if not values:
                self.remove(node, path)
            inverse = self.shapes.value(path, SH.inversePath)
            for wrong in values:
                self.broken.add((wrong, inverse, node) if inverse else (node, path, wrong))

    def remove(self, node: URIRef, path: Node | None) -> None:
        """Take away all that a path leads to: a property, the inverse of one, or one of several."""
        inverse = self.shapes.value(path, SH.inversePath)
        several = self.shapes.value(path, SH.alternativePath)
        if inverse:
            self.broken.remove((None, inverse, node))
        for predicate in Collection(self.shapes, several) if several else [path]:
            self.broken.remove((node, predicate, None))

    def wrong_values(self, prop: Node, parameter: Node, value: Node) -> list[Node] | None:
        """Values that break one parameter; none at all to take values away; None where it is no constraint."""
        wrong: dict[Node, list[Node]] = {
            SH.minCount: [],
            SH.qualifiedMinCount: [],
            SH.maxCount: [WRONG, URIRef(f"{WRONG}-too")],
            SH.qualifiedMaxCount: self.two_kinds(prop),
            SH.datatype: [Literal("wrong", datatype=WRONG)],
            SH["class"]: [WRONG],
            SH.node: [WRONG],
            SH["or"]: [WRONG],
            SH["in"]: [WRONG],
            SH.nodeKind: [BNode() if value == SH.IRIOrLiteral else Literal("wrong")],
            SH.pattern: [Literal(" ")],
            SH.minLength: [Literal("")],
            SH.minInclusive: [Literal(0)],
            SH.uniqueLang: [Literal("one", lang="en"), Literal("two", lang="en")],
        }
        return wrong.get(parameter)

    def two_kinds(self, prop: Node) -> list[Node]:
        """Two of the classes that a thing may have one of."""
        among = self.shapes.value(self.shapes.value(prop, SH.qualifiedValueShape), SH["in"])
        return list(Collection(self.shapes, among))[:2] if among else []
