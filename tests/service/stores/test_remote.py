"""The release in the oxigraph server: the answers of memory, and nothing of what else that store holds."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from communique.service.engine.generation import GenerationFailed
from communique.service.engine.limits import Limits
from communique.service.engine.question import Failure, Question
from communique.service.engine.release import Release
from communique.service.engine.storage import Elsewhere, InMemory
from communique.tests.conftest import run
from communique.tests.service.stores.asking import answer, answers
from communique.tests.service.stores.sample import EX, GRAPH, PEOPLE, write
from communique.tests.targets.communique import communique
from communique.tests.targets.oxigraph import oxigraph
from communique.tests.targets.process import Server

PRIVATE = "http://private.example/"
NAMED = "FILTER(isIRI(?who) && !isBlank(?what))"
QUESTIONS = [
    *(Question(f"SELECT * {{ ?who ?does ?what {NAMED} }} ORDER BY ?who ?does ?what", name) for name in ("json", "xml")),
    *(Question(f"SELECT * {{ ?who ?does ?what {NAMED} }} ORDER BY ?who ?does ?what", name) for name in ("csv", "tsv")),
    Question("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g", "tsv"),
    Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "csv"),
    Question(f"SELECT (<relative> AS ?r) {{ <{EX}a> ?p ?o }} LIMIT 1", "csv"),
    *(Question(f"ASK {{ <{EX}a> <{EX}knows> <{EX}{name}> }}", "json") for name in "ab"),
    *(Question(f"CONSTRUCT {{ ?s <{EX}is> ?o }} WHERE {{ ?s <{EX}age> ?o }}", None, name) for name in ("nt", "rdf")),
    Question(f"DESCRIBE <{EX}a>", None, "ttl", pretty=True),
    Question(f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}doc/001> FROM <{GRAPH}doc/000> {{ ?s ?p ?o }}", "csv"),
    Question(f"SELECT ?g FROM NAMED <{GRAPH}doc/001> {{ GRAPH ?g {{ ?s <{EX}name> ?o }} }}", "csv"),
    Question(f"SELECT ?g FROM <{GRAPH}doc/001> {{ GRAPH ?g {{ ?s <{EX}name> ?o }} }}", "csv"),
    Question(f"SELECT ?s FROM NAMED <{GRAPH}doc/001> {{ ?s <{EX}name> ?o }}", "csv"),
    Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "csv", default_graphs=(f"{GRAPH}doc/000",)),
    Question("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "csv", named_graphs=(f"{GRAPH}doc/000",)),
]


@pytest.fixture(scope="module")
def store() -> Iterator[Server]:
    with oxigraph() as server:
        yield server


@pytest.fixture(scope="module")
def release(store: Server, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release that the store was filled with, beside a graph that is nobody's business."""
    folder = tmp_path_factory.mktemp("releases")
    made = write(folder, "1.0.0", PEOPLE)
    done = run("load", "--releases", str(folder), "--to", store.query, "--quiet")
    assert done.returncode == 0, done.stderr
    secret = f"INSERT DATA {{ GRAPH <{PRIVATE}> {{ <{EX}a> <{EX}name> 'secret' }} }}"
    assert store.update
    httpx.post(store.update, data={"update": secret}).raise_for_status()
    return made


def test_gives_the_answers_of_memory(store: Server, release: Release) -> None:
    there, here = answers(Elsewhere(store.query).data(release), QUESTIONS), answers(InMemory().data(release), QUESTIONS)
    for question, found, expected in zip(QUESTIONS, there, here, strict=True):
        assert found == expected, question


@pytest.mark.parametrize(
    "question",
    [
        Question("SELECT ?o { ?s ?p ?o FILTER(?o = 'secret') }", "csv"),
        Question(f"SELECT ?o {{ GRAPH <{PRIVATE}> {{ ?s ?p ?o }} }}", "csv"),
        Question(f"SELECT ?o FROM <{PRIVATE}> {{ ?s ?p ?o }}", "csv"),
        Question(f"SELECT ?o FROM NAMED <{PRIVATE}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", "csv"),
        Question(f"BASE <{PRIVATE}> SELECT ?o FROM <> {{ ?s ?p ?o }}", "csv"),
        Question("SELECT ?o { ?s ?p ?o }", "csv", default_graphs=(PRIVATE,)),
        Question("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", "csv", named_graphs=(PRIVATE,)),
    ],
    ids=lambda question: question.text[:60],
)
def test_other_graphs_of_the_store_stay_out_of_sight(store: Server, release: Release, question: Question) -> None:
    assert answer(Elsewhere(store.query).data(release), question) == b"o\r\n"


def test_errors_have_their_place_and_limits_hold(store: Server, release: Release) -> None:
    many = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r . ?s ?t ?u }"
    found = answers(
        Elsewhere(store.query).data(release),
        [Question("SELECT ?s\n{ ?s ?p }"), Question(many, "csv"), Question("ASK {}", None), Question("ASK {}", "csv")],
        Limits(workers=1, query_seconds=20, result_bytes=100_000),
    )
    malformed, large, unacceptable, right = found
    assert isinstance(malformed, Failure) and malformed.kind == "syntax" and malformed.more["line"] == 2
    assert isinstance(large, Failure) and large.kind == "result-bytes"
    assert isinstance(unacceptable, Failure) and unacceptable.kind == "not-acceptable"
    assert right == b"true"


def test_a_store_without_the_release_is_not_served(store: Server, release: Release, tmp_path: Path) -> None:
    other = write(tmp_path, "2.0.0", PEOPLE.replace("doc/001", "doc/002"))
    with pytest.raises(GenerationFailed, match=r"doc/002> has 0 triples there, 2 in the release.*communique load"):
        answer(Elsewhere(store.query).data(other), QUESTIONS[0])


def test_a_store_that_is_not_there_is_told_at_the_start(release: Release) -> None:
    with pytest.raises(GenerationFailed, match="cannot be reached"):
        answer(Elsewhere("http://127.0.0.1:9/query").data(release), QUESTIONS[0])


def test_served_over_http_and_seen_to_go(release: Release) -> None:
    releases = release.folder.parent
    with oxigraph() as store:
        assert run("load", "--releases", str(releases), "--to", store.query, "--quiet").returncode == 0
        options = ["--backend", "remote", "--remote-query", store.query]
        with communique(releases, options=options) as server, httpx.Client() as client:
            asked = {"query": "SELECT ?name { <http://example.org/a> <http://example.org/name> ?name }"}
            reply = client.get(server.query, params=asked, headers={"Accept": "text/csv"})
            assert (reply.status_code, reply.text) == (200, "name\r\nÄon\r\n")
            assert "etag" not in reply.headers and reply.headers["cache-control"] == "no-store"
            httpx.post(str(store.update), data={"update": "DROP ALL"}).raise_for_status()
            assert client.get(server.query, params=asked, headers={"Accept": "text/csv"}).text == "name\r\n"
            os.kill(store.pid, signal.SIGKILL)
            reply = client.get(server.query, params=asked | {"query": asked["query"] + "#"})
            assert (reply.status_code, reply.json()["type"]) == (502, "/problems#store")


def test_what_a_steady_store_answered_is_kept(store: Server, release: Release) -> None:
    options = ["--backend", "remote", "--remote-query", store.query, "--remote-steady"]
    with communique(release.folder.parent, options=options) as server, httpx.Client() as client:
        asked = {"query": f"ASK {{ <{EX}a> <{EX}knows> <{EX}b> }}"}
        tag = client.get(server.query, params=asked).headers["etag"]
        again = client.get(server.query, params=asked, headers={"If-None-Match": tag})
        assert (again.status_code, again.headers["etag"]) == (304, tag)
