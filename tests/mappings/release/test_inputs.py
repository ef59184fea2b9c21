"""The hash of the input changes with everything that decides about a release, and with nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from communique.mappings.release.inputs import input_hash, recall, remember


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    (folder / "000").mkdir(parents=True)
    (folder / "000" / "names.yaml").write_text("- a")
    return folder


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "000" / "names.yaml").write_text("- b"),
        lambda folder: (folder / "000" / "names.yaml").rename(folder / "000" / "facts.yaml"),
        lambda folder: (folder / "000").rename(folder / "001"),
        lambda folder: (folder / "more.yaml").write_text(""),
    ],
)
def test_every_change_counts(seeds: Path, change: Callable[[Path], object]) -> None:
    before = input_hash({"seeds": seeds}, ["issued None"])
    change(seeds)
    assert input_hash({"seeds": seeds}, ["issued None"]) != before


def test_options_and_names_count_and_places_do_not(seeds: Path) -> None:
    before = input_hash({"seeds": seeds}, ["issued None"])
    assert input_hash({"seeds": seeds}, ["issued 2026-01-01"]) != before
    assert input_hash({"shapes": seeds}, ["issued None"]) != before
    elsewhere = seeds.rename(seeds.parent / "elsewhere")
    (elsewhere / "__pycache__").mkdir()
    (elsewhere / "__pycache__" / "x.pyc").write_text("x")
    assert input_hash({"seeds": elsewhere}, ["issued None"]) == before


def test_what_was_built_is_remembered(tmp_path: Path) -> None:
    assert recall(tmp_path, "a") is None
    for number in range(60):
        remember(tmp_path, f"input {number}", f"release {number // 2}")
    assert recall(tmp_path, "input 59") == recall(tmp_path, "input 58") == "release 29"
    assert recall(tmp_path, "input 0") is None
    (tmp_path / ".builds.json").write_text("[")
    assert recall(tmp_path, "input 59") is None
    remember(tmp_path, "input", "release")
    assert recall(tmp_path, "input") == "release"
