"""Bounds beneath the application: half requests, slow ones, old ones, malformed ones."""

import socket
from urllib.parse import quote, urlsplit

import pytest

from communique.tests.service.running import PATIENCE, Server


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
