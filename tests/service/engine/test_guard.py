"""What is told of a query before it is evaluated."""

import pytest

from communique.service.engine.guard import stable


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?known }",
        'SELECT * { ?s ?p "RAND() and NOW()" } # UUID()',
        "SELECT ?now ?rand { ?now <urn:uuid:1> ?rand FILTER(?now = 1) }",
        "PREFIX now: <urn:now> SELECT * { now:rand ?p ?o }",
    ],
)
def test_a_query_without_chance_is_stable(query: str) -> None:
    assert stable(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (RAND() AS ?x) {}",
        "SELECT (now  (  ) AS ?x) {}",
        "SELECT (NOW # here\n () AS ?x) {}",
        "SELECT (uuid() AS ?x) {}",
        "SELECT (STRUUID() AS ?x) {}",
        "SELECT (BNODE(?a) AS ?x) { ?a ?b ?c }",
        "SELECT * { ?s ?p ?o FILTERRAND() }",
        "SELECT (\\u004eOW() AS ?x) {}",
        "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }",
    ],
)
def test_a_query_with_chance_is_not(query: str) -> None:
    assert not stable(query)


def test_a_long_query_is_read_in_linear_time() -> None:
    assert stable("ASK {} " + "# NOW " * 40_000)
