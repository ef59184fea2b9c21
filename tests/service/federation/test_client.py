"""Asking endpoints over HTTP: what is sent, what is accepted, and how each kind of misbehaviour ends."""

import asyncio
import gzip
import time
import tracemalloc
import zlib
from email.utils import formatdate

import pytest

from communique.service.federation import (
    FederationError,
    Policy,
    ServiceBudget,
    ServiceDenied,
    ServiceFailed,
    ServiceTimeout,
)
from communique.service.federation.client import Client
from communique.service.federation.policy import Budget
from communique.service.federation.terms import Rows
from communique.tests.service.federation.endpoints import ONE, Request, Server, response, run, saying, serving, towards

ONE_IRI = "http://example.org/one"
QUERY = "SELECT ?s WHERE { ?s ?p ?o }"
FOUND = Rows(("s",), [("<http://example.org/found>",)])
SECRET = b"the password is 12345"
IN_XML = (
    b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="s"/></head>'
    b'<results><result><binding name="s"><uri>http://example.org/found</uri></binding></result></results></sparql>'
)


async def select(policy: Policy, query: str = QUERY) -> Rows:
    async with Client(policy) as client:
        return await client.select(ONE_IRI, query, ("s",), Budget(policy))


def asked(*answers: bytes, **settings: float) -> tuple[Rows, Server]:
    """The rows that a client makes of these answers, and the server that gave them."""

    async def test() -> tuple[Rows, Server]:
        async with saying(*answers) as server:
            return await select(towards(server.url, **settings)), server

    return run(test())


def test_query_goes_out_as_a_form_with_a_contact() -> None:
    rows, server = asked(response(ONE))
    assert rows == FOUND
    (request,) = server.requests
    assert (request.method, request.query) == ("POST", QUERY)
    assert request.fields["content-type"] == "application/x-www-form-urlencoded"
    assert request.fields["accept"].startswith("application/sparql-results+json")
    assert "https://w3id.org/communique/" in request.fields["user-agent"]
    assert request.fields["host"] == server.url.split("/")[2]


@pytest.mark.parametrize(
    "answer",
    [
        response(IN_XML, kind="application/sparql-results+xml; charset=utf-8"),
        response(ONE, kind="application/json"),
        response(gzip.compress(ONE), Content_Encoding="gzip"),
        response(zlib.compress(ONE), Content_Encoding="deflate"),
        b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nConnection: close\r\n\r\n" + ONE,
    ],
    ids=["XML", "plain JSON", "gzip", "deflate", "no length"],
)
def test_other_good_answers(answer: bytes) -> None:
    assert asked(answer)[0] == FOUND


MISBEHAVIOUR: dict[str, tuple[bytes, type[FederationError]]] = {
    "error": (response(SECRET, "500 Internal Server Error", "text/plain"), ServiceFailed),
    "refusal": (response(SECRET, "400 Bad Request", "text/plain"), ServiceFailed),
    "page": (response(b"<html>%s</html>" % SECRET, kind="text/html"), ServiceFailed),
    "garbage": (response(SECRET), ServiceFailed),
    "no table": (response(b'{"head":{},"boolean":true}'), ServiceFailed),
    "cut off": (response(ONE[:-20]), ServiceFailed),
    "error after rows": (response(ONE[:-3] + SECRET), ServiceFailed),
    "shorter than said": (response(ONE).replace(b"Length: ", b"Length: 9"), ServiceFailed),
    "no IRI": (response(ONE.replace(b"http://example.org/found", b"> } #")), ServiceFailed),
    "entities": (
        response(b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + IN_XML[21:], kind="application/xml"),
        ServiceFailed,
    ),
    "not packed": (response(ONE, Content_Encoding="gzip"), ServiceFailed),
    "half packed": (response(gzip.compress(ONE)[:-12], Content_Encoding="gzip"), ServiceFailed),
    "other packing": (response(ONE, Content_Encoding="br"), ServiceFailed),
    "packed twice": (response(gzip.compress(gzip.compress(ONE)), Content_Encoding="gzip, gzip"), ServiceFailed),
    "partial": (response(ONE, X_SPARQL_MaxRows="10000"), ServiceFailed),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", ServiceFailed),
    "long header": (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000, ServiceFailed),
    "nothing": (b"", ServiceFailed),
    "bomb": (response(gzip.compress(bytes(64 << 20)), Content_Encoding="gzip"), ServiceBudget),
    "too long": (response(b" " * (2 << 20) + ONE), ServiceBudget),
    "deep": (response(b"[" * 500_000), ServiceFailed),
}


@pytest.mark.parametrize(("answer", "error"), MISBEHAVIOUR.values(), ids=MISBEHAVIOUR)
def test_misbehaviour_is_an_error_without_its_words(answer: bytes, error: type[FederationError]) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(error) as raised:
            asked(answer, bytes=1 << 20)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "password" not in raised.value.detail
    assert peak < 16 << 20


def test_nobody_listens() -> None:
    with pytest.raises(ServiceFailed, match="cannot be reached"):
        run(select(towards("http://127.0.0.1:1/sparql")))


@pytest.mark.parametrize("pause", [60.0, 0.02], ids=["silent", "drop by drop"])
def test_slow_answer_ends_in_time(pause: float) -> None:
    async def drip(request: Request, writer: asyncio.StreamWriter) -> None:
        while True:
            await asyncio.sleep(pause)
            writer.write(b"H")
            await writer.drain()

    async def test() -> None:
        async with serving(drip) as server:
            await select(towards(server.url, answer_seconds=0.3))

    with pytest.raises(ServiceTimeout):
        run(test())


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:1/sparql",
        "http://[::ffff:127.0.0.1]:1/sparql",
        "file:///etc/passwd",
        "ftp://example.org/",
        "//169.254.169.254/",
        "gopher://127.0.0.1:70/",
        "",
        "http://user@example.org/",
        "http://example.org:99999/",
    ],
)
def test_redirect_to_where_no_query_may_go(location: str) -> None:
    moved = response(b"", "302 Found", Location=location)
    with pytest.raises((ServiceDenied, ServiceFailed)) as raised:
        asked(moved)
    assert isinstance(raised.value, ServiceDenied) or location == ""


@pytest.mark.parametrize(
    ("status", "method"), [(301, "POST"), (302, "POST"), (303, "GET"), (307, "POST"), (308, "POST")]
)
def test_redirect_within_the_list_is_followed(status: int, method: str) -> None:
    async def test() -> tuple[Rows, Server]:
        async with saying(response(ONE)) as target:
            moved = response(b"", f"{status} Moved", Location=target.url)
            async with saying(moved) as first:
                return await select(towards(first.url, target.url)), target

    rows, target = run(test())
    assert rows == FOUND
    assert target.requests[0].method == method


def test_redirects_end() -> None:
    async def test() -> int:
        async def again(request: Request, writer: asyncio.StreamWriter) -> None:
            writer.write(response(b"", "302 Found", Location="/sparql"))

        async with serving(again) as server:
            with pytest.raises(ServiceFailed, match="redirects too often"):
                await select(towards(server.url))
            return len(server.requests)

    assert run(test()) == Policy().redirects + 1


BUSY = "429 Too Many Requests"


@pytest.mark.parametrize(
    "busy",
    [
        response(b"", BUSY, Retry_After="0"),
        response(b"", "503 Service Unavailable", Retry_After=formatdate(time.time() - 5, usegmt=True)),
        response(b"", BUSY),
        response(b"", BUSY, Retry_After="soon"),
    ],
    ids=["seconds", "date", "none", "rubbish"],
)
def test_busy_endpoint_is_asked_again(busy: bytes) -> None:
    rows, server = asked(busy, response(ONE))
    assert rows == FOUND
    assert len(server.requests) == 2


def test_retry_after_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses, sleep = [], asyncio.sleep

    async def note(seconds: float) -> None:
        pauses.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", note)
    asked(response(b"", BUSY, Retry_After="900"), response(ONE), answer_seconds=2_000, seconds=2_000)
    assert 800 < max(pauses) <= 900


def test_endpoint_that_wants_rest_gets_it() -> None:
    async def test() -> tuple[int, float]:
        async with saying(response(SECRET, BUSY, Retry_After="3600")) as server:
            policy = towards(server.url)
            async with Client(policy) as client:
                for _ in range(3):
                    with pytest.raises(ServiceFailed, match="left alone") as raised:
                        await client.select(ONE_IRI, QUERY, ("s",), Budget(policy))
            return len(server.requests), raised.value.retry_after or 0

    requests, pause = run(test())
    assert requests == 1
    assert 3500 < pause <= 3600


def test_busy_for_ever() -> None:
    with pytest.raises(ServiceFailed, match="busy"):
        asked(response(b"", BUSY, Retry_After="0"))


def test_requests_are_counted() -> None:
    with pytest.raises(ServiceBudget, match="too many requests"):
        asked(response(b"", BUSY, Retry_After="0"), requests=2)


def test_rows_are_counted() -> None:
    row = b'{"s":{"type":"literal","value":"x"}}'
    many = b'{"head":{"vars":["s"]},"results":{"bindings":[%s]}}' % b",".join([row] * 11)
    with pytest.raises(ServiceBudget, match="rows"):
        asked(response(many), rows=10)


def test_answers_are_kept_for_a_while_and_failures_are_not() -> None:
    async def test() -> int:
        async with saying(response(b"", "500 Oops"), response(ONE)) as server:
            policy = towards(server.url, cache_seconds=60.0)
            async with Client(policy) as client:
                with pytest.raises(ServiceFailed):
                    await client.select(ONE_IRI, QUERY, ("s",), Budget(policy))
                for _ in range(3):
                    assert await client.select(ONE_IRI, QUERY, ("s",), Budget(policy)) == FOUND
                await client.select(ONE_IRI, QUERY + " LIMIT 1", ("s",), Budget(policy))
            return len(server.requests)

    assert run(test()) == 3


def test_one_endpoint_is_asked_by_few_at_a_time() -> None:
    open_now, most = 0, 0

    async def busy(request: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0.02)
        open_now -= 1
        writer.write(response(ONE))

    async def test() -> None:
        async with serving(busy) as server:
            policy = towards(server.url, parallel=2)
            async with Client(policy) as client:
                queries = [f"{QUERY} LIMIT {number}" for number in range(12)]
                await asyncio.gather(*(client.select(ONE_IRI, query, ("s",), Budget(policy)) for query in queries))

    run(test())
    assert most == 2
