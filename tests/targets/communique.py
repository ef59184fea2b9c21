"""Our own service as a server to test: this checkout's, or that of the one which `COMMUNIQUE_CHECKOUT` names."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from communique.tests.targets.process import Server, free_port, started

_ROOT = Path(__file__).resolve().parents[2]


# SERVICE may go anywhere that is public; and, for the suites, to this machine too.
ANY_SERVICE = {"COMMUNIQUE_SERVICE_ALLOW": "*"}
LOOPBACK_SERVICE = {**ANY_SERVICE, "COMMUNIQUE_SERVICE_LOOPBACK": "yes"}


@contextmanager
def communique(
    releases: Path,
    *,
    limits: Mapping[str, int | float] | None = None,
    options: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
    seconds: float = 300.0,
) -> Iterator[Server]:
    """`communique serve` of a folder of releases.

    `limits` as its --limit, `options` as on its command line, `settings` as its environment variables.
    """
    port = free_port()
    checkout = Path(os.environ.get("COMMUNIQUE_CHECKOUT", _ROOT))
    command = [sys.executable, "-m", "communique", "serve", "--releases", str(releases.resolve()), "--port", str(port)]
    for name, value in (limits or {}).items():
        command += ["--limit", f"{name}={value}"]
    root = f"http://127.0.0.1:{port}"
    env = {**(settings or {}), "PYTHONPATH": str(checkout)}
    with started([*command, *options], f"{root}/ready", env=env, cwd=checkout, seconds=seconds) as pid:
        yield Server("communique", f"{root}/sparql", pid)
