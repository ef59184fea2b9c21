"""rdflib-endpoint, in an environment of its own: its dependencies are not ours.

    python -m venv .venv-peers && .venv-peers/bin/pip install 'rdflib-endpoint[cli]==0.6.3'

`COMMUNIQUE_PEERS` names the environment's folder where it is another one.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from communique.tests.targets.process import NotStarted, Server, free_port, started


def environment() -> Path:
    """The folder of the peers' environment. Raises NotStarted, with what to run, where it is missing."""
    folder = Path(os.environ.get("COMMUNIQUE_PEERS", Path(__file__).resolve().parents[2] / ".venv-peers"))
    if not (folder / "bin" / "rdflib-endpoint").is_file():
        raise NotStarted(
            f"no rdflib-endpoint in {folder}; "
            "python -m venv .venv-peers && .venv-peers/bin/pip install 'rdflib-endpoint[cli]==0.6.3'"
        )
    return folder


@contextmanager
def rdflib_endpoint(data: Path | None = None, *, writable: bool = True, seconds: float = 60.0) -> Iterator[Server]:
    """A server over rdflib's in-memory store, filled from `data` (N-Quads, Turtle …) where given."""
    port = free_port()
    command = [str(environment() / "bin" / "rdflib-endpoint"), "serve"]
    command += ["--enable-update"] if writable else []
    command += ["--host", "127.0.0.1", "--port", str(port)]
    command += [str(data)] if data else []
    root = f"http://127.0.0.1:{port}/"
    with started(command, root, seconds=seconds) as pid:
        yield Server("rdflib-endpoint", root, pid, update=root if writable else None)
