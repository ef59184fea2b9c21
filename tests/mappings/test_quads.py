"""Literals that a store would change are found before they are released."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from communique.iris import PREFIXES
from communique.mappings.quads import NoRoundTrip, ensure_round_trip, to_quads

NODE = NamedNode("urn:x")


def quad(value: str, datatype: str) -> Quad:
    return Quad(NODE, NODE, Literal(value, datatype=NamedNode(PREFIXES["xsd"] + datatype)), NODE)


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("01", "integer"), ("1.00", "decimal"), ("1", "boolean"), ("5", "nonNegativeInteger"), ("+5", "integer")],
)
def test_what_would_change_is_refused(value: str, datatype: str) -> None:
    with pytest.raises(NoRoundTrip, match=r"1 literals would not come back"):
        ensure_round_trip([quad("1", "integer"), quad(value, datatype)])


@pytest.mark.parametrize(
    ("value", "datatype"), [("1", "integer"), ("20.4", "decimal"), ("true", "boolean"), ("2017-08-12", "date")]
)
def test_what_stays_passes(value: str, datatype: str) -> None:
    ensure_round_trip([quad(value, datatype)])


def test_lines_become_quads_in_their_order() -> None:
    lines = ['<urn:b> <urn:p> "x"@en <urn:g> .', "<urn:a> <urn:p> <urn:o> <urn:g> ."]
    assert [f"{quad} ." for quad in to_quads(lines)] == lines


def test_a_broken_line_is_a_syntax_error() -> None:
    with pytest.raises(SyntaxError):
        to_quads(["<urn:a> nothing"])
