"""The parts of the bench: found by themselves, each with a place in the documentation for what it prints."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from communique.bench.__main__ import main
from communique.bench.parts import Setting, part, parts

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "bench.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", parts())
def test_each_part_has_a_run_and_its_tables_a_place(name: str) -> None:
    found = part(name)
    assert callable(found.run)
    assert found.__doc__
    missing = [table for table in found.TABLES if f"<!-- {table} -->\n" not in DOCS]
    assert found.TABLES
    assert not missing


def test_parts_are_found_by_their_files() -> None:
    assert {"intake", "interference", "speed", "streaming", "takeover"} <= set(parts())


def test_servers_that_would_take_hours_are_left_out(tmp_path: Path) -> None:
    assert "rdflib-endpoint" in Setting(folder=tmp_path, size=1_000_000).targets
    assert "rdflib-endpoint" not in Setting(folder=tmp_path, size=10_000_000).targets
    assert Setting(folder=tmp_path, chosen=("oxigraph-disk",)).targets == ("oxigraph-disk",)


def test_a_part_that_nobody_knows_is_refused_with_those_that_there_are() -> None:
    done = CliRunner().invoke(main, ["--only", "nothing"])
    assert done.exit_code == 2
    assert "'streaming'" in done.output


def test_a_run_prints_its_tables(tmp_path: Path) -> None:
    arguments = ["--only", "speed", "--size", "5000", "--seconds", "0.2", "--clients", "8", "--query", "ask"]
    done = CliRunner().invoke(main, [*arguments, "--target", "communique", "--folder", str(tmp_path / "bench")])
    assert done.exit_code == 0, done.output
    assert "goals" in done.output
    assert "| ask " in done.output
