"""`communique load`: every graph arrives whole, a broken load goes on, counts are held against the release."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import BlankNode, NamedNode, Triple

from communique.service.engine.release import Release
from communique.service.engine.stores.credentials import Credentials
from communique.service.engine.stores.graph_store import GraphStore
from communique.service.engine.stores.loading import portions
from communique.tests.conftest import run
from communique.tests.service.stores.fake import Asked, fake, response
from communique.tests.service.stores.sample import EX, GRAPH, PEOPLE, write
from communique.tests.targets.oxigraph import oxigraph
from communique.tests.targets.process import Server


@pytest.fixture(scope="module")
def store() -> Iterator[Server]:
    with oxigraph() as server:
        yield server


@pytest.fixture
def release(tmp_path: Path, store: Server) -> Release:
    httpx.post(str(store.update), data={"update": "DROP ALL"}).raise_for_status()
    return write(tmp_path, "1.0.0", PEOPLE)


def load(release: Release, store: Server, *options: str) -> tuple[int, str]:
    """Exit code and everything printed."""
    done = run("load", "--releases", str(release.folder.parent), "--to", store.query, *options)
    return done.returncode, done.stdout + done.stderr


def ask(store: Server, query: str) -> list[str]:
    reply = httpx.post(store.query, data={"query": query}, headers={"Accept": "text/csv"})
    return reply.raise_for_status().text.split("\r\n")[1:-1]


def test_every_graph_arrives_and_a_second_call_finds_it(release: Release, store: Server) -> None:
    code, told = load(release, store)
    assert code == 0 and f"{release.name}: 3 graphs loaded, 0 were there; all counts agree" in told
    assert "7/7" in told
    assert ask(store, f"SELECT ?name {{ GRAPH ?g {{ <{EX}c> <{EX}part> ?n . ?n <{EX}name> ?name }} }}") == ["nameless"]
    assert "0 graphs loaded, 3 were there" in load(release, store)[1]
    assert "3 graphs loaded, 0 were there" in load(release, store, "--again")[1]


def test_a_graph_that_was_changed_there_is_loaded_again(release: Release, store: Server) -> None:
    load(release, store)
    httpx.post(str(store.update), data={"update": f"INSERT DATA {{ GRAPH <{GRAPH}doc/000> {{ <urn:x> <urn:y> 1 }} }}"})
    assert "1 graphs loaded, 2 were there" in load(release, store)[1]
    assert ask(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{GRAPH}doc/000> {{ ?s ?p ?o }} }}") == ["3"]


def test_graphs_of_another_release_are_named_and_go_when_asked(release: Release, store: Server) -> None:
    load(release, store)
    newer = write(release.folder.parent, "2.0.0", PEOPLE.replace("doc/001", "doc/002"))
    code, told = load(newer, store)
    assert code == 0 and f"left there, of another release (--prune removes them): {GRAPH}doc/001" in told
    assert f"removed: {GRAPH}doc/001" in load(newer, store, "--prune")[1]
    graphs = ask(store, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    assert graphs == [f"{GRAPH}doc/000", f"{GRAPH}doc/002", f"{GRAPH}vocabulary"]


def test_a_broken_load_goes_on_where_it_was(release: Release, store: Server) -> None:
    """The store in between breaks at the second graph the first time, and passes everything on afterwards."""
    broken = True

    def respond(asked: Asked) -> bytes:
        if "/graph" not in asked.target:
            return _passed_on(asked, store.query)
        if broken and asked.graph.endswith("doc/001"):
            return response(b"no", "text/plain", "403 Forbidden")
        return _passed_on(asked, f"{store.store}?graph={asked.graph}")

    with fake(respond) as between:
        address = between.url.replace("/sparql", "")
        options = [
            "--releases",
            str(release.folder.parent),
            "--to",
            f"{address}/query",
            "--graph-store",
            f"{address}/graph",
        ]
        done = run("load", *options)
        assert done.returncode == 1 and "403: the credentials" in done.stderr
        broken = False
        done = run("load", *options)
        assert done.returncode == 0 and "2 graphs loaded, 1 were there" in done.stdout


def _passed_on(asked: Asked, url: str) -> bytes:
    wanted = {name: asked.fields[name] for name in ("content-type", "accept") if name in asked.fields}
    reply = httpx.request(asked.method, url, content=asked.body, headers=wanted)
    return response(reply.content, reply.headers.get("content-type", "text/plain"), f"{reply.status_code} As Told")


def test_a_count_that_does_not_agree_is_an_error(release: Release) -> None:
    def respond(asked: Asked) -> bytes:
        if asked.method == "POST" and "graph=" not in asked.target:
            return response(b'{"head":{"vars":["graph","triples"]},"results":{"bindings":[]}}')
        return response(b"", "text/plain", "204 No Content")

    with fake(respond) as store:
        done = run("load", "--releases", str(release.folder.parent), "--to", store.url, "--graph-store", store.url)
    assert done.returncode == 1
    assert f"error: <{GRAPH}doc/000> has 0 triples there, 3 in the release" in done.stderr


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--to", "http://127.0.0.1:9/query"], 1, "cannot be reached"),
        (["--to", "http://127.0.0.1:9/sparql"], 2, "--graph-store"),
        (["--to", "http://127.0.0.1:9/query", "--release", "nowhere"], 2, "nowhere"),
        ([], 2, "--to"),
    ],
)
def test_what_is_wrong_is_told(release: Release, options: list[str], code: int, said: str) -> None:
    done = run("load", "--releases", str(release.folder.parent), *options)
    assert done.returncode == code
    assert said in done.stderr


def test_a_digest_is_shown_before_any_content_is_sent() -> None:
    challenge = 'Digest realm="SPARQL", nonce="n1", opaque="o", qop="auth", algorithm="MD5"'

    def respond(asked: Asked) -> bytes:
        if "authorization" not in asked.fields:
            return response(b"", "text/html", "401 Unauthorized", WWW_Authenticate=challenge)
        return response(b"", "text/plain", "201 Created")

    with fake(respond) as store:
        graphs = GraphStore(store.url, Credentials("user", "password", scheme="digest"), 5)
        triple = Triple(NamedNode("urn:s"), NamedNode("urn:p"), NamedNode("urn:o"))
        graphs.put("urn:g", [triple])
        graphs.post("urn:g", [triple])
    probe, put, post = store.asked
    assert (probe.method, probe.body) == ("GET", b"")
    assert (put.method, put.body, put.graph) == ("PUT", b"<urn:s> <urn:p> <urn:o> .\n", "urn:g")
    shown = [dict(re.findall(r'(\w+)="?([^",]+)', asked.fields["authorization"])) for asked in (put, post)]
    assert [fields["nc"] for fields in shown] == ["00000001", "00000002"]
    for asked, fields in zip((put, post), shown, strict=True):
        first = _md5("user:SPARQL:password")
        second = _md5(f"{asked.method}:{asked.target}")
        parts = (first, "n1", fields["nc"], fields["cnonce"], "auth", second)
        assert fields["response"] == _md5(":".join(parts))


def _md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def test_portions_keep_blank_nodes_together(tmp_path: Path) -> None:
    lines = [f"<{EX}s{i}> <{EX}p> {i} ." for i in range(10)] + [f"<{EX}s1> <{EX}q> [ <{EX}r> [ <{EX}r> 1 ] ] ."]
    file = tmp_path / "graph.ttl"
    file.write_text("\n".join(lines))
    found = list(portions(file, 4))
    assert [len(portion) for portion in found] == [4, 4, 5]
    assert not any(isinstance(triple.object, BlankNode) for portion in found[:-1] for triple in portion)
    assert sum(isinstance(triple.object, BlankNode) for triple in found[-1]) == 2


def test_an_empty_graph_is_one_empty_portion(tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    file.write_text("")
    assert list(portions(file)) == [[]]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"COMMUNIQUE_STORE_AUTH": "magic"}, "basic, digest"),
        ({"COMMUNIQUE_STORE_USER": "u"}, "given together"),
        ({"COMMUNIQUE_STORE_USER": "u", "COMMUNIQUE_STORE_PASSWORD": "p", "COMMUNIQUE_STORE_TOKEN": "t"}, "either"),
    ],
)
def test_credentials_that_do_not_fit_are_refused(environment: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Credentials.from_environment(environment)
