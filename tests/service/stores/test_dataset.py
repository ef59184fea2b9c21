"""FROM and FROM NAMED are taken out of a query as the engine would have read them."""

import pytest

from communique.service.engine.dataset import Dataset, take_out

BASE = "http://base.example/"


@pytest.mark.parametrize(
    ("text", "default", "named"),
    [
        ("SELECT * FROM <http://a.example/> { ?s ?p ?o }", ["http://a.example/"], []),
        ("SELECT * FROM<http://a.example/>FROM NAMED<b> WHERE { ?s ?p ?o }", ["http://a.example/"], [BASE + "b"]),
        (
            "PREFIX x: <http://x.example/> ASK FROM NAMED x:a\\-b FROM x: {}",
            ["http://x.example/"],
            ["http://x.example/a-b"],
        ),
        ("BASE <http://own.example/> ASK from named <n> { }", [], ["http://own.example/n"]),
        ("CONSTRUCT { ?s ?p ?o } FROM <c> WHERE { ?s ?p ?o }", [BASE + "c"], []),
        ("DESCRIBE <x> FROM <c> # FROM <no>\n FROM <d>", [BASE + "c", BASE + "d"], []),
        ("PREFIX from: <http://f.example/> ASK FROM from:x { ?s from:p 'FROM <no>' }", ["http://f.example/x"], []),
        ("ASK FROM <h\\u0074tp://e.example/> {}", ["http://e.example/"], []),
    ],
)
def test_clauses_are_found_and_resolved(text: str, default: list[str], named: list[str]) -> None:
    rest, dataset = take_out(text, BASE)
    assert dataset == Dataset(tuple(default), tuple(named))
    assert take_out(rest, BASE) == (rest, Dataset((), ()))


def test_the_rest_stays_as_it_was() -> None:
    prologue, pattern = "PREFIX x: <http://x.example/> SELECT ?s", "WHERE { ?s x:p 'FROM x:g' }"
    rest, _ = take_out(f"{prologue} FROM x:g {pattern}", BASE)
    assert rest.split() == f"{prologue} {pattern}".split()
