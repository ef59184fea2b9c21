"""Bounds beneath the application: half requests, slow ones, old ones, malformed ones."""

import contextlib
import socket
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from communique.tests.service.running import PATIENCE, Server, serving, until


def say(server: Server, *parts: bytes) -> bytes:
    """All that the server answers until it closes."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), PATIENCE) as sock:  # type: ignore[arg-type]
        for part in parts:
            sock.sendall(part)
        answer = b""
        while data := sock.recv(65536):
            answer += data
    return answer


@pytest.mark.parametrize(
    ("parts", "begins"),
    [
        ([b"rubbish\r\n\r\n"], b"HTTP/1.1 400 "),
        ([b"GET /sparql?query=\xff HTTP/1.1\r\nHost: x\r\n\r\n"], b"HTTP/1.1 400 "),
        ([b"GET /" + b"a" * 30_000 + b" HTTP/1.1\r\n"], b"HTTP/1.1 414 "),
        ([b"GET / HTTP/1.1\r\n", b"X-A: ", b"a" * 90_000], b"HTTP/1.1 431 "),
        ([b"GET / HTTP/1.1\r\nHost: x\r\nX-Half: "], b"HTTP/1.1 408 "),
        (
            [
                b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n"
                b"Content-Type: application/sparql-query\r\n\r\nASK"
            ],
            b"HTTP/1.1 408 ",
        ),
        (
            [b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
            b"HTTP/1.1 400 ",
        ),
    ],
)
def test_what_is_refused_before_the_application(small_server: Server, parts: list[bytes], begins: bytes) -> None:
    answer = say(small_server, *parts)
    assert answer.startswith(begins)
    assert b"application/problem+json" in answer
    assert small_server.ask("ASK {}").text == "true"


def test_a_connection_that_says_nothing_is_closed(small_server: Server) -> None:
    assert say(small_server) == b""


def test_two_requests_at_once_are_answered_in_turn(small_server: Server) -> None:
    one = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answer = say(small_server, one + one + last)
    assert answer.count(b"HTTP/1.1 200 OK") == 3
    assert answer.index(b"alive") < answer.index(b"boolean")


def test_an_old_client_is_not_sent_what_it_cannot_check(small_server: Server) -> None:
    """HTTP/1.0 has no way to show that a stream broke, so a result is sent with its length or not at all."""

    def ask(query: str) -> bytes:
        return say(small_server, f"GET /sparql?query={quote(query)} HTTP/1.0\r\nAccept: text/csv\r\n\r\n".encode())

    whole = ask("SELECT * { ?a ?b ?c . ?d <urn:p0> ?f } LIMIT 20000")
    head, _, body = whole.partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head
    assert body.count(b"\n") == 20_001
    assert ask("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }").startswith((b"HTTP/1.1 422 ", b"HTTP/1.1 504 "))


def test_a_client_behind_a_trusted_proxy_is_held_to_its_rate(few: Path) -> None:
    limits = "--limit", "client_rate=0.01", "--limit", "client_burst=3"
    with serving(few, "--trusted-proxy", "127.0.0.1", *limits) as server:

        def statuses(forwarded: str, number: int = 4) -> list[int]:
            headers = {"X-Forwarded-For": forwarded}
            return [httpx.get(f"{server.url}/health", headers=headers).status_code for _ in range(number)]

        assert statuses("192.0.2.7") == [200, 200, 200, 429]
        assert statuses("10.9.9.9, 192.0.2.7", 1) == [429]  # what the client itself has written before does not help
        assert statuses("192.0.2.8", 1) == [200]
        assert statuses("2001:db8::1", 2) + statuses("2001:db8::2", 2) == [200, 200, 200, 429]
        known = {"X-Forwarded-For": "192.0.2.7"}
        refused = httpx.get(f"{server.url}/sparql", params={"query": "ASK {}"}, headers=known)
        assert refused.json()["type"] == "/problems#rate"
        assert int(refused.headers["retry-after"]) > 30


def test_a_header_of_a_stranger_does_not_say_who_asks(few: Path) -> None:
    with serving(few, "--limit", "client_rate=0.01", "--limit", "client_burst=1") as server:
        headers = {"X-Forwarded-For": "192.0.2.7"}
        assert [httpx.get(f"{server.url}/health", headers=headers).status_code for _ in range(3)] == [200] * 3


def test_a_client_that_reads_nothing_of_what_is_kept_is_left(few: Path) -> None:
    query = "SELECT * { ?a ?b ?c . ?d <urn:p0> ?f } LIMIT 100000"
    with serving(few, "--limit", "send_seconds=1") as server:
        whole = server.ask(query)
        assert server.ask(query).content == whole.content
        parts = urlsplit(server.url)
        with socket.socket() as reader:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.settimeout(PATIENCE)
            reader.connect((parts.hostname, parts.port))
            lines = f"GET /sparql?query={quote(query)} HTTP/1.1", f"Host: {parts.netloc}", "Accept: text/csv"
            reader.sendall("\r\n".join((*lines, "", "")).encode())
            three = 'communique_requests_total{route="sparql",status="200"} 3'
            until(lambda: three in httpx.get(f"{server.url}/metrics").text)
            received = 0
            with contextlib.suppress(ConnectionResetError):
                while data := reader.recv(65536):
                    received += len(data)
        assert received < len(whole.content)


def test_rows_are_bounded(few: Path) -> None:
    with serving(few, "--limit", "result_rows=1000") as server:
        assert server.ask("SELECT * { ?s ?p ?o } LIMIT 1000").status_code == 200
        answer = server.ask("SELECT * { ?s ?p ?o } LIMIT 1001")
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems#result-rows")
