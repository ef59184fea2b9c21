"""Streamed Turtle says what the rows say, whatever stands in them, and is readable."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from communique.iris import PREFIXES
from communique.mappings.release.terms import name, statement
from communique.mappings.release.turtle import compact, turtle
from communique.mappings.terms import Triple
from communique.tests.mappings.release.sample import sample_lines

_XSD = PREFIXES["xsd"]
_IRIS = st.builds(
    lambda space, local: f"<{space}{local}>",
    st.sampled_from([*sorted(PREFIXES.values())[:6], "urn:x:", PREFIXES["rdf"]]),
    st.text("ab.-_~:'()/é0", max_size=5),
)
_NODES = st.one_of(_IRIS, st.sampled_from(["_:c14n0", "_:c14n1"]))
_TEXTS = st.text(max_size=8)
_LITERALS = st.one_of(
    st.builds(Literal, _TEXTS),
    st.builds(lambda text: Literal(text, language="en-gb"), _TEXTS),
    st.builds(
        lambda text, local: Literal(text, datatype=NamedNode(_XSD + local)),
        st.one_of(_TEXTS, st.from_regex(r"[+-]?[0-9]{0,3}\.?[0-9]{0,3}|true|false", fullmatch=True)),
        st.sampled_from(["integer", "decimal", "boolean", "date", "a.", "double"]),
    ),
).map(str)
_ROWS = st.lists(st.tuples(_NODES, _IRIS, st.one_of(_NODES, _LITERALS)), max_size=8)


@given(_ROWS)
def test_says_what_the_rows_say(rows: list[Triple]) -> None:
    text = "".join(turtle(sorted(rows)))
    # Blank nodes keep their labels in the text, so no isomorphism is needed to compare.
    found = {str(quad.triple) for quad in parse(text, RdfFormat.TURTLE, rename_blank_nodes=False)}
    assert found == {" ".join(row) for row in rows}


@given(_ROWS)
def test_compact_says_the_same_whatever_the_order(rows: list[Triple]) -> None:
    text = compact(rows)
    assert text == compact(reversed(rows))
    found = {str(quad.triple) for quad in parse(text, RdfFormat.TURTLE, rename_blank_nodes=False)}
    assert found == {" ".join(row) for row in rows}


def test_one_block_a_subject_with_its_types_first() -> None:
    rows = [statement(line)[:3] for line in sample_lines() if line.startswith(name("party:gr-kke"))]
    assert "".join(turtle(rows, {"cmq": PREFIXES["cmq"], "skos": PREFIXES["skos"], "party": PREFIXES["party"]})) == (
        "@prefix cmq: <https://w3id.org/communique/ont/> .\n"
        "@prefix party: <https://w3id.org/communique/id/party/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "\n"
        "party:gr-kke a cmq:Party ;\n"
        '    skos:prefLabel "Communist Party of Greece"@en ,\n'
        '        "Κομμουνιστικό Κόμμα Ελλάδας"@el .\n'
    )
