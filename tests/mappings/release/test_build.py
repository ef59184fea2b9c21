"""Builds of small invented records through the command line, as a user makes them."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from communique.mappings.release.build import Request, build
from communique.mappings.release.errors import Refused
from communique.mappings.release.folder import Releases, differences
from communique.mappings.release.manifest import MANIFEST
from communique.tests.mappings.release.conftest import ORIGINALS, SEEDS, run, start


def _run(*arguments: str | Path, **environment: str) -> tuple[int, str]:
    """Exit code and standard error of a build."""
    code, _, said = run("build", *arguments, **environment)
    return code, said


@pytest.fixture
def served(built: Path, tmp_path: Path) -> Path:
    """A folder of releases of one's own, with the same release in it."""
    shutil.copytree(built, tmp_path / "releases", symlinks=True)
    return tmp_path / "releases"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Records of one's own to spoil."""
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


def _unchanged(served: Path, built: Path) -> bool:
    """Whether the release is served as before and nothing is left beside it."""
    (name,) = {path.name for path in served.iterdir()} - {"current", ".lock", ".builds.json"}
    return Releases(served).current() == served / name and differences(served / name, built / name) == []


def test_the_name_is_version_and_hash(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    assert folder.name == manifest["name"] == f"{manifest['version']}-{manifest['rdfc10_sha256'][:12]}"


VALIDATORS = pytest.mark.parametrize("validator", ["pyshacl", "turbo"])


@VALIDATORS
def test_another_machine_makes_the_same_bytes(folder: Path, tmp_path: Path, validator: str) -> None:
    seeds = shutil.copytree(SEEDS, tmp_path / "elsewhere" / "seeds")
    code, said = _run(
        *("--seeds", seeds, "--releases", tmp_path, "--jobs", "3", "--validator", validator, "--quiet"),
        PYTHONHASHSEED="7",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONUTF8="0",
    )
    assert code == 0, said
    assert differences(folder, tmp_path / folder.name) == []


def test_what_is_built_is_found_again_at_once(built: Path, served: Path) -> None:
    steps: list[str] = []
    request = Request(SEEDS, served, documents=ORIGINALS, jobs=2)
    found = build(request, lambda step, done, total: steps.append(step))
    assert found.known and found.current and steps == []
    assert _unchanged(served, built)


def test_switching_is_asked_for(served: Path) -> None:
    (served / "current").unlink()
    request = Request(SEEDS, served, documents=ORIGINALS, switch=False)
    assert not build(request, lambda *step: None).current
    assert not (served / "current").exists()
    assert build(Request(SEEDS, served, documents=ORIGINALS), lambda *step: None).current


def test_bad_records_are_all_told_and_change_nothing(seeds: Path, built: Path, served: Path) -> None:
    (served / ".building-1").mkdir()
    names, notes = seeds / "000" / "names.yaml", seeds / "release.yaml"
    names.write_text(names.read_text().replace("party/", "praty/", 1))
    notes.write_text(notes.read_text().replace("version: ", "version: v", 1).replace("title", "titel"))
    code, said = _run("--seeds", seeds, "--releases", served)
    assert code == 2
    lines = said.splitlines()
    assert any(line.startswith(f"{names}:") and "party" in line for line in lines), said
    assert any(line.startswith(f"{notes}:1: 'v0.0.1' is no version") for line in lines), said
    assert any("unknown key 'titel'" in line and "did you mean 'title'?" in line for line in lines), said
    problems = [line for line in lines if line.startswith(f"{seeds}/")]
    assert lines[-1] == f"{len(problems)} problems: no release is made"
    assert _unchanged(served, built)


def test_records_that_the_originals_do_not_bear_out(seeds: Path, built: Path, served: Path, tmp_path: Path) -> None:
    originals = Path(shutil.copytree(ORIGINALS, tmp_path / "originals"))
    for path in originals.iterdir():
        path.write_text(path.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"document\.yaml"):
        build(Request(seeds, served, documents=originals), lambda *step: None)
    assert _unchanged(served, built)


@VALIDATORS
def test_data_that_do_not_conform_are_not_released(seeds: Path, built: Path, served: Path, validator: str) -> None:
    # Two events of the same name, and no word on whether they are the same: the reader sees nothing wrong with that.
    events = seeds / "registry" / "event.yaml"
    events.write_text(events.read_text().replace("Walk to the old well", "Great frost"))
    code, said = _run("--seeds", seeds, "--releases", served, "--jobs", "1", "--validator", validator)
    assert code == 2, said
    assert "same-label" in said
    assert said.endswith("no release is made\n")
    assert _unchanged(served, built)


def _children(process: int) -> Iterator[int]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            yield int(stat.parent.name)


def _until(true: Callable[[], object], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(true())


@pytest.fixture
def writing(seeds: Path, served: Path) -> tuple[subprocess.Popen[str], list[int]]:
    """A build of a new release that has begun to write and stands still, and the processes that work for it."""
    notes = seeds / "release.yaml"
    notes.write_text(notes.read_text().replace("version: 0.0.1", "version: 0.0.2"))
    process = start("build", "--seeds", seeds, "--releases", served, "--jobs", "2")
    assert _until(lambda: list(served.glob(".building-*/communique.nq")) and len(list(_children(process.pid))) >= 2)
    os.killpg(process.pid, signal.SIGSTOP)
    return process, list(_children(process.pid))


def test_killed_while_it_writes(
    writing: tuple[subprocess.Popen[str], list[int]], seeds: Path, built: Path, folder: Path, served: Path
) -> None:
    process, children = writing
    process.kill()
    os.killpg(process.pid, signal.SIGCONT)
    process.communicate()
    assert Releases(served).current() == served / folder.name
    assert _until(lambda: not any(Path(f"/proc/{child}").exists() for child in children)), "processes outlive the build"
    (seeds / "000" / "names.yaml").write_text("[")
    assert _run("--seeds", seeds, "--releases", served)[0] == 2
    assert _unchanged(served, built)


def test_stopped_by_the_user(writing: tuple[subprocess.Popen[str], list[int]], built: Path, served: Path) -> None:
    process, children = writing
    os.killpg(process.pid, signal.SIGINT)
    os.killpg(process.pid, signal.SIGCONT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1 and said.endswith("Aborted!\n"), said
    assert _until(lambda: not any(Path(f"/proc/{child}").exists() for child in children)), "processes outlive the build"
    assert _unchanged(served, built)


def test_a_call_that_is_wrong(tmp_path: Path) -> None:
    code, said = _run("--issued", "2026-02-30", "--releases", tmp_path)
    assert code == 2
    assert "'2026-02-30' is no date: day" in said
