"""The oxigraph server (PyPI package `oxigraph`), in memory or on disk."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from communique.tests.targets.process import NotStarted, Server, free_port, started


def binary() -> str:
    """The oxigraph command of this environment. Raises NotStarted where it is missing."""
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if not found:
        raise NotStarted("no oxigraph command; `pip install oxigraph` brings it")
    return found


@contextmanager
def oxigraph(
    location: Path | None = None, *, union: bool = False, timeout: int | None = None, read_only: bool = False
) -> Iterator[Server]:
    """A server with an empty store, or with the one at `location`; `timeout` in seconds for queries."""
    port = free_port()
    command = [binary(), "serve-read-only" if read_only else "serve", "--bind", f"127.0.0.1:{port}"]
    command += ["--location", str(location)] if location else []
    command += ["--union-default-graph"] if union else []
    command += ["--timeout-s", str(timeout)] if timeout else []
    root = f"http://127.0.0.1:{port}"
    with started(command, f"{root}/query") as pid:
        name = "oxigraph (disk)" if location else "oxigraph (memory)"
        update, store = (None, None) if read_only else (f"{root}/update", f"{root}/store")
        yield Server(name, f"{root}/query", pid, update=update, store=store)


def load(location: Path, data: Path) -> None:
    """Bulk-load an N-Quads file into an on-disk store."""
    command = [binary(), "load", "--location", str(location), "--file", str(data)]
    subprocess.run(command, check=True, capture_output=True)
