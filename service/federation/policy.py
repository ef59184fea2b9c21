"""Which endpoints a query may ask, where they are, and how much may be spent on it: the settings of federation.

Each field says in its metadata what it is for; documentation and command line are made from it.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlsplit

from communique.service.federation.errors import ServiceBudget, ServiceDenied, ServiceTimeout

MIB = 1 << 20
ANYWHERE = "*"
SHIPPED = (
    "https://query.wikidata.org/sparql",
    "https://query-scholarly.wikidata.org/sparql",
    "https://qlever.dev/api/wikidata",
    "https://dbpedia.org/sparql",
    "https://data.bnf.fr/sparql",
    "https://publications.europa.eu/webapi/rdf/sparql",
)


def _setting(default: Any, unit: str, meaning: str) -> Any:
    return field(default=default, metadata={"unit": unit, "meaning": meaning})


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings of federation; all of them can be given by the environment, see `from_environment`."""

    allow: tuple[str, ...] = _setting(SHIPPED, "IRIs", "endpoints that a query may name; * is every public one")
    map: Mapping[str, str] = field(
        default_factory=dict,
        metadata={"unit": "IRI: address", "meaning": "where an endpoint is asked instead of at its IRI: copies, tests"},
    )
    loopback: bool = _setting(False, "yes or no", "whether addresses on this machine may be asked; for tests only")
    contact: str = _setting(
        "https://w3id.org/communique/", "URL or mail", "whom the owner of an endpoint can turn to; goes into User-Agent"
    )
    seconds: float = _setting(25.0, "seconds", "time for all the remote parts of one query")
    answer_seconds: float = _setting(
        15.0, "seconds", "time for one answer of an endpoint, waiting for a retry included"
    )
    connect_seconds: float = _setting(4.0, "seconds", "time to resolve a name and connect")
    local_seconds: float = _setting(5.0, "seconds", "time to find out here what to ask for; after it all is fetched")
    bytes: int = _setting(8 * MIB, "bytes", "size of all answers for one query, unpacked")
    rows: int = _setting(20_000, "rows", "rows of all answers for one query")
    requests: int = _setting(60, "requests", "requests for one query, redirects and retries included")
    length: int = _setting(64 << 10, "characters", "length of a query with SERVICE, which has to be read here as well")
    clauses: int = _setting(16, "clauses", "SERVICE clauses in one query")
    bindings: int = _setting(5_000, "rows", "known solutions sent along; where there are more, all is fetched")
    batch: int = _setting(200, "rows", "known solutions in one request")
    parallel: int = _setting(3, "requests", "requests to one endpoint at a time, from all queries together")
    redirects: int = _setting(3, "redirects", "redirects followed for one request; each target must be allowed too")
    retries: int = _setting(3, "requests", "further tries after 429 or 503, at the time that the endpoint names")
    concurrent: int = _setting(16, "queries", "queries with SERVICE in work at a time; others are told to come again")
    cache_seconds: float = _setting(300.0, "seconds", "time for which an answer is used again; 0 turns it off")
    cache_bytes: int = _setting(32 * MIB, "bytes", "size of all answers kept for that")

    def __post_init__(self) -> None:
        for name, value in self._numbers().items():
            if value < 0 or (value == 0 and name not in ("cache_seconds", "cache_bytes", "retries", "redirects")):
                raise ValueError(f"the setting {name} of SERVICE must be greater than 0, not {value}")
        if not self.contact.isprintable() or not self.contact.isascii():
            raise ValueError("the contact of SERVICE must be plain text")

    def _numbers(self) -> dict[str, float]:
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: value for name, value in values.items() if type(value) in (int, float)}

    def address(self, endpoint: str) -> str:
        """Where to ask an endpoint; raises ServiceDenied where a query may not name it."""
        url = self.map.get(endpoint, endpoint)
        self.check(url)
        return url

    def check(self, url: str) -> None:
        """Raise ServiceDenied unless a query, or a redirect, may lead to this URL."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise ServiceDenied(f"<{url}> is no address of an endpoint") from None
        plain = url.isascii() and url.isprintable() and " " not in url
        if not plain or parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            raise ServiceDenied(
                f"<{url}> is no address of an endpoint: it must begin with https:// or http:// and a host"
            )
        if url in self.allow or url in self.map.values():
            return
        if ANYWHERE not in self.allow or (port is not None and port < 1024 and port not in (80, 443)):
            raise ServiceDenied(f"this service may not ask <{url}>; it may ask {self._listed()}")

    def _listed(self) -> str:
        names = [f"<{iri}>" for iri in dict.fromkeys((*self.allow, *self.map)) if iri != ANYWHERE]
        return ", ".join(names) or "no endpoint"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Policy":
        """The settings out of `COMMUNIQUE_SERVICE_ALLOW` and so on; raises ValueError that says which one is wrong.

        ALLOW is a list of IRIs between spaces, in which `default` stands for those shipped; MAP is a JSON object;
        LOOPBACK is `yes` or `no`; the rest are numbers, and CONTACT is a text.
        """
        given = {}
        for item in fields(cls):
            name = f"COMMUNIQUE_SERVICE_{item.name.upper()}"
            if name in environment:
                try:
                    given[item.name] = _parse(item.name, environment[name])
                except ValueError as error:
                    raise ValueError(f"{name}: expected {item.metadata['unit']}: {error}") from None
        return cls(**given)


def _parse(name: str, text: str) -> Any:
    """The value of one setting from its text."""
    default = getattr(Policy(), name)
    if name == "allow":
        return tuple(iri for word in text.split() for iri in (SHIPPED if word == "default" else (word,)))
    if name == "map":
        table = json.loads(text)
        if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
            raise ValueError('a JSON object like {"https://query.wikidata.org/sparql": "http://127.0.0.1:7878/query"}')
        return table
    if name == "loopback":
        if text not in ("yes", "no"):
            raise ValueError(f"not {text!r}")
        return text == "yes"
    return text if name == "contact" else type(default)(text)


class Budget:
    """What is left for the remote parts of one query; every `spend_…` raises once it is gone."""

    def __init__(self, policy: Policy) -> None:
        self._end = time.monotonic() + policy.seconds
        self._bytes = policy.bytes
        self._rows = policy.rows
        self._requests = policy.requests

    @property
    def seconds(self) -> float:
        """The seconds left, never below 0."""
        return max(0.0, self._end - time.monotonic())

    def check_time(self) -> None:
        """Raise ServiceTimeout where no time is left."""
        if not self.seconds:
            raise ServiceTimeout("the remote parts of this query took too long; ask for less at a time")

    def spend_bytes(self, count: int) -> None:
        """Count the bytes of an answer."""
        self._bytes -= count
        if self._bytes < 0:
            raise ServiceBudget("the answers of the endpoints are larger than one query may fetch; ask for less")

    def spend_rows(self, count: int) -> None:
        """Count the rows of an answer."""
        self._rows -= count
        if self._rows < 0:
            raise ServiceBudget("the answers of the endpoints have more rows than one query may fetch; ask for less")

    def spend_request(self) -> None:
        """Count a request."""
        self._requests -= 1
        if self._requests < 0:
            raise ServiceBudget("this query would take too many requests to endpoints; ask for less at a time")
