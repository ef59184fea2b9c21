"""Federation with a real SPARQL server that holds statements of Wikidata, by the text that Wikidata is asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Store

from communique.service.federation import FederationError, Policy, ServiceFailed
from communique.tests import wikidata
from communique.tests.competency.questions import questions
from communique.tests.conftest import free_port
from communique.tests.service.federation.endpoints import federation, response, run, saying
from communique.tests.service.federation.local import Engine, solutions, store

WIKIDATA = "https://query.wikidata.org/sparql"
HEAD = """PREFIX : <http://example.org/> PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/> PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/> PREFIX psv: <http://www.wikidata.org/prop/statement/value/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""
LOCAL = """
:kke owl:sameAs wd:Q192406 ; :name 'KKE' . :nkp owl:sameAs wd:Q587803 ; :name 'NKP' .
:rcd owl:sameAs wd:Q1137248 ; :name 'RCD' . :uml owl:sameAs wd:Q426963 ; :name 'UML' . :tkp :name 'TKP' .
"""


def local() -> Store:
    return store(HEAD.replace("PREFIX : <http://example.org/>", "") + LOCAL)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with wikidata.served(Path(tmp_path_factory.mktemp("wikidata")), free_port()) as url:
        yield url


def answered(query: str, url: str, **settings: float) -> list[list[str]]:
    """The rows of a query, sorted, as lexical values; unbound is empty."""

    async def test() -> str:
        policy = Policy(**{"map": {WIKIDATA: url}, "loopback": True} | settings)  # type: ignore[arg-type]
        async with federation(policy) as ours:
            return await ours.resolve(HEAD + query, Engine(local()))

    found = solutions(local(), run(test()))
    return sorted([getattr(cell, "value", "") if cell is not None else "" for cell in row] for row in found)


def test_dates_of_our_parties(address: str) -> None:
    query = f"""SELECT ?name ?inception ?end {{ ?party owl:sameAs ?item ; :name ?name
        SERVICE <{WIKIDATA}> {{ ?item wdt:P571 ?inception OPTIONAL {{ ?item wdt:P576 ?end }} }} }}"""
    assert answered(query, address) == [
        ["KKE", "1918-11-04T00:00:00Z", ""],
        ["KKE", "1918-11-17T00:00:00Z", ""],
        ["NKP", "1923-11-04T00:00:00Z", ""],
        ["RCD", "1988-02-27T00:00:00Z", "2011-03-09T00:00:00Z"],
        ["UML", "1991-01-06T00:00:00Z", "2018-01-01T00:00:00Z"],
    ]


def test_statements_with_precision_and_reference(address: str) -> None:
    query = f"""SELECT ?end ?precision (BOUND(?reference) AS ?referred) {{ ?party owl:sameAs ?item
        SERVICE <{WIKIDATA}> {{ ?item p:P576 ?statement .
            ?statement ps:P576 ?end ; psv:P576/wikibase:timePrecision ?precision
            OPTIONAL {{ ?statement prov:wasDerivedFrom ?reference }} }} }}"""
    assert answered(query, address) == [
        ["2011-03-09T00:00:00Z", "11", "false"],
        ["2018-01-01T00:00:00Z", "9", "true"],
    ]


def test_labels_and_what_only_we_know(address: str) -> None:
    query = f"""SELECT ?name ?country {{ ?party :name ?name OPTIONAL {{ ?party owl:sameAs ?item
        SERVICE <{WIKIDATA}> {{ ?item wdt:P17/rdfs:label ?country FILTER(LANG(?country) = "en") }} }} }}"""
    assert answered(query, address) == [
        ["KKE", "Greece"],
        ["NKP", "Norway"],
        ["RCD", "Tunisia"],
        ["TKP", ""],
        ["UML", "Nepal"],
    ]


def test_what_wikidata_lacks(address: str) -> None:
    query = f"""SELECT ?name {{ ?party :name ?name ; owl:sameAs ?item
        FILTER NOT EXISTS {{ SERVICE <{WIKIDATA}> {{ ?item wdt:P576 ?end }} }} }}"""
    assert answered(query, address) == [["KKE"], ["NKP"]]


def test_the_other_way_round(address: str) -> None:
    query = f"""SELECT (COUNT(DISTINCT ?item) AS ?count) {{
        SERVICE <{WIKIDATA}> {{ ?item wdt:P31 wd:Q233591 }} FILTER NOT EXISTS {{ ?party owl:sameAs ?item }} }}"""
    ((count,),) = answered(query, address)
    assert int(count) > 40


@pytest.mark.parametrize("question", [q for q in questions() if q.federated], ids=lambda q: q.name)
def test_questions_are_understood(question: object, address: str) -> None:
    text = getattr(question, "query", "")

    async def test() -> str:
        policy = Policy(map={WIKIDATA: address}, loopback=True)
        async with federation(policy) as ours:
            return await ours.resolve(text, Engine(Store()))

    resolved = run(test())
    assert "SERVICE" not in resolved
    Store().query(resolved)


DOWN = f"""SELECT ?name ?item {{ ?party :name ?name
    OPTIONAL {{ ?party owl:sameAs ?item SERVICE <{WIKIDATA}> {{ ?item wdt:P17 ?country }} }} }}"""


def test_other_side_is_down() -> None:
    with pytest.raises(ServiceFailed, match="cannot be reached"):
        answered(DOWN, "http://127.0.0.1:1/sparql")
    silent = DOWN.replace("SERVICE", "SERVICE SILENT")
    assert len(answered(silent, "http://127.0.0.1:1/sparql")) == 5


@pytest.mark.parametrize("nonsense", [response(b"<html>Query timeout limit reached</html>", kind="text/html"), b"\x00"])
def test_other_side_talks_nonsense(nonsense: bytes) -> None:
    async def test() -> str:
        async with saying(nonsense) as server:
            policy = Policy(map={WIKIDATA: server.url}, loopback=True)
            async with federation(policy) as ours:
                return await ours.resolve(HEAD + DOWN, Engine(local()))

    with pytest.raises(FederationError) as raised:
        run(test())
    assert "timeout limit" not in raised.value.detail
