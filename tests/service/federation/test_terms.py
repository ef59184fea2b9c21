"""Terms and results: whatever an endpoint says comes back as it was, or is refused, and is never syntax."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, Store

from communique.service.federation import Rows, ServiceFailed, read_own
from communique.service.federation.results import read_results
from communique.service.federation.terms import iri, is_portable, literal, values
from communique.tests.service.federation.local import solutions

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
XSD = "http://www.w3.org/2001/XMLSchema#"


def through(term: str) -> object:
    """What a store makes of a term in a table."""
    (row,) = solutions(Store(), f"SELECT * {{ {values(('x',), [(term,)])} }}")
    return row[0]


@given(st.text() | st.text(alphabet="\\uU0041\"'\n\r\t{}<>?$"))
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back(text: str) -> None:
    assert through(literal(text)) == Literal(text)
    assert through(literal(text, "en")) == Literal(text, language="en")
    assert through(literal(text, datatype="http://example.org/d")) == Literal(
        text, datatype=NamedNode("http://example.org/d")
    )


@pytest.mark.parametrize(
    ("value", "language", "datatype"),
    [
        ("2016-11-26", None, XSD + "date"),
        ("2016", None, XSD + "gYear"),
        ("no number", None, XSD + "integer"),
        ("-0.5", None, XSD + "decimal"),
        ("text", None, XSD + "string"),
        ("1957/1958", None, "http://id.loc.gov/datatypes/edtf/EDTF"),
        ("中国共产党", "zh-hant", None),
        ("Point(37.6 55.7)", None, "http://www.opengis.net/ont/geosparql#wktLiteral"),
    ],
)
def test_languages_and_datatypes_come_back(value: str, language: str | None, datatype: str | None) -> None:
    found = through(literal(value, language, datatype))
    assert isinstance(found, Literal)
    assert (found.value, found.language) == (value, language)
    assert language or found.datatype == NamedNode(datatype or "")


def test_direction_comes_back() -> None:
    assert str(through(literal("نص", "ar--rtl"))) == '"نص"@ar--rtl'


@pytest.mark.parametrize(
    "value", ["> } INSERT {", "relative", "", "http://e/ x", "http://e/\n", "http://e/\udc00", "<x>"]
)
def test_what_is_no_iri_is_refused(value: str) -> None:
    with pytest.raises(ValueError):
        iri(value)


@pytest.mark.parametrize("tag", ["en us", "en} ?x {", "e", "--ltr", "en--up"])
def test_what_is_no_language_is_refused(tag: str) -> None:
    with pytest.raises(ValueError):
        literal("x", tag)


@pytest.mark.parametrize(
    ("term", "portable"),
    [
        ("<http://example.org/a>", True),
        ('"text"', True),
        ('"line\\nfeed \\" <x>"', True),
        ('"text"@en', True),
        ('"text"@en-GB', False),
        ('"1"^^<http://www.w3.org/2001/XMLSchema#integer>', False),
        ("<<( <http://e/a> <http://e/b> <http://e/c> )>>", False),
        ("_:b", False),
    ],
)
def test_what_can_be_compared_elsewhere(term: str, portable: bool) -> None:
    assert is_portable(term) is portable


DATA = """
SELECT * { VALUES (?a ?b) {
    (<http://example.org/é> "plain") (UNDEF "two\\nlines & <tags>") ("x"@en "1"^^<http://www.w3.org/2001/XMLSchema#integer>)
    (<<( <http://e/a> <http://e/b> "c"@de )>> UNDEF) ("t"@ar--rtl "") (UNDEF UNDEF)
} }"""


@pytest.mark.parametrize("media_type", [JSON, XML, "application/json;charset=utf-8", "text/xml"])
def test_results_are_read_as_written(media_type: str) -> None:
    written_as = QueryResultsFormat.XML if "xml" in media_type else QueryResultsFormat.JSON
    body = solutions(Store(), DATA).serialize(format=written_as)
    assert body is not None
    rows = read_results(body, media_type, ("b", "a", "absent"))
    assert rows.rows == [
        ('"plain"', "<http://example.org/é>", None),
        ('"two\\nlines & <tags>"', None, None),
        (f'"1"^^<{XSD}integer>', '"x"@en', None),
        (None, '<<( <http://e/a> <http://e/b> "c"@de )>>', None),
        ('""', '"t"@ar--rtl', None),
        (None, None, None),
    ]


def test_own_results_keep_their_columns_and_blank_nodes() -> None:
    body = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"bnode","value":"n"}},{}]}}'
    assert read_own(body) == Rows(("x",), [("_:n",), (None,)])


def test_blank_nodes_of_an_answer_stay_one_node() -> None:
    cell = {"type": "bnode", "value": "n"}
    other = {"type": "bnode", "value": "m"}
    document = {"head": {"vars": ["x", "y"]}, "results": {"bindings": [{"x": cell, "y": cell}, {"x": other}]}}
    rows = read_results(json.dumps(document).encode(), JSON, ("x", "y"), lambda label: f"<urn:{label}>")
    assert rows.rows == [("<urn:n>", "<urn:n>"), ("<urn:m>", None)]


def result(cell: object) -> bytes:
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": cell}]}}).encode()


NAMESPACE = 'xmlns="http://www.w3.org/2005/sparql-results#"'
REFUSED = {
    "empty": (b"", JSON),
    "list": (b"[]", JSON),
    "number": (b"1", JSON),
    "no head": (b'{"results":{"bindings":[]}}', JSON),
    "no bindings": (b'{"head":{"vars":[]},"results":{}}', JSON),
    "row is text": (b'{"head":{"vars":["x"]},"results":{"bindings":["x"]}}', JSON),
    "row is a list": (b'{"head":{"vars":["x"]},"results":{"bindings":[["x"]]}}', JSON),
    "cell is text": (result("x"), JSON),
    "cell is null": (result(None), JSON),
    "cell without value": (result({"type": "uri"}), JSON),
    "value is a number": (result({"type": "literal", "value": 1}), JSON),
    "other kind": (result({"type": "graph", "value": "x"}), JSON),
    "surrogate": (result({"type": "literal", "value": "\udc00"}), JSON),
    "relative": (result({"type": "uri", "value": "x"}), JSON),
    "datatype": (result({"type": "literal", "value": "x", "datatype": "> } #"}), JSON),
    "language": (result({"type": "literal", "value": "x", "xml:lang": "} #"}), JSON),
    "no UTF-8": (b'{"head":{"vars":["x"]},"results":{"bindings":[]},"\xff":1}', JSON),
    "other format": (b"x\n1", "text/csv"),
    "no format": (b"{}", ""),
    "no XML": (b"{}", XML),
    "cut off": (f"<sparql {NAMESPACE}><head/><results><result>".encode(), XML),
    "boolean": (f"<sparql {NAMESPACE}><head/><boolean>true</boolean></sparql>".encode(), XML),
    "other namespace": (b"<sparql><head/><results/></sparql>", XML),
    "empty binding": (
        f'<sparql {NAMESPACE}><results><result><binding name="x"/></result></results></sparql>'.encode(),
        XML,
    ),
    "no results": (f"<sparql {NAMESPACE}><head/></sparql>".encode(), XML),
    "deep": (b"<a>" * 100_000, XML),
    "DTD": (f"<!DOCTYPE sparql><sparql {NAMESPACE}><results/></sparql>".encode(), XML),
}


@pytest.mark.parametrize(("body", "media_type"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_result_is_refused(body: bytes, media_type: str) -> None:
    with pytest.raises(ServiceFailed):
        read_results(body, media_type, ("x",))


def test_triples_in_triples_end_somewhere() -> None:
    deep = '{"type":"triple","value":{"subject":' * 100 + "1" + "}}" * 100
    body = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":%s}]}}' % deep.encode()
    with pytest.raises(ServiceFailed):
        read_results(body, JSON, ("x",))


@given(st.binary(max_size=200), st.sampled_from([JSON, XML]))
@settings(max_examples=200, deadline=None)
def test_rubbish_is_refused(body: bytes, media_type: str) -> None:
    with pytest.raises(ServiceFailed):
        read_results(body, media_type, ("x",))


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "value", "x", "xml:lang", "datatype", "subject"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JUNK)
@settings(max_examples=300, deadline=None)
def test_results_of_any_shape_are_read_or_refused(junk: object) -> None:
    document = {"head": {"vars": ["x"]}, "results": {"bindings": [junk]}}
    try:
        rows = read_results(json.dumps(document).encode(), JSON, ("x",))
    except ServiceFailed:
        return
    assert len(rows.rows) == 1
    assert len(list(solutions(Store(), f"SELECT * {{ {values(('x',), rows.rows)} }}"))) == 1
