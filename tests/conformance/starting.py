"""The targets that a run can start by itself, by name."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from communique.bench.release import switch, write
from communique.commands.storing import TOKEN
from communique.mappings.release import service
from communique.mappings.release.about import Release
from communique.mappings.release.notes import read_notes
from communique.mappings.release.turtle import compact
from communique.paths import room
from communique.tests.conformance.endpoint import Endpoint
from communique.tests.conformance.engine import Engine
from communique.tests.conformance.served import Served
from communique.tests.conformance.target import Target
from communique.tests.targets.communique import LOOPBACK_SERVICE, communique
from communique.tests.targets.oxigraph import oxigraph
from communique.tests.targets.rdflib_endpoint import rdflib_endpoint

_TOKEN = "token-of-the-conformance-suite"
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
def _communique() -> Iterator[Target]:
    """Ours with `--writable`: the default graph is one of its own, as the suites have it."""
    with TemporaryDirectory(prefix="communique-conformance-") as name:
        releases = Path(name) / "releases"
        switch(releases, _described(releases))
        options = ["--writable", str(Path(name) / "store"), "--default-graph", "own", "--no-watch"]
        with communique(releases, options=options, settings={**LOOPBACK_SERVICE, TOKEN: _TOKEN}) as server:
            graphs = server.query.replace("/sparql", "/graph-store")
            written = replace(server, update=server.query, store=graphs, token=_TOKEN)
            yield Endpoint(written, offers=_ALL)


def _described(releases: Path) -> str:
    """An empty release with the service description that the releases of this project have; gives its name."""
    name = write(releases, "empty", [])
    notes, issues = read_notes(room("seeds") / "release.yaml")
    if notes is None:
        raise ValueError("\n".join(map(str, issues)))
    description = compact(service.rows(Release(notes, "0" * 64), 0, {}))
    (releases / name / "service-description.ttl").write_text(description, encoding="utf-8")
    return name


@contextmanager
def _served() -> Iterator[Target]:
    with TemporaryDirectory(prefix="communique-conformance-") as name:
        releases = Path(name)
        switch(releases, write(releases, "empty", []))
        with communique(releases, options=["--no-watch"], settings=LOOPBACK_SERVICE) as server:
            yield Served(server, releases)


STARTED: dict[str, Callable[[], AbstractContextManager[Target]]] = {
    "engine": _engine,
    "communique": _communique,
    "communique-read-only": _served,
    "oxigraph": _oxigraph,
    "rdflib-endpoint": _rdflib_endpoint,
}


def started(name: str) -> AbstractContextManager[Target]:
    """The named target, running for the length of a `with` block. Raises NotStarted where it is not installed."""
    return STARTED[name]()
