"""Asks endpoints over HTTP: by the SPARQL protocol, within the budget, at the pace they ask for.

Queries are POSTed as forms, which every store takes. Nothing that an endpoint says beyond its results reaches anybody.
"""

import asyncio
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from urllib.parse import urlencode, urljoin

import httpcore

from communique import __version__
from communique.service.federation import bodies, results
from communique.service.federation.cache import Cache
from communique.service.federation.errors import ServiceFailed, ServiceTimeout
from communique.service.federation.network import GuardedBackend
from communique.service.federation.policy import Budget, Policy
from communique.service.federation.terms import Rows, skolem

_AGAIN = frozenset({429, 503})
_MOVED = frozenset({301, 302, 303, 307, 308})
_CUT_SHORT = ("x-sparql-maxrows", "x-sql-state")  # how Virtuoso says, in a 200, that there would have been more
_INLINE = 256 << 10  # bytes of an answer that are read at once; longer ones are read in a thread
_FIRST_PAUSE = 0.5
KEPT_ALIVE = 20.0
LONGEST_PAUSE = 86_400.0
REMEMBERED = 1_000  # endpoints whose wish to be left alone is remembered at a time


@dataclass(frozen=True, slots=True)
class _Answer:
    """Status, header fields (names in small letters) and, where the status is 200, the unpacked body of a response."""

    status: int
    fields: Mapping[str, str]
    body: bytes = b""


class Client:
    """A connection pool with its cache and its manners; `async with`, or `close` it at the end."""

    def __init__(self, policy: Policy, backend: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._policy = policy
        self._cache = Cache(policy.cache_seconds, policy.cache_bytes)
        self._pool = httpcore.AsyncConnectionPool(
            max_connections=None,
            max_keepalive_connections=4 * policy.parallel,
            keepalive_expiry=KEPT_ALIVE,
            network_backend=backend or GuardedBackend(policy.loopback),
        )
        self._reading = asyncio.Lock()
        self._not_before: dict[str, float] = {}
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._agent = f"Communique/{__version__} ({policy.contact}) httpcore/{version('httpcore')}"

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        await self._pool.aclose()

    async def select(self, endpoint: str, query: str, variables: tuple[str, ...], budget: Budget) -> Rows:
        """The solutions of a SELECT query at an endpoint, with these columns; raises FederationError."""
        url = self._policy.address(endpoint)
        rows = self._cache.get((url, query))
        if rows is None:
            try:
                async with asyncio.timeout(min(self._policy.answer_seconds, budget.seconds)):
                    rows = await self._ask(url, query, variables, budget)
            except TimeoutError:
                budget.check_time()
                raise ServiceTimeout(f"the endpoint <{endpoint}> did not answer in time") from None
            except ServiceFailed as error:
                raise ServiceFailed(
                    f"the endpoint <{endpoint}> failed: {error.detail}", None, error.retry_after
                ) from None
        budget.spend_rows(len(rows.rows))
        return rows

    async def _ask(self, url: str, query: str, variables: tuple[str, ...], budget: Budget) -> Rows:
        turn = self._turns.get(url)
        if turn is None:
            if len(self._turns) >= REMEMBERED:
                self._turns.clear()  # those who wait hold their own
            turn = self._turns[url] = asyncio.Semaphore(self._policy.parallel)
        async with turn:
            answer = await self._patiently(url, query, budget)
        kind = answer.fields.get("content-type", "")

        def read() -> Rows:
            return results.read_results(answer.body, kind, variables, lambda label: skolem(f"{url}\0{query}", label))

        if len(answer.body) < _INLINE:
            rows = read()
        else:
            async with self._reading:  # one at a time: until it is rows, an answer takes ten times its size
                rows = await asyncio.to_thread(read)
        self._cache.put((url, query), rows, len(answer.body))
        return rows

    async def _patiently(self, url: str, query: str, budget: Budget) -> _Answer:
        """The good answer of an endpoint, asked again where it says so, as late as it says."""
        for attempt in range(self._policy.retries + 1):
            await self._wait(url, budget)
            answer = await self._follow(url, query, budget)
            if answer.status not in _AGAIN:
                break
            pause = _retry_after(answer.fields.get("retry-after", ""))
            if pause is None:
                pause = _FIRST_PAUSE * 2**attempt * random.uniform(1, 1.5)
            self._remember(url, pause)
        if answer.status in _AGAIN:
            raise ServiceFailed("it is busy", None, self._pause(url))
        if answer.status != 200:
            raise ServiceFailed(f"it answered with HTTP status {answer.status}")
        if any(name in answer.fields for name in _CUT_SHORT):
            raise ServiceFailed("it cut its answer short")
        return answer

    def _remember(self, url: str, pause: float) -> None:
        if len(self._not_before) >= REMEMBERED:
            self._not_before.clear()
        self._not_before[url] = time.monotonic() + pause

    def _pause(self, url: str) -> float:
        return max(0.0, self._not_before.get(url, 0.0) - time.monotonic())

    async def _wait(self, url: str, budget: Budget) -> None:
        """Sleep until the endpoint wants to be asked; raises ServiceFailed at once where that is too late."""
        pause = self._pause(url)
        if pause > min(self._policy.answer_seconds, budget.seconds):
            raise ServiceFailed("it asked to be left alone for a while", None, pause)
        await asyncio.sleep(pause)

    async def _follow(self, url: str, query: str, budget: Budget) -> _Answer:
        """The answer to a query after redirects, each to an address that a query might have named."""
        method = "POST"
        for _ in range(self._policy.redirects + 1):
            answer = await self._send(method, url, query, budget)
            if answer.status not in _MOVED:
                return answer
            url = urljoin(url, answer.fields.get("location", ""))
            method = "GET" if answer.status == 303 else method
            self._policy.check(url)
        raise ServiceFailed("it redirects too often")

    async def _send(self, method: str, url: str, query: str, budget: Budget) -> _Answer:
        budget.spend_request()
        fields: dict[bytes | str, bytes | str] = {
            "User-Agent": self._agent,
            "Accept": results.ACCEPTED,
            "Accept-Encoding": bodies.ACCEPTED,
        }
        content = b""
        if method == "POST":
            content = urlencode({"query": query}).encode("ascii")
            fields["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            extensions = {"timeout": {"connect": self._policy.connect_seconds}}
            async with self._pool.stream(
                method, url, headers=fields, content=content, extensions=extensions
            ) as response:
                return await _read(response, budget)
        except (httpcore.NetworkError, httpcore.TimeoutException):
            raise ServiceFailed("it cannot be reached") from None
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, UnicodeError, ValueError):
            raise ServiceFailed("it does not speak HTTP as it should") from None


async def _read(response: httpcore.Response, budget: Budget) -> _Answer:
    fields = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    if response.status != 200:
        return _Answer(response.status, fields)
    body = await bodies.read_body(response.aiter_stream(), fields.get("content-encoding", ""), budget)
    return _Answer(response.status, fields, body)


def _retry_after(text: str) -> float | None:
    """Seconds, a day at most, out of a Retry-After field, which holds a number or a date; None where neither."""
    try:
        seconds = float(text) if text.strip().isdecimal() else parsedate_to_datetime(text).timestamp() - time.time()
        return min(max(0.0, seconds), LONGEST_PAUSE)
    except (ValueError, TypeError, IndexError):
        return None
