"""The page on releases is true: its sessions run as shown, its tables name every file and every exit code."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communique.mappings.release.notes import read_notes
from communique.tests.mappings.release.conftest import ROOT, SEEDS

_PAGE = (ROOT / "docs" / "releases.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", _PAGE)


@pytest.fixture
def release(folder: Path, tmp_path: Path) -> Path:
    """A copy of a release to work in."""
    return Path(shutil.copytree(folder, tmp_path / folder.name))


@pytest.fixture
def manifest(release: Path) -> Any:
    return json.loads((release / "manifest.json").read_text(encoding="utf-8"))


def _run(command: str, where: Path) -> str:
    """What a command of the page prints; the tools of this environment come first."""
    programs = where.parent / "bin"
    programs.mkdir(exist_ok=True)
    (programs / "communique").write_text(f'#!/bin/sh\nexec {sys.executable} -m communique "$@"\n')
    (programs / "communique").chmod(0o755)
    path = os.pathsep.join((str(programs), str(Path(sys.executable).parent), os.environ["PATH"]))
    python = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=where,
        env=os.environ | {"PATH": path, "PYTHONPATH": python},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _steps(session: str) -> Iterator[tuple[str, str]]:
    """Each command of a session with the output it shows."""
    for step in re.split(r"(?m)^\$ ", session)[1:]:
        command, _, output = step.partition("\n")
        yield command, output


@pytest.mark.parametrize("session", _blocks("console"), ids=["check", "oxigraph"])
def test_sessions_run_as_shown(session: str, release: Path, manifest: Any) -> None:
    values = {
        "NAME": manifest["name"],
        "FILES": str(len(manifest["files"])),
        "QUADS": str(manifest["counts"]["quads"]),
        "CLAIMS": str(manifest["counts"]["claims"]),
    }
    for command, output in _steps(session):
        shown = re.sub("NAME|FILES|QUADS|CLAIMS", lambda word: values[word[0]], output)
        assert _run(command, release) == shown


@pytest.mark.parametrize(
    ("program", "key"), list(zip(_blocks("python"), ("rdfc10_sha256", "claims"), strict=True)), ids=["hash", "rdflib"]
)
def test_programs_print_what_the_manifest_says(program: str, key: str, release: Path, manifest: Any) -> None:
    (release.parent / "program.py").write_text(program)
    printed = _run(f"{sys.executable} -W ignore ../program.py", release)
    assert printed == f"{(manifest | manifest['counts'])[key]}\n"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def virtuoso(release: Path, tmp_path: Path) -> Iterator[int]:
    """The port of a Virtuoso of one's own that may read the release."""
    server = shutil.which("virtuoso-t")
    if server is None or shutil.which("isql-vt") is None:
        pytest.skip("needs Virtuoso: apt-get install virtuoso-opensource-7")
    port = _free_port()
    settings = f"""[Database]
DatabaseFile = db
ErrorLogFile = log
LockFile = lock
TransactionFile = trx
xa_persistent_file = pxa
[Parameters]
ServerPort = {port}
DirsAllowed = {release}
NumberOfBuffers = 10000
"""
    (tmp_path / "virtuoso.ini").write_text(settings)
    with subprocess.Popen([server, "-f", "-c", "virtuoso.ini"], cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.kill()


def _wait_for(port: int, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail(f"Virtuoso did not start within {seconds:g} s")


def test_virtuoso_loads_it(virtuoso: int, release: Path, manifest: Any) -> None:
    (script,) = _blocks("sql")
    script = re.sub(r"/srv/communique/[^']+", str(release), script)
    isql = ["isql-vt", str(virtuoso), "dba", "dba"]
    done = subprocess.run(isql, input=script, capture_output=True, text=True, check=True, timeout=120)
    assert re.search(rf"^{manifest['counts']['claims']}$", done.stdout, re.MULTILINE), done.stdout


def test_every_file_is_in_the_table(folder: Path) -> None:
    named = {word for row in re.findall(r"(?m)^\| (`[^|]*)\|", _PAGE) for word in re.findall(r"`([^`]+)`", row)}
    present = {f"{p.name}/" if p.is_dir() else p.name.removesuffix(".gz") for p in folder.iterdir()}
    assert named == present


def test_every_key_of_the_notes_is_named() -> None:
    assert read_notes(SEEDS / "release.yaml")[0] is not None
    for key in (
        "version",
        "issued",
        "title",
        "description",
        "publisher",
        "data_licence",
        "vocabulary_licence",
        "previous",
    ):
        assert f"`{key}`" in _PAGE


def test_links_lead_somewhere() -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", _PAGE):
        assert (ROOT / "docs" / link).exists(), link
