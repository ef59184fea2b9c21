"""No quad that a shape does not know."""

from pathlib import Path

import pytest

from communique.mappings.release.strangers import Known, known, strangers
from communique.mappings.release.terms import name
from communique.paths import room

_SHAPES = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX : <urn:x:>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
:S a sh:NodeShape ; sh:targetClass :C ; sh:closed true ; sh:ignoredProperties ( rdf:type :ignored ) ;
    sh:property [ sh:path :p ] , [ sh:path ( :q [ sh:inversePath :r ] ) ] .
:T a sh:NodeShape ; sh:targetSubjectsOf :t ; sh:property [ sh:path [ sh:alternativePath ( :u :v ) ] ; sh:class :D ] .
"""


@pytest.fixture
def shapes(tmp_path: Path) -> Known:
    (tmp_path / "shapes.ttl").write_text(_SHAPES)
    return known([tmp_path / "shapes.ttl"])


def test_what_shapes_know(shapes: Known) -> None:
    assert shapes.classes == {"<urn:x:C>"}
    assert shapes.predicates == {name("rdf:type")} | {f"<urn:x:{x}>" for x in ("p", "q", "r", "t", "u", "v", "ignored")}


def test_strangers_are_told_once_with_the_first_place(shapes: Known) -> None:
    a = name("rdf:type")
    lines = [
        f"<urn:x:1> {a} <urn:x:C> <urn:x:g> .",
        '<urn:x:1> <urn:x:p> "1" <urn:x:g> .',
        '<urn:x:1> <urn:x:pp> "1" <urn:x:g> .',
        f"<urn:x:2> {a} <urn:x:E> <urn:x:g> .",
        '<urn:x:2> <urn:x:pp> "2" <urn:x:g> .',
        '<urn:x:3> <urn:x:p> "3" <urn:x:g> .',
    ]
    found = list(strangers(lines, shapes))
    assert [line.partition(" (")[0] for line in found] == [
        "no shape knows the predicate <urn:x:pp>",
        "no shape is for the class <urn:x:E>",
        "<urn:x:3> has no class, so no shape looks at it",
    ]
    assert "(of <urn:x:1>) did you mean '<urn:x:p>'?" in found[0]


def test_the_vocabulary_is_not_looked_at(shapes: Known) -> None:
    graph = "<https://w3id.org/communique/graph/vocabulary>"
    assert list(strangers([f"<urn:x:3> <urn:x:strange> <urn:x:C> {graph} ."], shapes)) == []


def test_the_shapes_of_this_knowledge_base_know_claims() -> None:
    shapes = known(sorted(room("shapes").glob("*.ttl")))
    assert name("cmq:Claim") in shapes.classes and name("cmq:accordingTo") in shapes.predicates
