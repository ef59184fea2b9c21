"""The harness itself: it must see every difference that counts and none that does not."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from communique.tests.conformance.answers import Rows, Unreadable, parse
from communique.tests.conformance.cases import Case, Expectation, Outcome, Verdict
from communique.tests.conformance.comparison import difference, graph_difference
from communique.tests.conformance.endpoint import with_base
from communique.tests.conformance.evaluation import is_ordered
from communique.tests.conformance.known import known, problems
from communique.tests.conformance.protocol import mismatch
from communique.tests.conformance.report import earl, overview
from communique.tests.conformance.syntax import check
from communique.tests.conformance.target import Reply
from communique.tests.conformance.wire import Response
from communique.tests.targets.tables import fill, table

TSV = "text/tab-separated-values"


def rows(text: str) -> Rows:
    answer = parse(text.encode(), TSV)
    assert isinstance(answer, Rows)
    return answer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("?a\t?b\n1\t2\n3\t4\n", "?b\t?a\n4\t3\n2\t1\n"),
        ("?a\t?b\n_:x\t_:y\n_:y\t_:x\n", "?a\t?b\n_:p\t_:q\n_:q\t_:p\n"),
        ("?a\n1.0\n", "?a\n1.00\n"),
        ("?a\n1e0\n", "?a\n1.0E0\n"),
        ("?a\n1\n1\n", "?a\n1\n1\n"),
    ],
)
def test_the_same_answers(one: str, other: str) -> None:
    assert difference(rows(one), rows(other)) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("?a\n1\n1\n", "?a\n1\n"),
        ("?a\n1\n", "?a\n1.0\n"),
        ("?a\n1\n", '?a\n"1"\n'),
        ("?a\n1\n", "?b\n1\n"),
        ('?a\n"x"@en\n', '?a\n"x"\n'),
        ("?a\t?b\n_:x\t_:x\n", "?a\t?b\n_:p\t_:q\n"),
        ("?a\t?b\n\t1\n", "?a\t?b\n1\t\n"),
    ],
)
def test_different_answers(one: str, other: str) -> None:
    assert difference(rows(one), rows(other))


def test_order_counts_only_where_it_is_asked_for() -> None:
    one, other = rows("?a\n1\n2\n"), rows("?a\n2\n1\n")
    assert difference(one, other) == ""
    assert difference(one, other, ordered=True) == "the right rows in another order"


def test_formats_are_compared_to_the_letter() -> None:
    assert difference(rows("?a\n1.0\n"), rows("?a\n1.00\n"), exact=True)
    assert difference(rows("?a\t?b\n1\t2\n"), rows("?b\t?a\n2\t1\n"), exact=True)


def test_csv_cells_are_text_and_blank_nodes_a_pattern() -> None:
    one = parse(b"a,b\r\n_:x,1\r\n_:x,2\r\n", "text/csv; charset=utf-8")
    same = parse(b"a,b\r\n_:q,1\r\n_:q,2\r\n", "text/csv")
    other = parse(b"a,b\r\n_:q,1\r\n_:r,2\r\n", "text/csv")
    assert difference(one, same) == ""
    assert difference(one, other)


def test_graphs_up_to_blank_nodes() -> None:
    def quads(text: str) -> list[ox.Quad]:
        return list(ox.parse(text.encode(), ox.RdfFormat.TRIG))

    assert graph_difference(quads("_:a <urn:p> _:b ."), quads("_:c <urn:p> _:d .")) == ""
    assert graph_difference(quads("_:a <urn:p> _:b ."), quads("_:c <urn:p> _:c ."))
    assert graph_difference(quads("_:a <urn:p> 1 ."), quads("<urn:g> { _:a <urn:p> 1 . }"))


def test_no_answer_hides_behind_a_media_type() -> None:
    with pytest.raises(Unreadable, match="media type of no answer"):
        parse(b"true", "text/html")
    with pytest.raises(Unreadable, match="not well-formed"):
        parse(b'{"head": {}, "results"', "application/sparql-results+json")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?o } ORDER BY ?s", True),
        ("SELECT * { ?s ?p ?o } order\nby ?s", True),
        ("SELECT * { { SELECT ?s { ?s ?p ?o } ORDER BY ?s } }", False),
        ("SELECT * { ?s ?p ?o } # ORDER BY", False),
        ("SELECT * { ?s <http://example/#a> ?o } ORDER BY ?o", True),
    ],
)
def test_order_by_of_the_outermost_select(query: str, expected: bool) -> None:
    assert is_ordered(query) is expected


def test_a_base_is_added_only_for_relative_iris() -> None:
    assert with_base("ASK { <a> ?p ?o FILTER(?o < 3 && ?p > 2) }", "urn:b").startswith("BASE <urn:b>\n")
    assert with_base("ASK { <http://a/> ?p ?o FILTER(?o < 3 && ?p>2) }", "urn:b").startswith("ASK")


def outcome(name: str, verdict: Verdict) -> Outcome:
    return Outcome(Case(f"http://suite/folder/manifest#{name}", "query", "QueryEvaluationTest"), verdict, "because")


def test_lists_of_failures_are_right_in_both_directions() -> None:
    outcomes = [outcome("a", Verdict.FAILED), outcome("b", Verdict.PASSED), outcome("c", Verdict.FAILED)]
    found = problems(outcomes, {"query/folder/b": "x", "query/folder/c": "x", "query/folder/d": "x", "update/e/f": "x"})
    assert found == [
        "query/folder/a fails and is not listed: because",
        "query/folder/d is listed as failing, but is no test",
        "query/folder/b is listed as failing, but passes",
    ]


def test_every_listed_failure_has_a_reason(tmp_path: Path) -> None:
    (tmp_path / "mine.tsv").write_text("# comment\nquery/a/b\tfor a reason\nquery/a/c\n")
    with pytest.raises(ValueError, match=r"line 3: expected a test, a tab and the reason"):
        known("mine", tmp_path)


def test_responses_are_held_against_the_manifest() -> None:
    response = Response(200, (("Content-Type", "application/sparql-results+json"),), b'{"head":{},"boolean":true}')
    assert mismatch(response, Expectation(frozenset({"2xx"}), boolean=True, form="boolean"), "urn:x") == ""
    assert mismatch(response, Expectation(frozenset({"4xx"})), "urn:x").startswith("status 200, expected 4xx")
    assert mismatch(response, Expectation(boolean=False), "urn:x") == "answered True, expected False"
    assert mismatch(response, Expectation(form="RDF"), "urn:x") == "bool came back, expected RDF"


class Fixed:
    """A target that answers everything with one status."""

    name = "fixed"
    offers = frozenset({"query"})

    def __init__(self, status: int) -> None:
        self.status = status

    def reset(self, quads: object) -> None:
        assert list(iter([])) == quads

    def query(self, text: str, base: str, accept: str) -> Reply:
        return Reply(self.status, "", b"")

    def update(self, text: str, base: str) -> Reply:
        return Reply(self.status, "", b"")

    def content(self) -> list[ox.Quad]:
        return []


@pytest.mark.parametrize(
    ("kind", "status", "passes"),
    [
        ("PositiveSyntaxTest11", 200, True),
        ("PositiveSyntaxTest11", 403, True),
        ("PositiveSyntaxTest11", 400, False),
        ("NegativeSyntaxTest11", 400, True),
        ("NegativeSyntaxTest11", 200, False),
        ("NegativeUpdateSyntaxTest11", 500, False),
    ],
)
def test_only_400_says_not_sparql(kind: str, status: int, passes: bool, tmp_path: Path) -> None:
    query = tmp_path / "q.rq"
    query.write_text("ASK {}")
    case = Case("http://suite/folder/manifest#t", "syntax", kind, query)
    assert (check(case, Fixed(status), tmp_path) == "") is passes


def test_reports_count_and_earl_is_rdf() -> None:
    outcomes = [outcome("a", Verdict.FAILED), outcome("b", Verdict.PASSED)]
    assert "| 1/2 " in overview({"mine": outcomes})
    triples = list(ox.parse(earl(outcomes, "https://example.org/software"), ox.RdfFormat.TURTLE))
    found = sorted(q.object.value for q in triples if q.predicate.value.endswith("#outcome"))
    assert found == ["http://www.w3.org/ns/earl#failed", "http://www.w3.org/ns/earl#passed"]


def test_tables_fill_their_place_in_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- t -->\nold\n<!-- /t -->\nafter\n")
    fill(page, "t", table(["a", "b"], [["1", "x|y"]]))
    assert page.read_text() == "before\n<!-- t -->\n| a | b    |\n| - | ---- |\n| 1 | x\\|y |\n<!-- /t -->\nafter\n"
    with pytest.raises(ValueError, match="no place"):
        fill(page, "u", "")
