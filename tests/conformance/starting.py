"""The targets that a run can start by itself, by name."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from communique.bench.release import switch, write
from communique.tests.conformance.endpoint import Endpoint
from communique.tests.conformance.engine import Engine
from communique.tests.conformance.served import Served
from communique.tests.conformance.target import Target
from communique.tests.targets.communique import LOOPBACK_SERVICE, communique
from communique.tests.targets.oxigraph import oxigraph
from communique.tests.targets.rdflib_endpoint import rdflib_endpoint

_ALL = frozenset({"protocol", "query", "update", "store", "description", "service"})


@contextmanager
def _engine() -> Iterator[Target]:
    yield Engine()


@contextmanager
def _oxigraph() -> Iterator[Target]:
    with oxigraph() as server:
        yield Endpoint(server, offers=_ALL)


@contextmanager
def _rdflib_endpoint() -> Iterator[Target]:
    with rdflib_endpoint() as server:
        yield Endpoint(server, offers=_ALL - {"store"})


@contextmanager
def _served() -> Iterator[Target]:
    with TemporaryDirectory(prefix="communique-conformance-") as name:
        releases = Path(name)
        switch(releases, write(releases, "empty", []))
        with communique(releases, options=["--no-watch"], settings=LOOPBACK_SERVICE) as server:
            yield Served(server, releases)


STARTED: dict[str, Callable[[], AbstractContextManager[Target]]] = {
    "engine": _engine,
    "communique-read-only": _served,
    "oxigraph": _oxigraph,
    "rdflib-endpoint": _rdflib_endpoint,
}


def started(name: str) -> AbstractContextManager[Target]:
    """The named target, running for the length of a `with` block. Raises NotStarted where it is not installed."""
    return STARTED[name]()
