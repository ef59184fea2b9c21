"""`pip install .` gives a command that works from any directory, with everything it needs inside the package."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from communique.tests.conftest import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel of the checkout was installed, without its dependencies."""
    folder = tmp_path_factory.mktemp("installed")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--target", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(ROOT)], check=True, capture_output=True)
    return folder


def call(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The installed command, called in a folder that has nothing to do with the checkout."""
    path = os.pathsep.join([str(installed), *(entry for entry in sys.path if "site-packages" in entry)])
    return subprocess.run(
        [sys.executable, "-S", str(installed / "bin" / "communique"), *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path, "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_help_has_examples(installed: Path, tmp_path: Path) -> None:
    said = call(installed, tmp_path, "--help")
    assert said.returncode == 0, said.stderr
    assert "communique build" in said.stdout
    for command in ("build", "check", "serve", "query"):
        assert "Examples:" in call(installed, tmp_path, command, "--help").stdout


def test_it_checks_builds_and_answers_anywhere(installed: Path, tmp_path: Path) -> None:
    for arguments in (["check"], ["build", "--quiet"], ["query", "ASK { ?s ?p ?o }"]):
        done = call(installed, tmp_path, *arguments)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "releases" / "current" / "manifest.json").is_file()


def test_exit_codes_mean_something(installed: Path, tmp_path: Path) -> None:
    assert call(installed, tmp_path, "query", "ASK {}").returncode == 1  # there is no release here
    assert call(installed, tmp_path, "chekc").returncode == 2
    assert call(installed, tmp_path, "build", "--seeds", "nowhere").returncode == 2


def test_it_is_the_wheel_that_ran(installed: Path) -> None:
    assert not (installed / "tests").exists()
    for room in ("ontology", "shapes", "seeds", "mappings", "service", "competency"):
        assert any((installed / "communique" / room).iterdir()), room


def test_the_wheel_carries_the_front_end_as_it_was_built_and_not_its_sources(installed: Path) -> None:
    static = installed / "communique" / "service" / "pages" / "static"
    entries = json.loads((static / "built" / "manifest.json").read_text())
    assert entries
    assert all((static / "built" / name).is_file() for name in entries.values())
    assert (static / "built" / "licences.txt").is_file()
    assert not (static.parent / "front").exists()
