"""Our endpoint as the SERVICE of Comunica, which runs on Node and comes from npm by a lock file."""

import json
import os
import runpy
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from communique.tests.conftest import ROOT
from communique.tests.service import small
from communique.tests.service.running import Server

HERE = Path(__file__).resolve().parent / "comunica"
PATIENCE = 900.0
NAME = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
PARTY = f"<{small.BASE}id/party/xx-red>"
OWN = f"<urn:a> <urn:is> {PARTY} . <urn:b> <urn:is> <urn:nobody> ."

Ask = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def comunica(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Asks Comunica a query over `OWN`; installed for this module, where there is Node."""
    tools = runpy.run_path(str(ROOT / "tools" / "front.py"))
    npm = tools["node_of_the_machine"]() or tools["node_of_a_wheel"]()
    if npm is None:
        pytest.skip("needs Node 18 or later with npm; `make test` brings one from PyPI")
    node = shutil.which("node") if len(npm) == 1 else npm[0]
    assert node is not None
    folder = tmp_path_factory.mktemp("comunica")
    for path in HERE.iterdir():
        shutil.copy(path, folder)
    environment = os.environ | {"PATH": os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])}
    install = [*npm, "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(install, cwd=folder, env=environment, check=True, timeout=PATIENCE)

    def ask(query: str) -> list[dict[str, Any]]:
        done = subprocess.run(
            [node, "ask.mjs", query, OWN], cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ask


def test_rows_of_ours_join_rows_of_theirs(comunica: Ask, small_server: Server) -> None:
    service = f"SERVICE <{small_server.url}/sparql> {{ ?party {NAME} ?name }}"
    found = comunica(f"SELECT ?x ?name {{ ?x <urn:is> ?party {service} }}")
    assert sorted(row["name"] for row in found) == ["Red Party", "Rote Partei"]
    assert {row["x"] for row in found} == {"urn:a"}


def test_a_failure_of_ours_is_seen_there(comunica: Ask, small_server: Server) -> None:
    wrong = f"SERVICE <{small_server.url}/nothing-here> {{ ?party {NAME} ?name }}"
    with pytest.raises(AssertionError, match="HTTP status 404"):
        comunica(f"SELECT * {{ ?x <urn:is> ?party {wrong} }}")
