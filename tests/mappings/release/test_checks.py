"""The checks before writing: each finds its fault, names it, and finds nothing in the sample."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from communique.mappings.release.checks import lossy, overlaps, straying
from communique.tests.mappings.release.sample import sample_lines

_XSD = "http://www.w3.org/2001/XMLSchema#"


def test_nothing_is_wrong_with_the_sample() -> None:
    lines = sample_lines()
    assert [*overlaps(lines), *straying(lines), *lossy(lines)] == []


def test_a_triple_in_two_graphs() -> None:
    triple = '<a:s> <a:p> "two words"'
    found = list(overlaps(sorted([f"{triple} <a:g> .", f"{triple} <a:h> .", '<a:s> <a:p> "two" <a:h> .'])))
    assert len(found) == 1
    assert found[0].startswith(f"in two graphs, <a:g> and <a:h>: {triple}")


def test_a_blank_node_in_two_graphs() -> None:
    found = list(
        straying(["<a:s> <a:p> _:c14n0 <a:g> .", "_:c14n0 <a:p> <a:o> <a:h> .", "_:c14n1 <a:p> <a:o> <a:h> ."])
    )
    assert len(found) == 1
    assert found[0].startswith("blank node _:c14n0 in more than one graph: <a:g>, <a:h>")


@pytest.mark.parametrize(
    ("literal", "back"),
    [
        (Literal("01", datatype=NamedNode(f"{_XSD}integer")), '"1"'),
        (Literal("1.00", datatype=NamedNode(f"{_XSD}decimal")), '"1"'),
        (Literal("1", datatype=NamedNode(f"{_XSD}boolean")), '"true"'),
        (Literal("5", datatype=NamedNode(f"{_XSD}nonNegativeInteger")), "XMLSchema#integer>"),
    ],
)
def test_a_literal_that_would_not_come_back(literal: Literal, back: str) -> None:
    found = list(lossy([f"<a:s> <a:p> {literal} <a:g> ."]))
    assert len(found) == 1
    assert found[0].startswith(f"{literal} would come back as ") and back in found[0] and "<a:s> <a:p>" in found[0]
    store = Store([Quad(NamedNode("a:s"), NamedNode("a:p"), literal, NamedNode("a:g"))])
    assert [quad.object for quad in store] != [literal]
