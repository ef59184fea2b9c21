"""Progress on standard error: a line a step, quiet where that is asked for."""

import re
import sys

import pytest

from communique.commands.steps import Steps


def _play(steps: Steps) -> None:
    steps("reading", 0, 2)
    steps("reading", 1, 2)
    steps("reading", 2, 2)
    steps("writing", 1, 3)
    steps.end()


def test_into_a_file_a_line_for_each_finished_step(capsys: pytest.CaptureFixture[str]) -> None:
    _play(Steps())
    assert re.fullmatch(r"reading +2/2  0\.0 s\n", capsys.readouterr().err)


def test_on_a_terminal_the_line_is_rewritten(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    _play(Steps())
    lines = capsys.readouterr().err.split("\r\x1b[K")
    assert [line.split()[:2] for line in lines[1:]] == [
        ["reading", "0/2"],
        ["reading", "1/2"],
        ["reading", "2/2"],
        ["writing", "1/3"],
    ]
    assert lines[-1].endswith("\n"), "the line of a step that broke off is left"


def test_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    _play(Steps(quiet=True))
    assert capsys.readouterr().err == ""
