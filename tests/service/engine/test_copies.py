"""The operator's copies are found by what is in them, and noticed when they come, change or go."""

import hashlib
from pathlib import Path

from communique.service.engine.copies import Copies


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_files_are_found_by_what_is_in_them(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "any name").write_bytes(b"\xff")
    copies = Copies(tmp_path)
    copies.look()
    assert copies.files == {hashlib.sha256(b"\xff").hexdigest(): tmp_path / "below" / "any name"}


def test_files_that_come_change_or_go_are_noticed(tmp_path: Path) -> None:
    copies, path = Copies(tmp_path), tmp_path / "text"
    copies.look()
    assert (copies.files, copies.state) == ({}, 0)
    path.write_text("one")
    copies.look()
    copies.look()
    assert (copies.files, copies.state) == ({digest("one"): path}, 1)
    path.write_text("another")
    copies.look()
    assert (copies.files, copies.state) == ({digest("another"): path}, 2)
    path.unlink()
    copies.look()
    assert (copies.files, copies.state) == ({}, 3)


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    copies = Copies(tmp_path / "none")
    copies.look()
    assert copies.files == {}
