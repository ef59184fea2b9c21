"""SERVICE over HTTP with the other side down, stalling or talking nonsense: a clear error in time, all else answers.

The questions are those that are asked of Wikidata, word for word; only the setting says where Wikidata is.
"""

import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from communique.tests.competency.questions import Question, questions
from communique.tests.conftest import free_port, serving
from communique.tests.wikidata import ADDRESS

BUDGET = 4.0
"""Seconds that the endpoint may spend on remote parts, in these tests."""
LATE = 15.0
"""Seconds after which an error has come too late, on a busy machine too."""
FEDERATED = [question for question in questions() if question.federated]
CONTRIBUTORS = next(question for question in FEDERATED if question.name.startswith("cq33"))
SAYINGS = {
    "page": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>",
    "cut": b'HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: 999\r\n\r\n{"head":',
    "other-json": b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: 2\r\n\r\n[]",
    "error": b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 6\r\n\r\nsecret",
    "no-http": b"\x00\x01 what?",
}


@contextmanager
def listening(saying: bytes | None) -> Iterator[str]:
    """The address of a server that says one thing to whoever asks; None says nothing and keeps the line open."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        kept: list[socket.socket] = []

        def serve() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                kept.append(line)
                if saying is not None:
                    line.recv(65536)
                    line.sendall(saying)
                    line.shutdown(socket.SHUT_RDWR)

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            for line in kept:
                line.close()


@contextmanager
def ours(releases: Path, other: str) -> Iterator[httpx.Client]:
    """A client of an endpoint that finds Wikidata at another address."""
    settings = {
        "COMMUNIQUE_SERVICE_MAP": json.dumps({ADDRESS: other}),
        "COMMUNIQUE_SERVICE_LOOPBACK": "yes",
        "COMMUNIQUE_SERVICE_SECONDS": str(BUDGET),
        "COMMUNIQUE_SERVICE_ANSWER_SECONDS": "2",
    }
    with serving(releases, **settings) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


def asked(client: httpx.Client, query: str) -> httpx.Response:
    return client.post("/sparql", data={"query": query}, headers={"Accept": "application/sparql-results+json"})


def told(client: httpx.Client, question: Question, status: int, kind: str) -> None:
    """The question ends in time in this problem, which names the clause by its place and says no word of the other."""
    begun = time.monotonic()
    answer = asked(client, question.query)
    assert time.monotonic() - begun < LATE
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"/problems#{kind}"), problem
    assert question.query.splitlines()[problem["line"] - 1].lstrip().find("SERVICE") >= 0
    assert "secret" not in answer.text


def local_answers(client: httpx.Client) -> None:
    """What needs nobody else is answered, and so is the rest of the question under SILENT."""
    assert asked(client, "ASK { ?s ?p ?o }").json()["boolean"] is True
    assert client.get("/conflicts.json").status_code == 200
    silent = asked(client, CONTRIBUTORS.query.replace("SERVICE <", "SERVICE SILENT <"))
    assert silent.status_code == 200
    assert len(silent.json()["results"]["bindings"]) >= 9


def test_the_other_side_is_down(releases: Path) -> None:
    with ours(releases, f"http://127.0.0.1:{free_port()}/sparql") as client:
        for question in FEDERATED:
            if question.name[:4] not in ASKS_NOTHING:
                told(client, question, 502, "service-failed")
        local_answers(client)


ASKS_NOTHING = {"cq35", "cq39"}
"""Neither has an item to ask about, so that nobody is asked."""


def test_what_asks_nobody_is_answered_without_the_other_side(releases: Path) -> None:
    with ours(releases, f"http://127.0.0.1:{free_port()}/sparql") as client:
        for question in FEDERATED:
            if question.name[:4] in ASKS_NOTHING:
                assert asked(client, question.query).status_code == 200


def test_the_other_side_stalls(releases: Path) -> None:
    with listening(None) as address, ours(releases, address) as client, ThreadPoolExecutor(4) as several:
        waiting = [several.submit(told, client, CONTRIBUTORS, 504, "service-timeout") for _ in range(4)]
        local_answers_meanwhile = asked(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert local_answers_meanwhile.status_code == 200
        for each in waiting:
            each.result()
        local_answers(client)


@pytest.mark.parametrize("saying", SAYINGS)
def test_the_other_side_talks_nonsense(releases: Path, saying: str) -> None:
    with listening(SAYINGS[saying]) as address, ours(releases, address) as client:
        told(client, CONTRIBUTORS, 502, "service-failed")
        local_answers(client)
