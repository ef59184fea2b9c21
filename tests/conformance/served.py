"""Our service as it stands before strangers, read-only: each dataset of a test is a release that it takes over."""

import os
import re
import signal
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from communique.bench.release import switch, write
from communique.tests.conformance.endpoint import Endpoint, with_base
from communique.tests.conformance.target import Reply, Unavailable
from communique.tests.targets.process import Server
from communique.tests.targets.takeover import NotTakenOver, taken_over

_DEFAULT = ox.NamedNode("urn:x-communique:default")
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
_PATIENCE = 20.0


class Served(Endpoint):
    """Read-only. A release has named graphs only, and their union is the default graph.

    So what a test wants in the default graph is put into a graph with a name, and the protocol's parameters tell the
    dataset of each query that does not tell it itself.
    """

    def __init__(self, server: Server, releases: Path) -> None:
        super().__init__(server, offers={"query", "service"})
        self.releases = releases
        self.number = 0
        self.held: set[ox.Quad] = set()

    def reset(self, quads: Iterable[ox.Quad]) -> None:
        """Write a release with these quads and wait until it is served. Raises Unavailable."""
        homes = {quad if isinstance(quad.graph_name, ox.NamedNode) else _named(quad) for quad in quads}
        if homes == self.held:
            return
        self.number += 1
        self.held = homes
        name = write(self.releases, f"test-{self.number}", homes)
        switch(self.releases, name)
        os.kill(self.server.pid, signal.SIGHUP)
        try:
            taken_over(self.server, name, _PATIENCE)
        except NotTakenOver as error:
            raise Unavailable(str(error)) from error

    def query(self, text: str, base: str, accept: str) -> Reply:
        named = {quad.graph_name.value for quad in self.held if isinstance(quad.graph_name, ox.NamedNode)}
        graphs = sorted(named - {_DEFAULT.value})
        params = (
            ""
            if _FROM.search(text)
            else "&".join(
                [
                    f"default-graph-uri={quote(_DEFAULT.value)}",
                    *(f"named-graph-uri={quote(g, safe='')}" for g in graphs),
                ]
            )
        )
        headers = [("Content-Type", "application/sparql-query"), ("Accept", accept)]
        return self._send("POST", f"{self.server.query}?{params}", headers, with_base(text, base).encode())


def _named(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)
