"""The shortest way gives what the endpoint gives, in the order in which it was asked, with answers kept and without."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from communique.tests.service.running import Server, serving, until

QUERIES = (
    "ASK {}",
    "ASK {",
    "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 3",
    "SELECT * { ?s ?p ?o }",
    "CONSTRUCT WHERE { <urn:s1> ?p ?o }",
    "SELECT (<urn:unknown>(1) AS ?x) {}",
    "ASK { SERVICE <http://127.0.0.1:9/> {} }",
)
UNLIKE = {"date", "etag", "cache-control", "transfer-encoding", "content-length"}  # POST has none of those, or streams
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?a != ?i) }"


@pytest.fixture(scope="module", params=["kept", "not kept"])
def server(few: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    limits = () if request.param == "kept" else ("--limit", "cache_bytes=0")
    with serving(few, *limits) as server:
        yield server


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("headers", [{}, {"Accept": "text/csv, text/turtle"}, {"Accept": "image/png"}])
def test_answers_are_those_of_the_endpoint(server: Server, query: str, headers: dict[str, str]) -> None:
    with server.client(headers={"Accept-Encoding": "gzip", **headers}) as client:
        posted = client.post("/sparql", data={"query": query})
        for _ in range(2):
            got = client.get("/sparql", params={"query": query})
            assert (got.status_code, got.content) == (posted.status_code, posted.content)
            assert {n: v for n, v in got.headers.items() if n not in UNLIKE} == {
                n: v for n, v in posted.headers.items() if n not in UNLIKE
            }


def test_requests_in_one_packet_are_answered_in_their_order(server: Server) -> None:
    count = 400
    asked = [f"SELECT ({n % 50} AS ?n) {{}}" for n in range(count)]
    lines = [f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n" for text in asked]
    lines[-1] += "Connection: close\r\n"
    parts = urlsplit(server.url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as connection:
        connection.sendall("".join(f"{line}\r\n" for line in lines).encode())
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    answers = [answer.partition(b"\r\n\r\n")[2].split() for answer in received.split(b"HTTP/1.1 200 OK")[1:]]
    assert answers == [[b"n", str(n % 50).encode()] for n in range(count)]


def test_who_has_the_answer_is_told_so(server: Server) -> None:
    with server.client() as client:
        first = client.get("/sparql", params={"query": "ASK {}"})
        again = client.get("/sparql", params={"query": "ASK {}"}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_client_that_leaves_frees_its_worker(server: Server) -> None:
    parts = urlsplit(server.url)
    request = f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as connection:
        connection.sendall(request)
        time.sleep(0.2)
    until(lambda: 'communique_evaluations_total{outcome="abandoned"}' in httpx.get(f"{server.url}/metrics").text)
