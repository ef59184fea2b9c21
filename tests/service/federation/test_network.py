"""No SERVICE leads into a network that is not public, however the address is written and whenever it changes."""

import ssl
from collections.abc import Iterable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpcore
import pytest

from communique.service.federation import Policy, ServiceDenied, ServiceFailed
from communique.service.federation.addresses import Address, is_allowed, parse
from communique.service.federation.client import Client
from communique.service.federation.network import GuardedBackend
from communique.service.federation.policy import Budget
from communique.service.federation.terms import Rows
from communique.tests.service.federation.endpoints import ONE, response, run, saying

PUBLIC = ["8.8.8.8", "91.198.174.192", "2620:0:862:ed1a::1", "::ffff:8.8.8.8", "2001:4860:4860::8888"]


def lines(name: str) -> list[str]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


REFUSED = lines("refused_addresses.txt")
LOCAL_URLS = lines("inner_urls.txt")
NO_URLS = [
    "file:///etc/passwd",
    "ftp://8.8.8.8/",
    "gopher://8.8.8.8/",
    "jar:http://8.8.8.8!/",
    "http:///sparql",
    "http:/8.8.8.8/",
    "http://user@8.8.8.8/",
    "http://user:password@8.8.8.8/",
    "http://8.8.8.8:22/",
    "http://8.8.8.8:25/",
    "http://8.8.8.8:0/",
    "http://8.8.8.8:99999/",
    "http://8.8.8.8:http/",
    "http://①②⑦.⓪.⓪.①/",
    "http://8.8.8.8 @127.0.0.1/",
    "urn:example:endpoint",
    "sparql",
    "",
]


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_are_allowed(text: str) -> None:
    assert is_allowed(parse(text))


@pytest.mark.parametrize("text", REFUSED)
def test_other_addresses_are_refused(text: str) -> None:
    assert not is_allowed(parse(text))


@pytest.mark.parametrize("text", REFUSED)
def test_loopback_setting_opens_loopback_only(text: str) -> None:
    loopback = text in ("127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1")
    assert is_allowed(parse(text), loopback=True) is loopback


class Recorder(httpcore.AsyncNetworkBackend):
    """Connects nowhere, but keeps to which addresses it was told to; its streams say that they lead to `peer`."""

    def __init__(self, peer: str | None = None) -> None:
        self.told: list[tuple[str, int]] = []
        self.names: list[str | None] = []
        self.sent = b""
        self.peer = peer

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.AsyncNetworkStream:
        self.told.append((host, port))
        return RecordedStream(self, self.peer or host)


class RecordedStream(httpcore.AsyncMockStream):
    """A stream that keeps what is sent and the name that TLS was started for, and answers with a result."""

    def __init__(self, recorder: Recorder, peer: str) -> None:
        super().__init__([response(ONE)])
        self.recorder = recorder
        self.peer = peer

    def get_extra_info(self, info: str) -> Any:
        return (self.peer, 443) if info == "server_addr" else None

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.recorder.sent += buffer

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        self.recorder.names.append(server_hostname)
        return self


def resolving(*answers: Iterable[str]) -> Any:
    """A resolver that gives these addresses, one list a question, the last for ever."""
    left = [[ip_address(text) for text in answer] for answer in answers]

    async def resolve(host: str, port: int) -> list[Address]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


async def ask(url: str, backend: httpcore.AsyncNetworkBackend, times: int = 1, **settings: Any) -> Rows:
    given: dict[str, Any] = {"allow": ("*",), "cache_seconds": 0.0} | settings
    policy = Policy(**given)
    async with Client(policy, backend) as client:
        for _ in range(times):
            rows = await client.select(url, "SELECT ?s {}", ("s",), Budget(policy))
    return rows


@pytest.mark.parametrize("url", LOCAL_URLS)
def test_no_spelling_leads_inside(url: str) -> None:
    recorder = Recorder()
    with pytest.raises((ServiceDenied, ServiceFailed)):
        run(ask(url, GuardedBackend(inner=recorder)))
    assert recorder.told == []


@pytest.mark.parametrize("url", NO_URLS)
def test_what_is_no_endpoint_is_denied(url: str) -> None:
    recorder = Recorder()
    with pytest.raises(ServiceDenied):
        run(ask(url, GuardedBackend(inner=recorder)))
    assert recorder.told == []


def test_real_socket_to_loopback_is_refused_unless_set() -> None:
    async def test(loopback: bool) -> Rows:
        async with saying(response(ONE)) as server:
            try:
                return await ask(server.url, GuardedBackend(loopback))
            finally:
                assert bool(server.requests) is loopback

    assert run(test(True)).rows
    with pytest.raises(ServiceDenied, match="no public address"):
        run(test(False))


def test_redirect_to_an_inner_address_is_refused_where_every_public_one_may_be_asked() -> None:
    async def test() -> None:
        async with saying(response(b"", "307 Moved", Location="http://169.254.169.254/latest/")) as server:
            await ask(server.url, GuardedBackend(loopback=True), loopback=True)

    with pytest.raises(ServiceDenied, match="no public address"):
        run(test())


def test_connection_goes_to_the_checked_address_under_the_name() -> None:
    recorder = Recorder()
    backend = GuardedBackend(resolver=resolving(["10.0.0.1", "91.198.174.192"]), inner=recorder)
    assert run(ask("https://query.example.org/sparql", backend)).rows
    assert recorder.told == [("91.198.174.192", 443)]
    assert recorder.names == ["query.example.org"]
    assert b"\r\nHost: query.example.org\r\n" in recorder.sent


def test_second_answer_of_the_resolver_is_checked_again() -> None:
    recorder = Recorder()
    backend = GuardedBackend(resolver=resolving(["91.198.174.192"], ["127.0.0.1"]), inner=recorder)
    with pytest.raises(ServiceDenied):
        run(ask("http://rebinding.example.org/sparql", backend, times=2))
    assert recorder.told == [("91.198.174.192", 80)]


def test_socket_that_leads_elsewhere_is_closed() -> None:
    backend = GuardedBackend(resolver=resolving(["91.198.174.192"]), inner=Recorder(peer="10.0.0.1"))
    with pytest.raises(ServiceDenied, match="another address"):
        run(ask("http://query.example.org/sparql", backend))


def test_denial_tells_no_address() -> None:
    backend = GuardedBackend(resolver=resolving(["10.11.12.13"]), inner=Recorder())
    with pytest.raises(ServiceDenied) as raised:
        run(ask("http://intranet.example.org/sparql", backend))
    assert "10.11.12.13" not in raised.value.detail


def test_name_that_does_not_resolve() -> None:
    async def nowhere(host: str, port: int) -> list[Address]:
        raise OSError("no such name")

    with pytest.raises(ServiceFailed, match="cannot be reached"):
        run(ask("http://nowhere.example.org/sparql", GuardedBackend(resolver=nowhere)))


def test_second_address_is_tried() -> None:
    class FirstIsDown(Recorder):
        async def connect_tcp(self, host: str, port: int, *more: Any, **named: Any) -> httpcore.AsyncNetworkStream:
            stream = await super().connect_tcp(host, port)
            if host == "8.8.8.8":
                raise httpcore.ConnectError("down")
            return stream

    recorder = FirstIsDown()
    backend = GuardedBackend(resolver=resolving(["8.8.8.8", "9.9.9.9"]), inner=recorder)
    assert run(ask("http://query.example.org/sparql", backend)).rows
    assert [host for host, _ in recorder.told] == ["8.8.8.8", "9.9.9.9"]
