"""A polite client of a SPARQL endpoint: it says who it is, waits as it is told, and gives up in time."""

import time
import urllib.error
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any

from SPARQLWrapper import JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, SPARQLWrapperException

from communique import __version__

WIKIDATA = "https://query.wikidata.org/sparql"
LONG = 1500
"""From this many characters on a query is sent by POST."""

TRIES = 6
FIRST_WAIT = 2.0
LONGEST_WAIT = 300.0
PAUSE = 1.0
BUSY = (429, 500, 502, 503, 504)

Binding = dict[str, dict[str, str]]


class Unreachable(Exception):
    """The endpoint did not answer in all tries, or answered nonsense; the message says what it said last."""


def agent(contact: str) -> str:
    """How the client names itself: the tool, its version, and where its user can be reached."""
    return f"communique/{__version__} ({contact})"


def wait_of(told: str | None, tried: int, now: float) -> float:
    """Seconds to wait before the next try: what Retry-After tells (seconds or a date), else twice as long each time."""
    if told and told.strip().isdigit():
        return min(float(told), LONGEST_WAIT)
    if told:
        try:
            return min(max(parsedate_to_datetime(told).timestamp() - now, 0.0), LONGEST_WAIT)
        except ValueError:
            pass
    return float(min(FIRST_WAIT * 2**tried, LONGEST_WAIT))


@dataclass(frozen=True, slots=True)
class Client:
    """Asks one endpoint, one query at a time; `sleep` and `now` can be replaced in tests."""

    endpoint: str
    contact: str
    timeout: int = 60
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time
    told: Callable[[str], None] = lambda what: None

    def _once(self, query: str) -> list[Binding]:
        wrapper = SPARQLWrapper(self.endpoint, agent=agent(self.contact))
        wrapper.setQuery(query)
        wrapper.setReturnFormat(JSON)
        wrapper.setTimeout(self.timeout)
        if len(query) > LONG:
            wrapper.setMethod(POST)
        found = wrapper.query()
        with found.response:  # broken off, it would keep its connection
            answer: Any = found.convert()
        bindings: list[Binding] = answer["results"]["bindings"]
        return bindings

    def ask(self, query: str) -> list[Binding]:
        """The bindings of a SELECT query. Raises Unreachable after `TRIES` tries, or at once for a refused query."""
        last = ""
        for tried in range(TRIES):
            wait = wait_of(None, tried, self.now())
            try:
                found = self._once(query)
            except urllib.error.HTTPError as fault:
                last = f"HTTP {fault.code}"
                fault.close()
                if fault.code not in BUSY:
                    raise Unreachable(f"{self.endpoint} refuses: {last}") from fault
                wait = wait_of(fault.headers.get("Retry-After"), tried, self.now())
            except EndPointInternalError as fault:
                last = f"HTTP 500 ({fault.msg})"
            except SPARQLWrapperException as fault:
                raise Unreachable(f"{self.endpoint} refuses: {fault.msg}") from fault
            except (OSError, HTTPException, ValueError, KeyError, TypeError) as fault:
                last = f"{type(fault).__name__}: {fault}"
            else:
                self.sleep(PAUSE)
                return found
            if tried + 1 < TRIES:
                self.told(f"{last}; trying again in {wait:.0f} s")
                self.sleep(wait)
        raise Unreachable(f"{self.endpoint} did not answer in {TRIES} tries: {last}")
