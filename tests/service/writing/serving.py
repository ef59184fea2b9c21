"""A service that can be written to, and a client that may."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from communique.tests.service.stores.sample import PEOPLE, write
from communique.tests.targets.communique import communique
from communique.tests.targets.process import Server

TOKEN = "a-token-for-tests-0123456789"
DIGITS = " ".join(f"VALUES ?v{i} {{ 0 1 2 3 4 5 6 7 8 9 }}" for i in range(12))
ENDLESS = f"{DIGITS} FILTER(?v0 + ?v11 > 100)"  # a pattern of 10^12 rows, none of which stays, whatever is stored


@dataclass(frozen=True)
class Writable:
    """The service, a client with its token, and its addresses."""

    server: Server
    client: httpx.Client

    @property
    def sparql(self) -> str:
        return self.server.query

    @property
    def graphs(self) -> str:
        return self.server.query.replace("/sparql", "/graph-store")

    def update(self, text: str, **parameters: str) -> httpx.Response:
        """Send an update as it is."""
        headers = {"Content-Type": "application/sparql-update"}
        return self.client.post(self.sparql, content=text.encode(), headers=headers, params=parameters)

    def ask(self, query: str) -> list[str]:
        """The lines of the answer to a SELECT, without the first."""
        reply = self.client.post(self.sparql, data={"query": query}, headers={"Accept": "text/csv"})
        return reply.raise_for_status().text.split("\r\n")[1:-1]

    def count(self, graph: str) -> int:
        """The number of triples in a graph."""
        return int(self.ask(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")[0])


@contextmanager
def writable(folder: Path, *options: str, limits: Mapping[str, int] | None = None) -> Iterator[Writable]:
    """A service over a small release that keeps what it accepts in `folder`/store; started again, it goes on."""
    releases = folder / "releases"
    if not releases.exists():
        releases.mkdir()
        write(releases, "1.0.0", PEOPLE)
    token = folder / "token"
    token.write_text(f"{TOKEN}\n")
    own = ["--writable", str(folder / "store"), "--token-file", str(token), "--no-watch", "--workers", "1"]
    bounds = [text for name, value in (limits or {}).items() for text in ("--limit", f"{name}={value}")]
    with communique(releases, options=[*own, *options, *bounds]) as server:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        with httpx.Client(headers=headers, timeout=30) as client:
            yield Writable(server, client)
