"""Content negotiation by q-values, wildcards and rubbish."""

from functools import partial

import pytest

from communique.service.sparql.negotiation import GRAPHS, LONGEST, SOLUTIONS, choose, for_query, ranges
from communique.tests.work import calls


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "xml"),
        ("text/csv, application/sparql-results+xml", "csv"),
        ("application/*, text/csv;q=0.1", "json"),
        ("text/*", "csv"),
        ("*/*;q=0.1, text/tab-separated-values", "tsv"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "xml"),
        ('text/csv;charset="a,b;q=0";q=0.5, image/png', "csv"),
        ("rubbish, text/csv", "csv"),
        ("rubbish", "json"),
        ("application/sparql-results+json;q=nan, text/csv;q=0.1", "csv"),
    ],
)
def test_solutions(accept: str | None, name: str) -> None:
    offer = choose(accept, SOLUTIONS)
    assert offer is not None
    assert offer.name == name


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/html", "application/sparql-results+json;q=0.0"])
def test_nothing_to_send(accept: str) -> None:
    assert choose(accept, SOLUTIONS) is None


def test_an_alias_is_sent_as_what_it_was_asked_for() -> None:
    solutions, graphs = for_query("application/json")
    assert solutions is not None and graphs is not None
    assert (solutions.name, solutions.content_type) == ("json", "application/json")
    assert (graphs.name, graphs.content_type) == ("jsonld", "application/json")
    plain = choose("text/plain", GRAPHS)
    assert plain is not None and plain.content_type == "text/plain; charset=utf-8"


@pytest.mark.parametrize("part", ['text/csv;x="a', ",", ";", "a/b;" + " " * 50, "a/b;q=", '"', " ", "a/b,"])
def test_long_headers_are_work_in_proportion_to_length(part: str) -> None:
    short, long = (partial(ranges, part * (length // len(part))) for length in (LONGEST // 10, LONGEST))
    assert calls(long) <= 12 * calls(short)
