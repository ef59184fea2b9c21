"""Terms in N-Triples form: exactly as pyoxigraph writes them, so that lines can be compared."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.iris import PREFIXES, expand
from communique.mappings import terms

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")))


@given(TEXTS)
def test_strings_are_written_as_the_store_writes_them(value: str) -> None:
    assert terms.string(value) == str(ox.Literal(value))
    assert terms.words(value, "de") == str(ox.Literal(value, language="de"))


@pytest.mark.parametrize(
    ("term", "value", "datatype"),
    [
        (terms.number("40"), "40", "xsd:integer"),
        (terms.number("20.4"), "20.4", "xsd:decimal"),
        (terms.date("2017-08-12"), "2017-08-12", "xsd:date"),
        (terms.boolean(True), "true", "xsd:boolean"),
        (terms.edtf("[1927..1928]"), "[1927..1928]", "edtf:EDTF"),
    ],
)
def test_typed_literals(term: str, value: str, datatype: str) -> None:
    assert term == str(ox.Literal(value, datatype=ox.NamedNode(expand(datatype))))


def test_things_terms_and_concepts_are_iris() -> None:
    assert terms.thing("party/gr-kke") == f"<{PREFIXES['party']}gr-kke>"
    assert terms.term("cmq:event") == f"<{PREFIXES['cmq']}event>"
    assert terms.concept_term("role", "hosted") == f"<{PREFIXES['role']}hosted>"


def test_an_unknown_prefix_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        terms.term("nope:x")
