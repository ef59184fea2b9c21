"""Answers that are kept: the same as fresh ones, told to those who have them, never of other data than the present."""

import concurrent.futures
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import httpx
import pytest

from communique.tests.service import small
from communique.tests.service.running import Server, serving, until

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ROWS = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
LARGE = "SELECT * { ?a ?b ?c . ?d <urn:p0> ?f } LIMIT 20000"
PLAIN = {"Accept-Encoding": "identity", "Accept": "text/csv"}
CODINGS = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


@pytest.fixture
def fresh(few: Path) -> Iterator[Server]:
    """A server that has kept nothing yet."""
    with serving(few) as server:
        yield server


def metric(server: Server, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", httpx.get(f"{server.url}/metrics").text, re.MULTILINE)
    assert found, name
    return float(found[1])


def ask(server: Server, query: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{server.url}/sparql", params={"query": query}, headers={**PLAIN, **headers}, timeout=60)


def raw(server: Server, query: str, coding: str) -> tuple[httpx.Headers, bytes]:
    """The header and the content as it was sent."""
    headers = {**PLAIN, "Accept-Encoding": coding}
    with httpx.stream("GET", f"{server.url}/sparql", params={"query": query}, headers=headers, timeout=60) as answer:
        return answer.headers, b"".join(answer.iter_raw())


@pytest.mark.parametrize("query", [COUNT, ROWS, LARGE])
def test_what_is_kept_is_what_was_asked(fresh: Server, query: str) -> None:
    first, *others = [ask(fresh, query) for _ in range(3)]
    assert first.status_code == 200
    for other in others:
        assert other.content == first.content
        for name in ("content-type", "etag", "vary", "cache-control"):
            assert other.headers[name] == first.headers[name]
    assert metric(fresh, 'communique_cache_lookups_total{result="hit"}') == 2
    posted = httpx.post(f"{fresh.url}/sparql", data={"query": query}, headers=PLAIN)
    assert posted.content == first.content
    assert "etag" not in posted.headers
    assert metric(fresh, 'communique_cache_lookups_total{result="hit"}') == 3


@pytest.mark.parametrize("query", [COUNT, ROWS])
def test_who_has_an_answer_is_told_so_without_evaluation(fresh: Server, query: str, few: Path) -> None:
    answer = ask(fresh, query)
    tag = answer.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    for given in (tag, f'"other", {tag}', f"W/{tag}"):
        again = ask(fresh, query, **{"If-None-Match": given})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["vary"] == "Accept, Accept-Encoding"
    assert ask(fresh, query, **{"If-None-Match": '"other"'}).status_code == 200
    with serving(few) as another:  # it has evaluated nothing, and knows the tag
        assert ask(another, query, **{"If-None-Match": tag}).status_code == 304
        assert metric(another, 'communique_cache_lookups_total{result="miss"}') == 1
        assert metric(another, "communique_cache_entries") == 0


def test_the_tag_depends_on_all_that_the_answer_does(fresh: Server) -> None:
    graph = f"{small.BASE}graph/vocabulary"
    tags = {
        ask(fresh, COUNT).headers["etag"],
        ask(fresh, f"{COUNT} ").headers["etag"],
        ask(fresh, COUNT, Accept="application/sparql-results+xml").headers["etag"],
        ask(fresh, COUNT, **{"Accept-Encoding": "gzip"}).headers["etag"],
        ask(fresh, COUNT, **{"Accept-Encoding": "br"}).headers["etag"],
        *(
            httpx.get(f"{fresh.url}/sparql", params={"query": COUNT, name: graph}, headers=PLAIN).headers["etag"]
            for name in ("default-graph-uri", "named-graph-uri")
        ),
    }
    assert len(tags) == 7


@pytest.mark.parametrize(
    "query", ["SELECT (RAND() AS ?x) {}", "SELECT (UUID() AS ?x) {}", "SELECT (NOW() AS ?x) {}", "ASK {} # \\u0041"]
)
def test_what_may_be_otherwise_next_time_is_not_kept(fresh: Server, query: str) -> None:
    for _ in range(2):
        answer = ask(fresh, query)
        assert answer.status_code == 200
        assert "etag" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
    assert metric(fresh, "communique_cache_entries") == 0


def test_failures_and_broken_answers_are_not_kept(few: Path) -> None:
    with serving(few, "--limit", "query_seconds=0.5", "--limit", "result_bytes=100000") as server:
        for query in ("SELECT * {", f"SELECT * {{ {'?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l'} }} ORDER BY ?a"):
            assert ask(server, query).status_code >= 400
        for _ in range(2):
            with pytest.raises(httpx.RemoteProtocolError):
                ask(server, LARGE)
        assert metric(server, "communique_cache_entries") == 0


def test_a_client_that_leaves_leaves_nothing_behind(fresh: Server) -> None:
    with httpx.stream("GET", f"{fresh.url}/sparql", params={"query": LARGE}, headers=PLAIN) as answer:
        next(answer.iter_raw())
    until(lambda: metric(fresh, 'communique_workers{state="busy"}') == 0)
    assert metric(fresh, "communique_cache_entries") in (0, 1)  # 1: it had been sent before the client left
    assert len(ask(fresh, LARGE).text.splitlines()) == 20_001


@pytest.mark.parametrize("coding", sorted(CODINGS))
@pytest.mark.parametrize("query", [ROWS, LARGE])
def test_answers_are_packed_fresh_and_kept(fresh: Server, coding: str, query: str) -> None:
    plain = ask(fresh, query).content
    for _ in range(2):
        headers, content = raw(fresh, query, coding)
        assert headers.get("content-encoding", "identity") == coding
        assert headers["vary"] == "Accept, Accept-Encoding"
        assert CODINGS[coding](content) == plain
        if coding != "identity":
            assert len(content) < len(plain) / 4
    assert int(headers["content-length"]) == len(content)


def test_small_answers_are_not_packed(fresh: Server) -> None:
    for _ in range(2):
        headers, content = raw(fresh, COUNT, "gzip")
        assert "content-encoding" not in headers
        assert content.startswith(b"n\r\n")


def test_a_packed_stream_shows_its_first_rows_at_once_and_its_break(few: Path) -> None:
    slow = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    for coding in ("gzip", "br"):
        with serving(few, "--limit", "query_seconds=2") as server:
            headers = {**PLAIN, "Accept-Encoding": coding}
            with (
                pytest.raises(httpx.RemoteProtocolError),
                httpx.stream("GET", f"{server.url}/sparql", params={"query": slow}, headers=headers) as answer,
            ):
                chunks = answer.iter_bytes()
                assert next(chunk for chunk in chunks if chunk).startswith(b"a,b,c")
                for _ in chunks:
                    pass


def test_those_who_ask_the_same_at_once_wait_for_one_answer(fresh: Server) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a <urn:p0> ?b . ?c <urn:p1> ?d }"
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: ask(fresh, query), range(24)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert metric(fresh, "communique_cache_entries") == 1


def test_a_release_with_the_same_content_keeps_what_is_kept_and_another_does_not(tmp_path: Path) -> None:
    lines = small.quads() + small.filler(300)
    small.write(tmp_path, "1.0.0-aaaaaaaaaaaa", lines)
    with serving(tmp_path) as server:
        first = ask(server, COUNT)
        for name, changed in (("1.0.1-bbbbbbbbbbbb", lines), ("1.0.2-cccccccccccc", lines[:-1])):
            small.write(tmp_path, name, changed)
            until(lambda name=name: httpx.get(f"{server.url}/ready").json()["release"] == name)  # type: ignore[misc]
            hits = metric(server, 'communique_cache_lookups_total{result="hit"}')
            answer = ask(server, COUNT)
            same = changed is lines
            assert (answer.text == first.text) is same
            assert (answer.headers["etag"] == first.headers["etag"]) is same
            assert metric(server, 'communique_cache_lookups_total{result="hit"}') == hits + same
        assert ask(server, COUNT, **{"If-None-Match": first.headers["etag"]}).status_code == 200


def test_the_cache_can_be_turned_off(few: Path) -> None:
    with serving(few, "--limit", "cache_bytes=0") as server:
        first, second = ask(server, ROWS), ask(server, ROWS)
        assert first.content == second.content
        assert ask(server, ROWS, **{"If-None-Match": first.headers["etag"]}).status_code == 304
        assert metric(server, "communique_cache_entries") == 0


def test_head_and_graph_store_take_part(fresh: Server) -> None:
    address = f"{fresh.url}/graph-store"
    params = {"graph": f"{small.BASE}graph/direct"}
    _, got = (httpx.get(address, params=params, headers={"Accept-Encoding": "gzip"}) for _ in range(2))
    assert got.headers["content-encoding"] == "gzip"
    head = httpx.head(address, params=params, headers={"Accept-Encoding": "gzip"})
    assert head.headers["etag"] == got.headers["etag"]
    assert head.headers["content-length"] == got.headers["content-length"]
    known = {"Accept-Encoding": "gzip", "If-None-Match": got.headers["etag"]}
    assert httpx.get(address, params=params, headers=known).status_code == 304
