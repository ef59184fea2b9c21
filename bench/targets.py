"""The servers that are compared, each with the same knowledge base in it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from communique.bench.release import Generated
from communique.tests.conformance.wire import send_file
from communique.tests.targets.communique import communique
from communique.tests.targets.oxigraph import load, oxigraph
from communique.tests.targets.process import NotStarted, Server
from communique.tests.targets.rdflib_endpoint import rdflib_endpoint
from communique.tests.targets.virtuoso import virtuoso

Start = Callable[[Generated], AbstractContextManager[Server]]
_LOADING = 3600.0
_SMALL = 2_000_000


@contextmanager
def _communique(data: Generated) -> Iterator[Server]:
    """Every answer is evaluated: nothing is kept."""
    with communique(data.releases, limits={"cache_bytes": 0}) as server:
        yield server


@contextmanager
def _cached(data: Generated) -> Iterator[Server]:
    """As it is by default: answers are kept."""
    with communique(data.releases) as server:
        yield replace(server, name="communique-cached")


@contextmanager
def _oxigraph_disk(data: Generated) -> Iterator[Server]:
    with oxigraph(stored(data), union=True, read_only=True) as server:
        yield replace(server, name="oxigraph-disk")


@contextmanager
def _oxigraph_memory(data: Generated) -> Iterator[Server]:
    with oxigraph(union=True) as server:
        status = send_file("POST", str(server.store), "application/n-quads", data.dump, _LOADING)
        if status >= 300:
            raise NotStarted(f"oxigraph did not take the data: status {status}")
        yield replace(server, name="oxigraph-memory")


@contextmanager
def _virtuoso(data: Generated) -> Iterator[Server]:
    with virtuoso(data.dump, memory_mib=max(2048, data.quads // 2500)) as server:
        yield server


@contextmanager
def _rdflib_endpoint(data: Generated) -> Iterator[Server]:
    with rdflib_endpoint(data.dump, writable=False, seconds=_LOADING) as server:
        yield server


def stored(data: Generated) -> Path:
    """The knowledge base as a RocksDB store beside its release, made once."""
    location = data.releases / f".oxigraph-{data.folder.name}"
    if not location.is_dir():
        load(location, data.dump)
    return location


def usual(quads: int) -> tuple[str, ...]:
    """The targets that make sense for that much data: rdflib-endpoint would take hours to load ten million."""
    return tuple(name for name in TARGETS if quads <= _SMALL or name != "rdflib-endpoint")


TARGETS: dict[str, Start] = {
    "communique": _communique,
    "communique-cached": _cached,
    "oxigraph-disk": _oxigraph_disk,
    "oxigraph-memory": _oxigraph_memory,
    "virtuoso": _virtuoso,
    "rdflib-endpoint": _rdflib_endpoint,
}
