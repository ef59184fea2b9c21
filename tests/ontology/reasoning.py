"""Vocabulary and data as OWL 2 DL, for HermiT: what RDF says in ways that OWL 2 DL does not know is said in its ways.

docs/decisions/owl-dl.md tells why. Nothing is left out but annotations, on which OWL has no opinion.
"""

from collections.abc import Iterable
from pathlib import Path

import owlready2
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from communique.iris import BASE, THING_KINDS, expand
from communique.mappings.turtle import Term
from communique.mappings.turtle import Triple as Terms

STAND_IN = "urn:owl-dl:"
_RDF = expand("rdf:type").removesuffix("type")
_RESERVED = {f"{_RDF}{name}" for name in ("Statement", "subject", "predicate", "object")}
_DATE, _DATE_TIME, _STRING = (NamedNode(expand(f"xsd:{name}")) for name in ("date", "dateTime", "string"))
_KINDS = {
    "Statement": "Class",
    "subject": "ObjectProperty",
    "predicate": "ObjectProperty",
    "object": "ObjectProperty",
    "objectText": "DatatypeProperty",
}


def as_owl_dl(triples: Iterable[Terms]) -> list[Terms]:
    """The same in OWL 2 DL: reified statements by names of their own, dates as times, EDTF as strings; no imports."""
    found: list[Terms] = [
        (_stand_in(name), NamedNode(expand("rdf:type")), NamedNode(expand(f"owl:{kind}")))
        for name, kind in _KINDS.items()
    ]
    for subject, predicate, value in triples:
        if predicate.value not in (expand("owl:imports"), expand("owl:versionIRI")):
            found.append((subject, _predicate(predicate, value), _value(predicate, value)))
    return found


def _stand_in(name: str) -> NamedNode:
    return NamedNode(STAND_IN + name)


def _predicate(predicate: NamedNode, value: Term) -> NamedNode:
    if predicate.value not in _RESERVED:
        return predicate
    return _stand_in(predicate.value.removeprefix(_RDF) + ("Text" if isinstance(value, Literal) else ""))


def _value(predicate: NamedNode, value: Term) -> Term:
    if isinstance(value, Literal) and value.datatype == _DATE:
        return Literal(f"{value.value}T00:00:00", datatype=_DATE_TIME)
    if isinstance(value, Literal) and value.datatype.value == expand("edtf:EDTF"):
        return Literal(value.value, datatype=_STRING)
    if predicate.value == f"{_RDF}predicate":
        return _stand_in(f"property/{value.value}")
    return _stand_in("Statement") if value.value == f"{_RDF}Statement" else value


def all_different(triples: Iterable[Terms]) -> list[Terms]:
    """That things of different IRIs are different, which OWL does not suppose; not where they may be the same.

    Without it, two values of a functional property would be taken for two names of one thing.
    """
    held = list(triples)
    same = {value for s, p, o in held if p.value == expand("cmq:possiblySame") for value in (s, o)}
    homes = (f"{BASE}concept/", *(f"{BASE}id/{kind}/" for kind in (*THING_KINDS, "span")))
    things = {s for s, _, _ in held if isinstance(s, NamedNode) and s.value.startswith(homes)}
    return _all_different(sorted(things - same, key=lambda thing: thing.value))


def _all_different(things: list[NamedNode]) -> list[Terms]:
    """One owl:AllDifferent with a list of its members."""
    rdf, axiom = {name: NamedNode(_RDF + name) for name in ("type", "first", "rest", "nil")}, BlankNode("different")
    cells: list[Terms] = []
    rest: NamedNode | BlankNode = rdf["nil"]
    for number, thing in enumerate(reversed(things)):
        cell = BlankNode(f"cell{number}")
        cells += [(cell, rdf["first"], thing), (cell, rdf["rest"], rest)]
        rest = cell
    members = NamedNode(expand("owl:distinctMembers"))
    return [(axiom, rdf["type"], NamedNode(expand("owl:AllDifferent"))), (axiom, members, rest), *cells]


def contradiction(triples: Iterable[Terms], folder: Path) -> str | None:
    """What HermiT has against the triples: the classes that nothing can be in, or that it is all inconsistent."""
    file = folder / "ontology.nt"
    file.write_bytes(serialize((Triple(*each) for each in as_owl_dl(triples)), format=RdfFormat.N_TRIPLES) or b"")
    world = owlready2.World()
    world.get_ontology(file.as_uri()).load()
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return "inconsistent"
    empty = sorted({entity.iri for entity in world.inconsistent_classes()} - {expand("owl:Nothing")})
    return f"nothing can be in {', '.join(empty)}" if empty else None


def terms(quads: Iterable[Quad]) -> list[Terms]:
    """The triples of quads."""
    return [(quad.subject, quad.predicate, quad.object) for quad in quads]
