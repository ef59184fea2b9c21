"""Our service under attack and under the fuzzer: it withstands all that is tried.

The tests run beside others on a busy machine, so the next ASK gets a second here, and an answer five beyond the
deadline; docs/attacks.md has the strict run.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from communique.tests.attacks import isolation

ROOT = Path(__file__).resolve().parents[2]
BUSY = ("--deadline", "1", "--grace", "5")


def run(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", f"communique.tests.attacks{module}", *BUSY, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    output = tmp_path_factory.mktemp("attacks") / "results.json"
    done = run("", "--start", "communique", "--quick", "--ask", "1000", "--json", str(output))
    assert output.is_file(), done.stderr
    found: list[dict[str, object]] = json.loads(output.read_text(encoding="utf-8"))["communique"]
    return found


def test_our_service_withstands_every_attack(results: list[dict[str, object]]) -> None:
    assert [(r["kind"], r["name"], r["wrong"]) for r in results if r["wrong"]] == []
    assert len(results) > 300


def test_what_was_left_out_needs_what_this_machine_lacks(results: list[dict[str, object]]) -> None:
    skipped = [r["skipped"] for r in results if r["skipped"]]
    assert not skipped or not isolation.possible(), skipped[:1]


def test_our_service_reaches_nothing_even_where_every_public_endpoint_is_allowed() -> None:
    done = run("", "--start", "communique-any-service", "--kind", "reach-service", "--ask", "1000")
    assert done.returncode == 0, done.stdout


def test_our_service_answers_the_fuzzer() -> None:
    done = run(".fuzz", "--start", "communique", "--seconds", "15", "--seed", "11")
    assert done.returncode == 0, done.stdout
    assert " 200: " in done.stdout
