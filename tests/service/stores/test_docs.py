"""The page on where data are held is true: its commands exist, its script checks, its calls write."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from communique.commands import load, serve
from communique.tests.conftest import ROOT
from communique.tests.service.writing.serving import TOKEN, writable
from communique.tests.targets.held import KINDS

PAGE = (ROOT / "docs" / "stores.md").read_text(encoding="utf-8").replace("\\\n", " ")
COMMANDS = {"serve": serve.command, "load": load.command}


@pytest.mark.parametrize("line", re.findall(r"(?m)^communique (.*)$", PAGE))
def test_the_commands_are_understood(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "token.txt").write_text("a token")
    name, *arguments = shlex.split(line)
    with COMMANDS[name].make_context(name, arguments):
        pass


def test_each_kind_can_be_tried() -> None:
    tried = re.findall(r"communique\.tools\.stores (\w+) --check", PAGE)
    assert tuple(tried) == KINDS


def test_the_script_checks(releases: Path) -> None:
    command = [sys.executable, "-m", "communique.tools.stores", "oxigraph", "--check", "--releases", str(releases)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "same" in done.stdout
    assert "DIFFERENT" not in done.stdout


def test_the_calls_write(tmp_path: Path) -> None:
    with writable(tmp_path) as service:
        (tmp_path / "token.txt").write_text(TOKEN)
        for call in re.findall(r"(?m)^curl .*$", PAGE):
            line = call.replace("http://127.0.0.1:8000", service.sparql.removesuffix("/sparql"))
            subprocess.run(["bash", "-c", line.replace("curl -s", "curl -sf")], cwd=tmp_path, check=True)
        assert service.count("urn:g") == 1
        assert service.ask("SELECT ?o { <urn:a> <urn:b> ?o }") == ["c"]
