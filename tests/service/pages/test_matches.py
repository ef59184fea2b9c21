"""The alignment as it is served: what a thing is the same as, in every form; each decision and statement by its IRI."""

import json
from collections.abc import Iterator

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from communique.iris import PREFIXES

ITEM = "http://www.wikidata.org/entity/Q192406"
SAME = {f"{PREFIXES['schema']}sameAs", f"{PREFIXES['skos']}exactMatch"}
NODES = """PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX wikibase: <http://wikiba.se/ontology#>
SELECT (SAMPLE(?node) AS ?one) WHERE {
  { ?node a owl:Axiom BIND(1 AS ?kind) } UNION { ?node a wikibase:Statement BIND(2 AS ?kind) }
  UNION { ?node a wikibase:Dump BIND(3 AS ?kind) }
} GROUP BY ?kind"""


@pytest.fixture(scope="module")
def pages(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as client:
        yield client


@pytest.mark.parametrize(
    ("ending", "form"), [("jsonld", RdfFormat.JSON_LD), ("ttl", RdfFormat.TURTLE), ("rdf", RdfFormat.RDF_XML)]
)
def test_an_exact_match_is_same_as_in_schema_orgs_terms(pages: httpx.Client, ending: str, form: RdfFormat) -> None:
    answer = pages.get(f"/data/party/gr-kke.{ending}")
    found = {
        quad.predicate.value
        for quad in parse(answer.content, format=form)
        if str(quad.subject).endswith("/party/gr-kke>") and str(quad.object) == f"<{ITEM}>"
    }
    assert found == SAME
    assert "owl#sameAs" not in answer.text and "owl:sameAs" not in answer.text
    if ending == "jsonld":
        assert "sameAs" in json.dumps(answer.json())


def test_what_is_only_like_an_item_is_not_same_as_it(pages: httpx.Client) -> None:
    text = pages.get("/data/party/sy-scp-bakdash.nt").text
    assert "closeMatch> <http://www.wikidata.org/entity/Q1637815>" in text
    assert "sameAs" not in text


def test_each_decision_statement_and_snapshot_is_found_by_its_iri(pages: httpx.Client) -> None:
    found = pages.get("/sparql", params={"query": NODES}, headers={"Accept": "application/sparql-results+json"}).json()
    nodes = [row["one"]["value"] for row in found["results"]["bindings"]]
    assert len(nodes) == 3
    for node in nodes:
        path = node.removeprefix("https://w3id.org/communique")
        answer = pages.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
        assert answer.status_code == 200 and len(answer.text) > 100, node
