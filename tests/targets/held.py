"""Our own service over each way to hold a release: on disk, or in a store of another maker that is started for it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from communique.tests.targets.communique import communique
from communique.tests.targets.oxigraph import oxigraph
from communique.tests.targets.process import NotStarted, Server
from communique.tests.targets.virtuoso import virtuoso

ROOT = Path(__file__).resolve().parents[2]
_DBA = {"COMMUNIQUE_STORE_USER": "dba", "COMMUNIQUE_STORE_PASSWORD": "dba", "COMMUNIQUE_STORE_AUTH": "digest"}

OTHERS: dict[str, tuple[Callable[[], AbstractContextManager[Server]], Mapping[str, str]]] = {
    "oxigraph": (oxigraph, {}),
    "virtuoso": (virtuoso, _DBA),
}
"""Stores of other makers by name: what starts an empty one, and the credentials to fill it with."""

KINDS = ("memory", "disk", *OTHERS)


@contextmanager
def held(kind: str, releases: Path, tell: Callable[[str], None] = lambda _: None) -> Iterator[Server]:
    """Our service over the current release, held in that way; raises NotStarted where a store is not installed."""
    with ExitStack() as stack:
        options: Sequence[str] = ["--backend", kind]
        if kind == "disk":
            options = [*options, "--cache", stack.enter_context(TemporaryDirectory(prefix="communique-cache-"))]
        elif kind in OTHERS:
            start, credentials = OTHERS[kind]
            tell(f"starting {kind}")
            store = stack.enter_context(start())
            tell(load(store, releases, credentials))
            options = ["--backend", "remote", "--remote-query", store.query]
        tell(f"starting communique serve {' '.join(options)}")
        yield stack.enter_context(communique(releases, options=[*options, "--no-watch"]))


def load(store: Server, releases: Path, credentials: Mapping[str, str]) -> str:
    """Load the current release by the command; gives what it says."""
    command = [sys.executable, "-m", "communique", "load", "--releases", str(releases.resolve()), "--quiet"]
    command += ["--to", store.query, "--graph-store", str(store.store)]
    environment = {**os.environ, **credentials, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotStarted(f"the release was not loaded: {done.stderr}")
    return done.stdout.strip()
