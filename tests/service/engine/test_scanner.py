"""The outline of queries, with all the ways to hide something from it."""

import contextlib
import time

import pytest

from communique.service.engine.question import Failure
from communique.service.engine.scanner import outline


@pytest.mark.parametrize(
    ("query", "depth"),
    [
        ("ASK {}", 1),
        ("ASK { { ?s ?p (1 [ ?q 2 ]) } }", 4),
        ("ASK { ?s ?p '{{{{' }", 1),
        ('ASK { ?s ?p """{ " {{ "" {""" }', 1),
        ("ASK { # {{{{\n }", 1),
        ("ASK { ?s <urn:x#(a)> ?o }", 2),
        ("ASK { ?s ex:a\\(\\( ?o }", 1),
        ("ASK { FILTER(1<((((2))))&&3>1) }", 6),
        ("ASK { << << ?s ?p ?o >> ?p ?o >> ?p ?o }", 3),
        ("ASK { }}}} {{ }", 2),
    ],
)
def test_depth(query: str, depth: int) -> None:
    assert outline(query).depth == depth


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <http://x/> { ?s ?p ?o } }",
        "ASK { service silent ?x { ?s ?p ?o } }",
        "ASK{?s ?p trueSERVICE<http://x/>{}}",
        "ASK{?s ?p 1e5SERVICE<http://x/>{}}",
        "ASK{?s ?p 1.SERVICE<http://x/>{}}",
        "PREFIX ex: <http://x/> ASK { SERVICEex:foo { ?s ?p ?o } }",
        "PREFIX ex: <http://x/> ASK { SERVICESILENTex:foo { ?s ?p ?o } }",
        "PREFIX : <http://x/> ASK { SERVICE:foo { ?s ?p ?o } }",
        "ASK { ?s ex:it\\'s ?o SERVICE <http://x/> {} # '\n }",
        "ASK { # comment\rSERVICE <http://x/> {} }",
    ],
)
def test_service_is_found(query: str) -> None:
    assert outline(query).service


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?service ?p ?o }",
        "ASK { ?s service:p ?o }",
        "ASK { ?s bd:serviceParam ?o }",
        "ASK { ?s ?p 'SERVICE <http://x/> {}' }",
        "ASK { ?s ?p 'x'@en-service }",
        "ASK { ?s ?p <http://x/SERVICE> } # SERVICE <http://x/> {}",
        "ASK { GRAPH service:g { ?s ?p ?o } }",
        "ASK { _:service ?p ?o }",
    ],
)
def test_what_only_looks_like_service(query: str) -> None:
    assert not outline(query).service


@pytest.mark.parametrize(
    ("query", "dataset"),
    [
        ("SELECT * FROM <urn:g> { ?s ?p ?o }", True),
        ("SELECT*FROM<urn:g>{?s ?p ?o}", True),
        ("CONSTRUCT { ?s ?p ?o } FROM NAMED <urn:g> WHERE { ?s ?p ?o }", True),
        ("SELECT ?from { ?s ex:from ?from }", False),
        ("PREFIX from: <urn:x:> ASK { ?s from:x 'FROM <urn:g>' }", False),
        ("ASK { { SELECT * { ?s ?p ?o } } } # FROM <urn:g>", False),
    ],
)
def test_dataset(query: str, dataset: bool) -> None:
    assert outline(query).dataset is dataset


@pytest.mark.parametrize("query", ["ASKFROM<urn:g>{}", "DESCRIBE FROM:g", 'ASK { ?s ?p "x }'])
def test_what_could_be_read_two_ways_is_refused(query: str) -> None:
    with pytest.raises(Failure) as caught:
        outline(query)
    assert caught.value.kind == "syntax"
    assert caught.value.more["line"] == 1


def test_parts_leave_out_rows_of_values() -> None:
    rows = " ".join(f'<urn:{i}> "{i}"^^<urn:t>' for i in range(100))
    assert outline(f"ASK {{ VALUES ?x {{ {rows} }} }}").parts == 2
    assert outline("ASK { ?a ?b ?c . ?d ?e ?f ; ?g ?h , ?i }").parts == 4


def test_star_and_order_of_variables() -> None:
    found = outline("# * ?x\nSELECT DISTINCT * WHERE { ?b ?a ?c . FILTER(?c * 2 > 1) }")
    assert found.star == 23
    assert found.variables == ["b", "a", "c"]
    assert outline("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").star == -1
    assert outline("ASK { { SELECT * { ?s ?p ?o } } }").star == -1


@pytest.mark.parametrize(
    "part",
    [
        '"""\\',
        "a.",
        "'''\\\"\"\"",
        "<",
        "?a<b",
        "((",
        '"',
        "'\\",
        "ex:\\",
        "#\n",
        "@a-",
        "1.1.",
        '{"',
        "a:a.",
        "\\u0041",
    ],
)
def test_time_is_linear(part: str) -> None:
    """Twice the text takes about twice the time, whatever it is made of."""
    times = []
    for size in (50_000, 200_000):
        text = part * (size // len(part))
        began = time.process_time()
        with contextlib.suppress(Failure):
            outline(text)
        times.append(time.process_time() - began)
    assert times[1] < 12 * max(times[0], 0.02)
