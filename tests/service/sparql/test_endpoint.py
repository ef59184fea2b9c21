"""The SPARQL protocol over HTTP: who may ask how, and what comes back."""

import csv
import io
import json
from pathlib import Path

import httpx
import pytest
from SPARQLWrapper import CSV, JSON, N3, POST, POSTDIRECTLY, XML, SPARQLWrapper

from communique.tests.service.running import Server, serving

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
UTF_16 = {"Content-Type": "application/sparql-query; charset=utf-16"}
TABLE = {"Accept": "text/csv"}
REMOTE = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
IMAGE = {"Accept": "image/png"}
GRAPH = "https://w3id.org/communique/graph/vocabulary"


def problem(response: httpx.Response) -> dict[str, object]:
    assert response.headers["content-type"] == "application/problem+json"
    told: dict[str, object] = response.json()
    assert told["status"] == response.status_code
    assert told["title"] and told["detail"] and told["hint"]
    return told


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_three_ways_to_ask(web: httpx.Client, path: str) -> None:
    answers = [
        web.get(path, params={"query": COUNT}),
        web.post(path, data={"query": COUNT}),
        web.post(path, content=COUNT, headers=DIRECT),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].headers["content-type"] == "application/sparql-results+json"
    assert int(answers[0].json()["results"]["bindings"][0]["n"]["value"]) > 3000


@pytest.mark.parametrize(
    ("accept", "begins"),
    [
        ("application/sparql-results+json", '{"head"'),
        ("application/sparql-results+xml", "<?xml"),
        ("text/csv", "n\r\n"),
        ("text/tab-separated-values", "?n\n"),
    ],
)
def test_formats_of_solutions(small_server: Server, accept: str, begins: str) -> None:
    answer = small_server.ask(COUNT, accept)
    assert answer.headers["content-type"].partition(";")[0] == accept
    assert answer.headers["vary"] == "Accept, Accept-Encoding"
    assert answer.text.startswith(begins)
    assert int(answer.headers["content-length"]) == len(answer.content)


@pytest.mark.parametrize(
    ("accept", "holds"),
    [
        ("text/turtle", "<urn:s1>"),
        ("application/n-triples", '<urn:s1> <urn:p0> "3" .'),
        ("application/ld+json", '"@id":"urn:s1"'),
        ("application/rdf+xml", "<rdf:RDF"),
        ("application/n-quads", "<urn:s1>"),
        ("application/trig", "<urn:s1>"),
        ("text/n3", "<urn:s1>"),
    ],
)
@pytest.mark.parametrize("query", ["DESCRIBE <urn:s1>", "CONSTRUCT { <urn:s1> <urn:p0> ?o } { <urn:s1> <urn:p0> ?o }"])
def test_formats_of_graphs(small_server: Server, accept: str, holds: str, query: str) -> None:
    answer = small_server.ask(query, accept)
    assert answer.headers["content-type"].partition(";")[0] == accept
    assert holds in answer.text


def test_ask(small_server: Server) -> None:
    assert small_server.ask("ASK { <urn:s1> ?p ?o }", "*/*").json()["boolean"] is True
    assert small_server.ask("ASK { <urn:none> ?p ?o }", "text/csv").text == "false"


def test_columns_come_in_the_order_of_the_query(small_server: Server) -> None:
    rows = csv.reader(io.StringIO(small_server.ask("SELECT * { ?z ?y ?a } LIMIT 1").text))
    assert next(rows) == ["z", "y", "a"]


def test_datasets_of_the_protocol(web: httpx.Client) -> None:
    def count(query: str = COUNT, **params: str) -> int:
        answer = web.get("/sparql", params={"query": query, **params}, headers={"Accept": "text/csv"})
        assert answer.status_code == 200, answer.text
        return int(answer.text.split()[1])

    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(**{"default-graph-uri": GRAPH}) == 5
    assert count(**{"named-graph-uri": GRAPH}) == 0
    assert count(named, **{"named-graph-uri": GRAPH}) == 5
    assert count(**{"default-graph-uri": "file:///etc/passwd"}) == 0
    assert count(f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}> {{ ?s ?p ?o }}") == 5
    assert count("SELECT (COUNT(*) AS ?n) FROM <file:///etc/passwd> { ?s ?p ?o }") == 0
    assert count(f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}> {{ ?s ?p ?o }}", **{"default-graph-uri": "urn:none"}) == 0


def test_head_sends_no_content(web: httpx.Client) -> None:
    answer = web.head("/sparql", params={"query": COUNT})
    assert answer.status_code == 200
    assert answer.content == b""
    assert int(answer.headers["content-length"]) > 0


def test_options_and_cors(web: httpx.Client) -> None:
    preflight = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    answer = web.options("/sparql", headers=preflight)
    assert answer.status_code == 204
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert "POST" in answer.headers["access-control-allow-methods"]
    for response in (answer, web.get("/sparql", params={"query": COUNT}), web.get("/sparql", params={"query": "}"})):
        assert response.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize(
    ("request_", "status", "kind"),
    [
        ({"method": "GET", "params": {"query": "SELECT * {"}}, 400, "syntax"),
        ({"method": "GET", "params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400, "bad-request"),
        ({"method": "GET", "params": {"update": "CLEAR ALL"}}, 400, "bad-request"),
        ({"method": "GET", "params": {"query": "ASK {}", "default-graph-uri": "not an iri"}}, 400, "bad-request"),
        ({"method": "POST", "data": {"x": "y"}}, 400, "bad-request"),
        ({"method": "POST", "data": {"query": "ASK {}", "update": "CLEAR ALL"}}, 400, "bad-request"),
        ({"method": "POST", "content": b"ASK \xff", "headers": DIRECT}, 400, "bad-request"),
        ({"method": "POST", "content": "ASK {}", "headers": DIRECT, "params": {"query": "ASK {}"}}, 400, "bad-request"),
        ({"method": "POST", "content": b"query=%FF", "headers": FORM}, 400, "bad-request"),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403, "read-only"),
        (
            {"method": "POST", "content": "CLEAR ALL", "headers": UPDATE},
            403,
            "read-only",
        ),
        (
            {"method": "GET", "params": {"query": REMOTE}},
            403,
            "service-denied",
        ),
        ({"method": "PUT", "content": "ASK {}", "headers": DIRECT}, 405, "method"),
        ({"method": "DELETE"}, 405, "method"),
        ({"method": "GET", "params": {"query": "ASK {}"}, "headers": IMAGE}, 406, "not-acceptable"),
        ({"method": "GET", "params": {"query": "ASK {}"}, "headers": {"Accept": "text/turtle"}}, 406, "not-acceptable"),
        (
            {"method": "GET", "params": {"query": "DESCRIBE <urn:s1>"}, "headers": TABLE},
            406,
            "not-acceptable",
        ),
        ({"method": "GET", "headers": IMAGE}, 406, "not-acceptable"),
        ({"method": "POST", "content": b"x" * 300_000, "headers": DIRECT}, 413, "query-bytes"),
        ({"method": "POST", "data": {"query": "x" * 300_000}}, 413, "query-bytes"),
        ({"method": "GET", "params": {"query": "x" * 30_000}}, 414, "url-bytes"),
        ({"method": "POST", "content": "ASK {}"}, 415, "media-type"),
        ({"method": "POST", "content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415, "media-type"),
        (
            {
                "method": "POST",
                "content": "ASK {}",
                "headers": {"Content-Type": "application/sparql-query; charset=utf-16"},
            },
            415,
            "media-type",
        ),
        ({"method": "POST", "content": "ASK {}", "headers": {**DIRECT, "Content-Encoding": "gzip"}}, 415, "media-type"),
        ({"method": "GET", "params": {"query": "ASK {}"}, "headers": {"X-Long": "x" * 40_000}}, 431, "header-bytes"),
    ],
)
def test_refusals(web: httpx.Client, request_: dict[str, object], status: int, kind: str) -> None:
    answer = web.request(url="/sparql", **request_)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert problem(answer)["type"] == f"/problems#{kind}"


def test_a_malformed_query_is_told_its_place(small_server: Server) -> None:
    told = problem(small_server.ask("SELECT ?s WHERE {\n  ?s foaf:name ?n\n}"))
    assert (told["line"], told["column"]) == (2, 6)
    assert told["excerpt"] == "  ?s foaf:name ?n"


def test_a_query_beyond_its_time_is_504(small_server: Server) -> None:
    answer = small_server.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert answer.status_code == 504
    assert "2 s" in str(problem(answer)["detail"])
    assert small_server.ask("ASK {}").text == "true"


def test_a_query_beyond_its_memory_is_422(few: Path) -> None:
    long = "x" * 200_000
    with serving(few, "--limit", "query_memory=134217728") as server:
        answer = server.ask(f"SELECT (STRLEN(GROUP_CONCAT('{long}')) AS ?n) {{ ?s ?p ?o }}")
        assert answer.status_code == 422
        assert problem(answer)["type"] == "/problems#memory"
        assert server.ask("ASK {}").text == "true"


def test_a_result_that_fails_midway_is_seen_to_be_broken(small_server: Server) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with small_server.client() as client, client.stream("GET", "/sparql", params={"query": query}) as answer:
        assert answer.status_code == 200
        assert answer.headers["transfer-encoding"] == "chunked"
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete chunked read"):
            for _ in answer.iter_raw():
                pass
    assert small_server.ask("ASK {}").text == "true"


def test_a_client_that_leaves_frees_its_worker(small_server: Server) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with small_server.client() as client:
        for number in range(6):
            with pytest.raises(httpx.ReadTimeout):
                client.post("/sparql", content=f"{slow} # {number}", headers=DIRECT, timeout=0.3)
        metrics = client.get("/metrics").text
    assert 'outcome="abandoned"' in metrics
    assert small_server.ask("ASK {}").text == "true"


def test_large_results_stream(few: Path) -> None:
    query = "SELECT * { ?a ?b ?c . ?d <urn:p0> ?f } LIMIT 200000"
    with (
        serving(few) as server,
        server.client() as client,
        client.stream("POST", "/sparql", content=query, headers={**DIRECT, "Accept": "text/csv"}) as answer,
    ):
        assert "content-length" not in answer.headers
        assert sum(chunk.count(b"\n") for chunk in answer.iter_bytes()) == 200_001


def test_sparqlwrapper_is_a_client(small_server: Server) -> None:
    wrapper = SPARQLWrapper(f"{small_server.url}/sparql")
    wrapper.setTimeout(60)
    wrapper.setQuery(COUNT)
    for form in (JSON, XML, CSV):
        wrapper.setReturnFormat(form)
        wrapper.query().response.close()
    wrapper.setReturnFormat(JSON)
    found = wrapper.queryAndConvert()
    assert int(found["results"]["bindings"][0]["n"]["value"]) > 3000  # type: ignore[index, call-overload]
    wrapper.setMethod(POST)
    assert wrapper.queryAndConvert() == found
    wrapper.setRequestMethod(POSTDIRECTLY)
    assert wrapper.queryAndConvert() == found
    wrapper.setReturnFormat(N3)
    wrapper.setQuery("CONSTRUCT WHERE { <urn:s1> ?p ?o }")
    assert b"<urn:s1>" in wrapper.queryAndConvert()  # type: ignore[operator]


def test_results_are_json_whatever_they_hold(small_server: Server) -> None:
    answer = small_server.ask('SELECT ("\\u0000\\n\\"\\\\ é 😀"@en AS ?x) ("a"^^<urn:t> AS ?y) {}', "application/json")
    row = json.loads(answer.content)["results"]["bindings"][0]
    assert row["x"] == {"type": "literal", "value": '\0\n"\\ é 😀', "xml:lang": "en"}
    assert row["y"]["datatype"] == "urn:t"
