"""The server as a whole: start, take over, stop."""

import json
import signal
import socket
import threading
from pathlib import Path

import httpx
import pytest

from communique.tests.conftest import run
from communique.tests.service import small
from communique.tests.service.running import PATIENCE, serving

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def test_a_new_release_is_taken_over_without_a_failed_request(tmp_path: Path) -> None:
    small.write(tmp_path, "1.0.0-aaaaaaaaaaaa", small.quads())
    before = len(small.quads())
    after = before + 30_000
    with serving(tmp_path) as server:
        seen: list[tuple[int, str]] = []
        done = threading.Event()

        def client() -> None:
            with server.client() as web:
                while not done.is_set():
                    answer = web.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv"})
                    seen.append((answer.status_code, answer.text))

        clients = [threading.Thread(target=client) for _ in range(4)]
        for thread in clients:
            thread.start()
        small.write(tmp_path, "1.0.1-bbbbbbbbbbbb", small.quads() + small.filler(30_000))
        server.process.send_signal(signal.SIGHUP)
        waiting = threading.Event()
        for _ in range(int(PATIENCE / 0.05)):
            if str(after) in seen[-1][1] or waiting.wait(0.05):
                break
        done.set()
        for thread in clients:
            thread.join(PATIENCE)
        with server.client() as web:
            assert web.get("/ready").json()["release"] == "1.0.1-bbbbbbbbbbbb"
            assert web.get("/dumps/", headers={"Accept": "application/json"}).json()["version"] == "1.0.1"
            assert web.get("/release/1.0.0-aaaaaaaaaaaa/communique.nq").status_code == 200
    assert {status for status, _ in seen} == {200}
    assert {text for _, text in seen} == {f"n\r\n{before}\r\n", f"n\r\n{after}\r\n"}


def test_the_link_is_watched_and_a_broken_release_is_not_taken(tmp_path: Path) -> None:
    small.write(tmp_path)
    with serving(tmp_path) as server, server.client() as web:
        small.write(tmp_path, "1.0.1-bbbbbbbbbbbb", ["<urn:a> <urn:b> ."])
        for _ in range(600):
            if "the release served stays" in "".join(server.printed):
                break
            threading.Event().wait(0.1)
        assert "1.0.1-bbbbbbbbbbbb" in "".join(server.printed)
        assert web.get("/ready").json()["release"] == "1.0.0-aaaaaaaaaaaa"


def test_answers_in_work_are_sent_before_the_end(tmp_path: Path) -> None:
    small.write(tmp_path, lines=small.quads() + small.filler(3000))
    with serving(tmp_path) as server:
        query = "SELECT ?a ?d { ?a <urn:p0> ?c . ?d <urn:p0> ?f } LIMIT 300000"
        with server.client() as web, web.stream("GET", "/sparql", params={"query": query}) as answer:
            server.process.send_signal(signal.SIGTERM)
            assert answer.status_code == 200
            with pytest.raises(httpx.TransportError):  # nobody else is let in
                for _ in range(int(PATIENCE) * 10):
                    httpx.get(f"{server.url}/health")
                    threading.Event().wait(0.1)
            assert len(json.loads(answer.read())["results"]["bindings"]) == 300_000
        assert server.process.wait(PATIENCE) == 0


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    small.write(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--releases", str(tmp_path), "--port", str(port))
    assert done.returncode == 1
    assert f"port {port} is taken" in done.stderr
    assert "--port" in done.stderr


def test_no_release_is_told(tmp_path: Path) -> None:
    done = run("serve", "--releases", str(tmp_path), "--port", "0")
    assert done.returncode == 1
    assert "communique build" in done.stderr


def test_a_wrong_limit_is_told(tmp_path: Path) -> None:
    for limit in ("query_second=3", "query_seconds=long", "query_seconds=-1", "query_seconds"):
        done = run("serve", "--releases", str(tmp_path), "--limit", limit)
        assert done.returncode == 2
        assert "query_seconds" in done.stderr


def test_what_is_printed_can_be_opened(tmp_path: Path) -> None:
    small.write(tmp_path)
    with serving(tmp_path) as server:
        printed = "".join(server.printed)
        assert httpx.get(f"{server.url}/").status_code == 200
        assert f"{len(small.quads())} triples" in printed
        assert server.end(signal.SIGINT) == 0
