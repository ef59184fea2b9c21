"""What a report says to whoever has to find the fault."""

import gc

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from communique.iris import PREFIXES
from communique.mappings import validation
from communique.mappings.turtle import Triple
from communique.mappings.vocabulary import files, read
from communique.tests.shapes.graphs import valid_triples

HEAD = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())


def added(turtle: str) -> list[Triple]:
    new = [(quad.subject, quad.predicate, quad.object) for quad in parse(HEAD + turtle, RdfFormat.TURTLE)]
    return [*valid_triples(), *new]


def test_a_fault_is_told_with_its_place() -> None:
    report = validation.validate(
        added('participation:host cmq:asPrinted "the  hosts" .'), against=validation.constraints()
    )
    assert not report.conforms
    (violation,) = report.violations
    assert (violation.focus, violation.path) == ("participation:host", "cmq:asPrinted")
    assert violation.value == '"the  hosts"'
    assert violation.shape == "shape:asPrinted"
    assert violation.constraint == "sh:PatternConstraintComponent"
    assert str(violation).startswith("participation:host cmq:asPrinted: must be one text with no white space but")
    assert report.text == f"{violation}\n1 violations\n"


def test_a_fault_of_the_dataset_is_told_as_one_of_the_node() -> None:
    report = validation.validate(added("naming:okp cmq:contested true ."), against=validation.rules())
    (violation,) = report.violations
    assert violation.focus == "naming:okp"
    assert violation.shape == "shape:contested-by-nothing"


def test_faults_come_in_a_fixed_order() -> None:
    turtle = "observation:open cmq:within party:nobody . observation:more cmq:aspect party:nobody ."
    report = validation.validate(added(turtle), against=validation.constraints())
    assert [(v.focus, v.path) for v in report.violations] == [
        ("observation:more", "cmq:aspect"),
        ("observation:open", "cmq:within"),
    ]


def test_shapes_that_cannot_be_used_are_an_error() -> None:
    broken = Graph().parse(
        data=HEAD
        + """
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:x> a sh:NodeShape ; sh:targetClass cmq:Party ;
            sh:sparql [ sh:select "SELECT $this { MINUS { ?a ?b ?c } }" ] .
        """,
        format="turtle",
    )
    with pytest.raises(ValueError, match="shapes cannot be used"):
        validation.validate(valid_triples(), against=broken)
    assert gc.isenabled()  # which rests meanwhile


def test_the_vocabulary_itself_conforms() -> None:
    triples = [triple for path in files() for triple in read(path)]
    assert validation.validate(triples, against=validation.constraints()).conforms
