"""The attacks as data and their runner: every file is read, every harm is seen, and the innocent are let go."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from communique.tests.attacks import isolation
from communique.tests.attacks.__main__ import together
from communique.tests.attacks.attack import Attack, Expected, Message, Part, Sending
from communique.tests.attacks.canary import listening
from communique.tests.attacks.judge import Evidence, Limits, complaints
from communique.tests.attacks.message import request, text
from communique.tests.attacks.reading import Misspelt, attacks, read
from communique.tests.attacks.runner import Result
from communique.tests.attacks.starting import secret
from communique.tests.attacks.wire import Seen, exchange
from communique.tests.targets.process import Server

SERVER = Server("x", "http://127.0.0.1:7/query", 0, "http://127.0.0.1:7/update", "http://127.0.0.1:7/store")
KINDS = {
    "nesting", "paths", "products", "strings", "aggregates", "regex", "sizes", "planner", "numbers", "reach-service",
    "reach-from", "reach-load", "bodies", "http", "headers", "slow", "crowds",
}  # fmt: skip


def test_every_kind_of_attack_is_there_and_every_name_is_its_own() -> None:
    found = attacks()
    assert {attack.kind for attack in found} == KINDS
    twice = [name for name, count in Counter((a.kind, a.name) for a in found).items() if count > 1]
    assert not twice


def test_every_attack_becomes_bytes_with_no_place_left_open() -> None:
    for attack in attacks():
        if attack.kind != "sizes":  # dozens of megabytes
            payload = request(attack.message, SERVER, {"canary": "9", **secret()})
            assert b"@{" not in payload, attack.name
            assert not attack.sending.at_once > 5000


def test_pieces_of_a_run_become_one_in_the_order_of_the_attacks() -> None:
    first, second, third = attacks()[:3]
    pieces = [{"ours": [Result(third), Result(first, ("status 500",))]}, {"ours": [Result(second), Result(first)]}]
    assert together(pieces) == {"ours": [Result(first), Result(second), Result(third)]}


def test_parts_are_repeated_and_counted() -> None:
    parts: list[Part] = ["a", {"repeat": ["b@{i}", {"repeat": "c", "times": 2}], "times": 2}, "@{x}"]
    assert text(parts, {"x": "d"}) == "ab0ccb1ccd"


def test_variants_are_every_combination(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "what: w\nexpect: {statuses: [400]}\nattacks:\n"
        "  one:\n    query: 'ASK @{a}@{b}'\n    needs: {far: isolation}\n"
        "    vary: {a: {near: 1, far: 2}, b: {x: '@{a}', y: 4}}\n"
    )
    found = list(read(path))
    assert [a.name for a in found] == ["one near, x", "one near, y", "one far, x", "one far, y"]
    assert [a.needs for a in found] == ["", "", "isolation", "isolation"]
    assert found[0].expected.statuses == ("400",)
    assert request(found[3].message, SERVER, {}).endswith(b"ASK 24")


@pytest.mark.parametrize("line", ["querry: ASK {}", "query: ASK {}\n    expect: {status: 400}", "times: 3"])
def test_what_is_misspelt_is_refused(line: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"what: w\nattacks:\n  one:\n    {line}\n")
    with pytest.raises(Misspelt, match=r"mine\.yaml, attack 'one'"):
        list(read(path))


def test_compression_charset_and_form() -> None:
    bomb = request(Message(query=("ASK {}",), compress=("gzip",), members=3), SERVER, {})
    assert b"Content-Encoding: gzip" in bomb
    wide = request(Message(query=("ASK {}",), charset="utf-16-le"), SERVER, {})
    assert wide.endswith("ASK {}".encode("utf-16-le"))
    assert request(Message(query=("ASK {}",), via="form"), SERVER, {}).endswith(b"query=ASK%20%7B%7D")
    assert request(Message(query=("ASK {}",), via="get"), SERVER, {}).startswith(b"GET /query?query=ASK%20%7B%7D HTTP")
    token = Server("x", "http://127.0.0.1:7/", 0, "http://127.0.0.1:7/update", token="t")
    assert b"Authorization: Bearer t" in request(Message(update=("CLEAR ALL",)), token, {})
    assert b"Authorization" not in request(Message(query=("ASK {}",)), token, {})


def evidence(**changed: object) -> Evidence:
    values: dict[str, object] = {"seen": [seen()], "reached": [], "ask": 0.01, "growth": 0, "alive": True}
    return Evidence(**{**values, **changed})  # type: ignore[arg-type]


def seen(**changed: object) -> Seen:
    values: dict[str, object] = {"statuses": [400], "whole": True, "seconds": 0.1, "end": "answered"}
    return Seen(**{**values, **changed})  # type: ignore[arg-type]


def attack(**expected: object) -> Attack:
    return Attack("a", "k", "w", Message(query=("ASK {}",)), Sending(), Expected(**expected))  # type: ignore[arg-type]


JSON = {"statuses": [200], "content_type": "application/sparql-results+json"}


@pytest.mark.parametrize(
    ("expected", "found", "complaint"),
    [
        ({}, evidence(), ""),
        ({}, evidence(seen=[seen(statuses=[500])]), "status 500"),
        ({}, evidence(seen=[seen(statuses=[504], seconds=5.9)]), ""),
        ({}, evidence(seen=[seen(seconds=6.5)]), "took 6.5 s"),
        ({}, evidence(seen=[seen(seconds=9.0, end="no end", statuses=[])]), "no end after 9.0 s"),
        ({}, evidence(seen=[seen(statuses=[], end="closed")]), "no answer (closed)"),
        ({"closed": True}, evidence(seen=[seen(statuses=[], end="closed")]), ""),
        ({}, evidence(seen=[seen(statuses=[], end="left")]), ""),
        ({}, evidence(reached=["127.0.0.1"]), "it reached 127.0.0.1"),
        ({}, evidence(ask=None), "the next ASK got no answer"),
        ({}, evidence(ask=0.2), "the next ASK took 200 ms"),
        ({}, evidence(growth=2**31), "memory grew by 2048 MiB"),
        ({}, evidence(alive=False), "the server is gone"),
        ({"answers": 1}, evidence(seen=[seen(statuses=[400, 200])]), "2 answers"),
        ({"absent": ("root:",)}, evidence(seen=[seen(body=bytearray(b"root:x"))]), "the answer holds 'root:'"),
        ({}, evidence(seen=[seen(**JSON, body=bytearray(b'{"head": {}}'))]), ""),
        ({}, evidence(seen=[seen(**JSON, body=bytearray(b'{"head": {}, error'))]), "a 200 that looks whole and is not"),
        ({}, evidence(seen=[seen(**JSON, body=bytearray(b'{"head": {}, error'), whole=False)]), ""),
        ({"endless": True}, evidence(seen=[seen(**JSON, body=bytearray(b"{}"))]), "a 200 that was cut short"),
    ],
)
def test_each_harm_is_seen_and_no_other(expected: dict[str, object], found: Evidence, complaint: str) -> None:
    told = list(complaints(attack(**expected), found, Limits()))
    assert [line[: len(complaint)] for line in told] == ([complaint] if complaint else [])


def talk(answer: bytes, sending: Sending | None = None, *, answers: int = 1, seconds: float = 2.0) -> Seen:
    """What one exchange with a server sees that gives these bytes at once and then waits."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.read(100)
            writer.write(answer)
            await writer.drain()
            await reader.read()
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def run() -> Seen:
        async with await asyncio.start_server(handle, "127.0.0.1", 0) as server:
            address = server.sockets[0].getsockname()
            payload = b"GET / HTTP/1.1\r\n\r\n"
            found = await exchange(address, payload, sending or Sending(), seconds=seconds, answers=answers)
            await asyncio.sleep(0.05)  # for the other side to see the end
            return found

    return asyncio.run(run())


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


def test_an_answer_is_seen_whole() -> None:
    found = talk(OK)
    assert (found.statuses, found.whole, bytes(found.body), found.end) == ([200], True, b"hi", "answered")


def test_a_second_answer_is_seen_by_who_lingers() -> None:
    assert talk(OK + OK, Sending(linger=0.3)).statuses == [200, 200]
    assert talk(b"HTTP/1.1 100 Continue\r\n\r\n" + OK).statuses == [200]


def test_half_an_answer_is_not_whole() -> None:
    found = talk(OK[:-1], seconds=0.3)
    assert (found.statuses, found.whole, found.end) == ([200], False, "no end")


def test_clients_can_leave() -> None:
    assert talk(OK[:-1], Sending(leave={"seconds": 0.1})).end == "left"
    assert talk(OK[:-1], Sending(leave={"bytes": 5})).end == "left"


def test_what_is_not_http_is_told() -> None:
    assert talk(b"hello\r\n\r\n").end.startswith("not HTTP")


def test_the_canary_hears_who_comes_to_any_loopback_address() -> None:
    async def run() -> list[str]:
        async with listening() as canary:
            for address in sorted(canary.addresses):
                _, writer = await asyncio.open_connection(address, canary.port)
                writer.close()
                await writer.wait_closed()
            await asyncio.sleep(0.1)
            assert {"127.0.0.1", "127.0.0.2"} <= canary.addresses
            heard = canary.heard()
            assert sorted(heard) == sorted(canary.addresses)
            return canary.heard()

    assert asyncio.run(run()) == []


def test_nobody_is_isolated_by_accident() -> None:
    assert not isolation.isolated()
