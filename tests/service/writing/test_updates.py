"""SPARQL Update over HTTP: by token only, seen at once, bounded, and nothing is changed by what fails."""

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from communique.tests.conftest import run
from communique.tests.service.stores.sample import PEOPLE, write
from communique.tests.service.writing.serving import ENDLESS, TOKEN, Writable, writable
from communique.tests.targets.communique import communique

G = "http://example.org/graph/"
LIMITS = {"update_seconds": 8, "update_memory": 300 << 20, "update_bytes": 400_000, "query_bytes": 100_000}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writable]:
    with writable(tmp_path_factory.mktemp("writable"), limits=LIMITS) as service:
        yield service


def test_begins_with_the_release(service: Writable) -> None:
    assert service.ask("SELECT ?o { <http://example.org/a> <http://example.org/name> ?o }") == ["Äon"]


def test_an_update_is_accepted_in_both_forms_and_seen_at_once(service: Writable) -> None:
    graph = f"{G}forms"
    for number in range(5):
        direct = service.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:d> <urn:p> {number} }} }}")
        assert (direct.status_code, direct.content) == (204, b"")
        assert service.count(graph) == 2 * number + 1
        form = {"update": f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:f> <urn:p> {number} }} }}"}
        assert service.client.post(service.sparql, data=form).status_code == 204
        assert service.count(graph) == 2 * number + 2


def test_readers_never_see_less_than_was_accepted_before_they_asked(service: Writable) -> None:
    graph = f"{G}readers"
    accepted, behind, ended = [0], [], threading.Event()

    def read() -> None:
        while not ended.is_set():
            least = accepted[0]
            if service.count(graph) < least:
                behind.append(least)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(12):
        assert service.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:s> <urn:p> {number} }} }}").status_code == 204
        accepted[0] = number + 1
    ended.set()
    for reader in readers:
        reader.join(30)
    assert not behind and service.count(graph) == 12


def test_updates_at_the_same_time_are_all_kept(service: Writable) -> None:
    graph = f"{G}together"

    def send(number: int) -> None:
        statuses.append(service.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:s> <urn:p> {number} }} }}").status_code)

    statuses: list[int] = []
    senders = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(30)
    assert statuses == [204] * 8 and service.count(graph) == 8


@pytest.mark.parametrize("header", [None, "Bearer wrong", f"Basic {TOKEN}", "Bearer", f"Bearer {TOKEN}x"])
def test_without_the_token_nothing_is_written(service: Writable, header: str | None) -> None:
    headers = {"Content-Type": "application/sparql-update"} | ({} if header is None else {"Authorization": header})
    reply = httpx.post(service.sparql, content=b"DROP ALL", headers=headers)
    assert reply.status_code == 401
    assert reply.headers["www-authenticate"].startswith('Bearer realm="communique"')
    assert reply.json()["type"] == "/problems#unauthorized"
    assert service.ask("SELECT ?o { <http://example.org/a> <http://example.org/name> ?o }") == ["Äon"]


def test_the_token_is_not_on_any_command_line(service: Writable) -> None:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            assert TOKEN.encode() not in path.read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue


@pytest.mark.parametrize(
    ("text", "status", "kind"),
    [
        ("INSERT DATA { <urn:s> <urn:p> }", 400, "syntax"),
        ("SELECT * { ?s ?p ?o }", 400, "syntax"),
        ("LOAD <http://127.0.0.1:9999/x>", 403, "load-denied"),
        ("LOAD <file:///etc/passwd> INTO GRAPH <urn:g>", 403, "load-denied"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "service-denied"),
        ("INSERT { ?s ?p ?o } WHERE { " + "{" * 200 + "}" * 201, 400, "query-nesting"),
        (f"CREATE GRAPH <{G}twice> ; CREATE GRAPH <{G}twice>", 409, "conflict"),
        (f"INSERT DATA {{ GRAPH <{G}half> {{ <urn:s> <urn:p> 1 }} }} ; CLEAR GRAPH <{G}nothing>", 409, "conflict"),
        ("INSERT DATA { <urn:s> <urn:p> '" + "x" * 400_000 + "' }", 413, "update-bytes"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_refused_says_why(service: Writable, text: str, status: int, kind: str) -> None:
    reply = service.update(text)
    assert (reply.status_code, reply.json()["type"]) == (status, f"/problems#{kind}")
    asked = f"SELECT ?g {{ GRAPH ?g {{ ?s <urn:p> ?o }} VALUES ?g {{ <urn:g> <{G}twice> <{G}half> }} }}"
    assert service.ask(asked) == []


def test_load_silent_loads_nothing_and_says_nothing(service: Writable) -> None:
    assert service.update(f"LOAD SILENT <http://127.0.0.1:9999/x> INTO GRAPH <{G}silent>").status_code == 204
    assert service.count(f"{G}silent") == 0


def test_a_long_update_takes_a_token(service: Writable) -> None:
    text = f"INSERT DATA {{ GRAPH <{G}long> {{ <urn:s> <urn:p> '{'x' * 200_000}' }} }}"
    headers = {"Content-Type": "application/sparql-update"}
    assert httpx.post(service.sparql, content=text.encode(), headers=headers).status_code == 413
    assert service.update(text).status_code == 204


@pytest.mark.parametrize(
    ("text", "status", "kind"),
    [
        (
            f"INSERT {{ GRAPH <{G}endless> {{ <urn:s> <urn:p> ?v0 }} }} WHERE {{ {ENDLESS} }}",
            504,
            "deadline",
        ),
        (
            f"INSERT {{ GRAPH <{G}endless> {{ <urn:s> <urn:p> ?v40 }} }} WHERE {{ BIND('x' AS ?v0) "
            + " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(40))
            + "}",
            422,
            "memory",
        ),
    ],
    ids=["time", "memory"],
)  # fmt: skip
def test_an_update_without_bounds_is_stopped_and_changes_nothing(
    service: Writable, text: str, status: int, kind: str
) -> None:
    reply = service.update(text)
    assert (reply.status_code, reply.json()["type"]) == (status, f"/problems#{kind}")
    assert service.count(f"{G}endless") == 0
    assert service.update(f"INSERT DATA {{ GRAPH <{G}after> {{ <urn:s> <urn:p> 1 }} }}").status_code == 204
    assert service.count(f"{G}after") == 1


def test_the_protocol_gives_an_update_its_dataset(service: Writable) -> None:
    data = f"GRAPH <{G}from> {{ <urn:s> <urn:p> 1 }} GRAPH <{G}other> {{ <urn:s> <urn:p> 2 }}"
    assert service.update(f"INSERT DATA {{ {data} }}").status_code == 204
    copy = f"INSERT {{ GRAPH <{G}copied> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"
    assert service.update(copy, **{"using-graph-uri": f"{G}from"}).status_code == 204
    assert service.ask(f"SELECT ?o {{ GRAPH <{G}copied> {{ ?s ?p ?o }} }}") == ["1"]
    reply = service.update(f"WITH <{G}other> {copy}", **{"using-graph-uri": f"{G}from"})
    assert (reply.status_code, reply.json()["type"]) == (400, "/problems#bad-request")


def test_a_service_that_is_not_writable_says_so(tmp_path: Path) -> None:
    write(tmp_path, "1.0.0", PEOPLE)
    with communique(tmp_path) as server:
        headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
        reply = httpx.post(server.query, content=b"DROP ALL", headers=headers)
        assert (reply.status_code, reply.json()["type"]) == (403, "/problems#read-only")
        graphs = server.query.replace("/sparql", "/graph-store")
        reply = httpx.delete(graphs, params={"graph": "urn:x"}, headers=headers)
        assert (reply.status_code, reply.json()["type"]) == (403, "/problems#read-only")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--writable", "store"], "token of 16 characters"),
        (["--writable", "store", "--backend", "disk"], "leave out --backend"),
        (["--backend", "remote"], "--remote-query"),
        (["--remote-query", "http://127.0.0.1/"], "go together"),
    ],
)
def test_options_that_do_not_go_together_are_refused(tmp_path: Path, options: list[str], said: str) -> None:
    done = run("serve", "--releases", str(tmp_path), *options, COMMUNIQUE_TOKEN="short")
    assert done.returncode == 2
    assert said in done.stderr
