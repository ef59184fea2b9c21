"""What the README tells a newcomer to type works as it stands."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from communique.tests.conftest import ROOT, run

README = (ROOT / "README.md").read_text(encoding="utf-8")
LOCAL = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_the_first_query_answers_from_the_shell(server: str) -> None:
    (call,) = [block for block in blocks("sh") if "curl" in block]
    done = subprocess.run(["bash", "-c", call.replace(LOCAL, server)], capture_output=True, text=True, check=True)
    assert "League of Communists of Yugoslavia" in done.stdout
    assert re.search(r"004, line \d+", done.stdout)


def test_the_first_query_answers_from_python(server: str) -> None:
    (code,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", code.replace(LOCAL, server)], capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"claims\s+\d{4}\s*", done.stdout)


@pytest.mark.parametrize("line", [line for block in blocks("sh") for line in block.splitlines()])
def test_commands_are_real(line: str, releases: Path) -> None:
    words = re.match(r"communique (check|build|query|--help)(?: '(.*)')?", line)
    if not words:
        return
    options = [] if words[1] in ("check", "--help") else ["--releases", str(releases)]
    done = run(*filter(None, (words[1], *options, words[2])))
    assert done.returncode == 0, done.stderr


def test_make_knows_the_two_commands() -> None:
    for block in blocks("sh"):
        for target in re.findall(r"^make (\w+)", block, flags=re.MULTILINE):
            subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, check=True)


def test_rooms_and_pages_that_it_names_exist() -> None:
    for path in re.findall(r"\]\((docs/[^)]+)\)|^\| `([a-z]+/)`", README, flags=re.MULTILINE):
        assert (ROOT / "".join(path)).exists(), path
