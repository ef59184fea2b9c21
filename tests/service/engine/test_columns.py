"""The columns of `SELECT *` come in the order of the query."""

import pytest
from pyoxigraph import QuerySolutions, Store

from communique.service.engine.columns import in_order

BASE = "http://example.org/"


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?b ?a ?c }", ["b", "a", "c"]),
        ("SELECT*{?b ?a ?c}", ["b", "a", "c"]),
        ("SELECT # * \n REDUCED * { ?z ?y ?x }", ["z", "y", "x"]),
        ("PREFIX e: <urn:*> SELECT DISTINCT * { ?z e:p ?x . BIND(1 AS ?a) }", ["z", "x", "a"]),
        ("SELECT * { ?z ?y ?x MINUS { ?z ?a ?b } FILTER(?c > 1) }", ["z", "y", "x"]),
        ("SELECT * { { SELECT ?z (COUNT(*) AS ?a) { ?z ?hidden ?x } GROUP BY ?z } }", ["z", "a"]),
        ("SELECT * { VALUES (?z ?y) { (1 2) } }", ["z", "y"]),
        ("SELECT ?z ?a { ?z ?a ?c }", ["z", "a"]),
    ],
)
def test_order(query: str, columns: list[str]) -> None:
    results = Store().query(in_order(query, BASE))
    assert isinstance(results, QuerySolutions)
    assert [variable.value for variable in results.variables] == columns


@pytest.mark.parametrize(
    "query", ["SELECT * {}", "SELECT * { <a> <b> <c> }", "ASK { ?a ?b ?c }", "SELECT (2 * 3 AS ?x) {}"]
)
def test_nothing_to_order(query: str) -> None:
    assert in_order(query, BASE) == query


def test_malformed_queries_are_told_as_written() -> None:
    with pytest.raises(SyntaxError, match="1:1"):
        in_order("SELECT * { ?b ?a }", BASE)
