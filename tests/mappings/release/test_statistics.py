"""Every number that is counted in one pass is what a COUNT query gives."""

import pytest

from communique.iris import THING_KINDS
from communique.mappings.release.counts import count
from communique.mappings.release.statistics import Statistics, by_graph, measure
from communique.tests.mappings.release.sample import loaded, one, sample_lines

_LINES = sample_lines()
_CASES = {"all graphs": _LINES, **by_graph(_LINES)}


@pytest.fixture(scope="module", params=list(_CASES))
def case(request: pytest.FixtureRequest) -> tuple[Statistics, str]:
    """The statistics of some lines, and the N-Quads text of the same lines."""
    lines = _CASES[request.param]
    return measure(lines, details=True), "\n".join(lines)


def test_totals(case: tuple[Statistics, str]) -> None:
    counted, text = case
    store = loaded(text)
    assert counted.triples == one(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert counted.subjects == one(store, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }")
    assert counted.objects == one(store, "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }")
    assert len(counted.entities) == one(store, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }")
    assert len(counted.properties) == one(store, "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }")


def test_classes_and_properties(case: tuple[Statistics, str]) -> None:
    counted, text = case
    store = loaded(text)
    for each, instances in counted.entities.items():
        assert instances == one(store, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a {each} }}")
    for predicate, part in counted.properties.items():
        for number, what in ((part.triples, "*"), (part.subjects, "DISTINCT ?s"), (part.objects, "DISTINCT ?o")):
            assert number == one(store, f"SELECT (COUNT({what}) AS ?n) {{ ?s {predicate} ?o }}")


def test_predicates_of_each_class(case: tuple[Statistics, str]) -> None:
    counted, text = case
    store = loaded(text)
    for each, predicates in counted.by_class.items():
        for predicate, part in predicates.items():
            triples = f"?s a {each} ; {predicate} ?o"
            assert part.triples == one(store, f"SELECT (COUNT(*) AS ?n) {{ {triples} }}")
            assert part.subjects == one(store, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ {triples} }}")
            for kind, number in part.classes.items():
                assert number == one(store, f"SELECT (COUNT(*) AS ?n) {{ {triples} . ?o a {kind} }}")
            for kind, number in part.datatypes.items():
                assert number == one(store, f"SELECT (COUNT(*) AS ?n) {{ {triples} FILTER(DATATYPE(?o) = {kind}) }}")
            assert sum(part.datatypes.values()) == one(
                store, f"SELECT (COUNT(*) AS ?n) {{ {triples} FILTER(ISLITERAL(?o)) }}"
            )


def test_headline_counts() -> None:
    graphs = by_graph(_LINES)
    counts = count(_LINES, measure(_LINES), graphs)
    store = loaded("\n".join(_LINES))
    assert counts.quads == counts.triples == len(store) == sum(counts.per_graph.values())
    assert counts.per_graph == {
        graph: one(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}") for graph in counts.per_graph
    }
    kinds = "|".join(THING_KINDS)
    assert (
        counts.things
        == 5
        == one(store, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a ?c FILTER(REGEX(STR(?s), '/id/({kinds})/[^/]+$')) }}")
    )
    assert (counts.documents, counts.claims, counts.passages, counts.situations) == (2, 3, 2, 2)
    assert counts.claims_per_document == {"000": 2, "001": 1}
