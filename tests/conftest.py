"""What several rooms' tests share: one release built from the seeds, and one server that serves it."""

import fcntl
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from communique.tests import wikidata

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
"""Seconds that a server may take until it answers, on a busy machine."""


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line as a user calls it, from the checkout."""
    return subprocess.run(
        [sys.executable, "-m", "communique", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases with the current one in it, built once for all the processes of a test run."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder = shared / "releases"
    with (shared / "releases.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "current").exists():
            done = run("build", "--releases", str(folder), "--quiet")
            assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def release(releases: Path) -> Path:
    """The folder of the release built from the seeds of the checkout."""
    return (releases / "current").resolve()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    """Returns once the server answers a query; fails, with what it said, where it ends or takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with suppress(httpx.TransportError):
            if httpx.get(f"{url}/ready", timeout=5).is_success:
                return
        time.sleep(0.1)
    process.kill()
    pytest.fail(f"the server at {url} did not become ready")


@contextmanager
def serving(releases: Path, **environment: str) -> Iterator[str]:
    """The address of a server of the current release in a folder, with no slash at its end."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "communique", "serve", "--releases", str(releases), "--port", str(port)],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def server(releases: Path) -> Iterator[str]:
    """The address of a server of the release."""
    with serving(releases) as url:
        yield url


@pytest.fixture(scope="session")
def endpoint(server: str) -> str:
    """The address of the SPARQL endpoint of that server."""
    return f"{server}/sparql"


@pytest.fixture(scope="session")
def federated_endpoint(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An endpoint whose SERVICE finds, at Wikidata's address, a server on loopback with real statements of Wikidata."""
    with wikidata.served(tmp_path_factory.mktemp("wikidata"), free_port()) as address:
        settings = {
            "COMMUNIQUE_SERVICE_MAP": json.dumps({"https://query.wikidata.org/sparql": address}),
            "COMMUNIQUE_SERVICE_LOOPBACK": "yes",
        }
        with serving(releases, **settings) as url:
            yield f"{url}/sparql"
