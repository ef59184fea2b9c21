"""`release.yaml`: read as it is meant, and every fault told with its line."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.mappings.release.notes import Notes, read_notes
from communique.tests.mappings.release.conftest import ROOT

_GOOD = """version: 1.2.0
issued: 2026-11-22
previous: 1.1.0-0123456789ab
title: T
description: D, of several words
publisher: P
data_licence: https://creativecommons.org/publicdomain/zero/1.0/
vocabulary_licence: https://creativecommons.org/licenses/by/4.0/
"""


def _read(folder: Path, text: str) -> tuple[Notes | None, list[str]]:
    path = folder / "release.yaml"
    path.write_text(text, encoding="utf-8")
    notes, issues = read_notes(path)
    return notes, [str(issue).removeprefix(f"{path}:") for issue in issues]


def test_good_notes(tmp_path: Path) -> None:
    notes, issues = _read(tmp_path, _GOOD)
    assert issues == []
    assert notes is not None
    assert (notes.version, notes.issued, notes.previous) == ("1.2.0", date(2026, 11, 22), "1.1.0-0123456789ab")
    assert (notes.data_licence.spdx, notes.vocabulary_licence.spdx) == ("CC0-1.0", "CC-BY-4.0")
    assert notes.on(date(2027, 1, 1)).issued == date(2027, 1, 1)
    assert notes.on(None) == notes


def test_the_notes_of_this_knowledge_base() -> None:
    notes, issues = read_notes(ROOT / "seeds" / "release.yaml")
    assert issues == [] and notes is not None


@pytest.mark.parametrize(
    ("old", "new", "issue"),
    [
        ("version: 1.2.0", "version: 1.2", "1: '1.2' is no version: expected three numbers such as 0.1.0"),
        ("version: 1.2.0\n", "", "1: 'version' is missing: expected three numbers such as 0.1.0"),
        ("2026-11-22", "2026-02-30", "2: '2026-02-30' is no date: day is out of range for month"),
        ("2026-11-22", "today", "2: 'today' is no date: expected one such as 2026-11-22"),
        ("1.1.0-0123456789ab", "../x", "3: '../x' is no previous: expected the folder name of a release"),
        ("title: T", "title:", "4: 'title' is missing: expected a text"),
        ("title: T", "title: [T]", "4: 'title' is missing: expected a text"),
        (
            "publisher: P",
            "publisher: P\npublisher: Q",
            "7: 'publisher' stands twice: first on line 6; keep one of them",
        ),
        ("licenses/by/4.0/", "licenses/by/4.0", "did you mean 'https://creativecommons.org/licenses/by/4.0/'?)"),
    ],
)
def test_bad_notes(tmp_path: Path, old: str, new: str, issue: str) -> None:
    notes, issues = _read(tmp_path, _GOOD.replace(old, new))
    assert notes is None
    (found,) = issues
    assert found == issue or found.endswith(issue)


def test_all_faults_at_once(tmp_path: Path) -> None:
    _, issues = _read(tmp_path, "verison: 1\nissued: x\n")
    assert len(issues) == 8


def test_no_mapping_and_no_file(tmp_path: Path) -> None:
    assert "expected a mapping with version, issued" in _read(tmp_path, "- a")[1][0]
    _, (issue,) = read_notes(tmp_path / "gone.yaml")
    assert "cannot be read: No such file or directory" in str(issue)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=40),
        st.builds(lambda at, junk: _GOOD[:at] + junk + _GOOD[at:], st.integers(0, 200), st.text(max_size=5)),
    )
)
def test_rubbish_is_told_and_never_raised(tmp_path: Path, text: str) -> None:
    path = tmp_path / "release.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    notes, issues = read_notes(path)
    assert (notes is None) == bool(issues)
