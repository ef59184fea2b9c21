"""A release of small invented records, built once for all tests of the release by the command line."""

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SEEDS = ROOT / "tests" / "mappings" / "fixture" / "seeds"
ORIGINALS = SEEDS.parent / "originals"


def start(*arguments: str | Path, **environment: str) -> subprocess.Popen[str]:
    """The command line as a user calls it, under way, in a process group of its own as a shell would have it."""
    return subprocess.Popen(
        [sys.executable, "-m", "communique", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        # Whoever runs the tests in the background has it ignored, and so would the build.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def run(*arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    process = start(*arguments, **environment)
    out, said = process.communicate(timeout=300)
    return process.returncode, out, said


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases with one release in it, the current one; tests must leave it as it is."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    releases = shared / "invented"
    with (shared / "invented.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (releases / "current").exists():
            arguments = ("--seeds", SEEDS, "--releases", releases, "--documents", ORIGINALS, "--jobs", "1")
            code, _, said = run("build", *arguments)
            assert code == 0, said
    return releases


@pytest.fixture(scope="session")
def folder(built: Path) -> Path:
    """The release of the invented records."""
    return (built / "current").resolve()
