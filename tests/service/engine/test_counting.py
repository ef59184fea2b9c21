"""The count of everything is answered from what is known, and is what the engine would have counted."""

import pyoxigraph as ox
import pytest

from communique.service.engine.counting import counted

QUADS = [
    ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(str(i)), ox.NamedNode(f"urn:g{graph}"))
    for i, graph in ((1, 1), (1, 2), (2, 1))
]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "select(count( * )as $triples)where{?a ?b ?c.}",
        "SELECT (COUNT(*) AS ?n)\nWHERE {\n  ?s ?p ?o .\n}\n",
    ],
)
def test_the_number_is_the_one_that_the_engine_counts(text: str) -> None:
    store = ox.Store()
    store.extend(QUADS)
    known = counted(text, len(store))
    assert known != text
    answers = [store.query(query, use_default_graph_as_union=True) for query in (text, known)]
    one, other = (answer.serialize(format=ox.QueryResultsFormat.JSON) for answer in answers)
    assert one == other


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?s }",
        "SELECT (COUNT(*) AS ?s) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o }",
        "SELECT (COUNT(*) AS ?n) FROM <urn:g1> { ?s ?p ?o }",
        "SELECT (COUNT(DISTINCT *) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(?s) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } LIMIT 0",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?o ?q ?r }",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_other_queries_are_left_as_they_are(text: str) -> None:
    assert counted(text, 3) == text
