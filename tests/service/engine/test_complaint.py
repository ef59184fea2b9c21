"""Syntax errors, told so that a person can correct them."""

import pytest
from pyoxigraph import Store

from communique.service.engine.complaint import explain
from communique.service.engine.question import Failure


def told(query: str) -> Failure:
    with pytest.raises(SyntaxError) as caught:
        Store().query(query)
    return explain(query, caught.value)


@pytest.mark.parametrize(
    ("query", "line", "column", "detail", "hint"),
    [
        ("SELECT * {", 1, 10, "never closed", "Close it"),
        ("ASK { ?s ?p ?o )", 1, 16, "closes nothing", "Take it out"),
        ("ASK {\n ?s foaf:name ?o }", 2, 5, "foaf: is not declared", "PREFIX foaf:"),
        ("PREFIX foaf: <urn:>\nASK { ?s foa:name ?o }", 2, 10, "foa: is not declared", "Did you mean foaf:"),
        ("SELCT ?s { ?s ?p ?o }", 1, 1, "'SELCT' is no word", "Did you mean SELECT?"),
        ("ASK { ?s ?p ?o . OPTIONEL { } }", 1, 18, "OPTIONEL", "OPTIONAL"),
        ('ASK { ?s ?p "x }', 1, 13, "does not end", "quotes"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", 1, 1, "an update", "POST"),
    ],
)
def test_the_usual_mistakes(query: str, line: int, column: int, detail: str, hint: str) -> None:
    failure = told(query)
    assert (failure.kind, failure.more["line"], failure.more["column"]) == ("syntax", line, column)
    assert detail in failure.detail
    assert hint in failure.more["hint"]
    assert failure.more["excerpt"] == query.splitlines()[line - 1]


def test_what_the_engine_says_in_words_is_passed_on() -> None:
    assert "Duplicated variable name" in told("SELECT (1 AS ?x) (2 AS ?x) {}").detail
    assert "unbound" in told("SELECT (COUNT(*) AS ?n) ?p { ?s ?p ?o }").detail


@pytest.mark.parametrize("query", ["", "}", "ASK", "ASK { ?s ?p }", "\n\n\n", "ASK { ?s ?p ?o . ?s }"])
def test_there_is_always_an_answer(query: str) -> None:
    failure = told(query)
    assert failure.kind == "syntax"
    assert failure.detail
