"""The endpoints that the attacks can be tried on without more ado: started here, each with the same generated data."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from communique.bench.release import Generated, generate
from communique.tests.targets.communique import ANY_SERVICE, communique
from communique.tests.targets.oxigraph import load, oxigraph
from communique.tests.targets.process import Server
from communique.tests.targets.rdflib_endpoint import rdflib_endpoint

SIZE = 20_000


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="communique-attacks-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def secret() -> dict[str, str]:
    """A file that anybody may read and no endpoint may give away, by the ways attacks name it."""
    path = _folder() / "secret.ttl"
    path.write_text('<urn:x-attack:s> <urn:x-attack:p> "secret-of-a-file" .\n', encoding="utf-8")
    return {"file": path.as_uri(), "file_rest": path.as_uri().removeprefix("file"), "file_path": str(path)}


@cache
def data() -> Generated:
    """A small knowledge base, written once a run."""
    return generate(_folder(), SIZE)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """A server that somebody else started."""
    yield server


@contextmanager
def _oxigraph(deadline: float) -> Iterator[Server]:
    """Read-only, as one would put it before strangers; that takes a store on disk."""
    with oxigraph(_stored(), union=True, timeout=round(deadline), read_only=True) as server:
        yield server


@cache
def _stored() -> Path:
    location = _folder() / "oxigraph"
    load(location, data().dump)
    return location


@contextmanager
def _rdflib_endpoint(deadline: float) -> Iterator[Server]:
    del deadline  # It has none.
    with rdflib_endpoint(data().dump, writable=False) as server:
        yield server


@contextmanager
def _communique(deadline: float) -> Iterator[Server]:
    with communique(data().releases, limits={"query_seconds": deadline}) as server:
        yield server


@contextmanager
def _any_service(deadline: float) -> Iterator[Server]:
    """Ours with every public endpoint allowed: what must not be reached is then told by its address alone."""
    with communique(data().releases, limits={"query_seconds": deadline}, settings=ANY_SERVICE) as server:
        yield replace(server, name="communique-any-service")


STARTED: dict[str, Callable[[float], AbstractContextManager[Server]]] = {
    "communique": _communique,
    "communique-any-service": _any_service,
    "oxigraph": _oxigraph,
    "rdflib-endpoint": _rdflib_endpoint,
}
