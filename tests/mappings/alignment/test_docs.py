"""The page on the alignment says what the recorded evaluation holds, and names real columns, keys and errors."""

import csv
import re

import pytest

from communique.commands.review import ABOUT, PLAIN
from communique.mappings.alignment.evaluation.run import FOLDER
from communique.mappings.alignment.matching.candidates import NAMES, PARTIES, STATEMENTS
from communique.mappings.alignment.proposals import LIST
from communique.tests.conftest import ROOT, run

PAGE = (ROOT / "docs" / "alignment.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in PAGE.splitlines() if line.startswith("| ")]


def recorded(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_rules_are_those_recorded() -> None:
    told = {row[0]: row[1:] for row in ROWS if re.fullmatch(r"[a-z-]+/[a-z+]+", row[0])}
    assert told == {row.pop("rule"): list(row.values()) for row in recorded("rules.tsv")}


def test_figures_are_those_recorded() -> None:
    figures = {(row["set"], row["group"]): row for row in recorded("figures.tsv")}
    told = [row for row in ROWS if row[0] in ("gold", "perturbed", "absent")]
    assert len(told) == 12
    for row in told:
        there = figures[row[0], row[1]]
        assert row[2:5] == [there["cases"], there["accepted"], there["right"]]
        assert row[5:8] in (["–"] * 3, [there["precision"], there["recall"], there["recall_at_5"]])
        assert row[8] == there["dead"]
        assert row[9:] in (["–"] * 2, [there["ceiling"], there["ceiling_at_5"]])


def test_the_ten_errors_are_recorded_as_errors() -> None:
    cases = {row["case"]: row for name in ("perturbed.tsv", "absent.tsv") for row in recorded(name)}
    told = [row for row in ROWS if row[0].startswith("2026-")]
    assert len(told) == 10
    for case, name, instead, _ in told:
        row = cases[case]
        beside = ", ".join(filter(None, (row["country"], row["year"])))
        assert row["verdict"] == "wrong"
        assert name == row["name"] + (f" ({beside})" if beside else "")
        assert instead.startswith(f"{row['accepted']}, ")


@pytest.mark.parametrize("column", sorted({*NAMES, *STATEMENTS, *PARTIES, *LIST}))
def test_columns_are_named(column: str) -> None:
    assert f"`{column}`" in PAGE


def test_keys_are_named() -> None:
    keys = "".join(row[0] for row in ROWS)
    assert all(f"`{key}`" in keys for key in (*ABOUT, *PLAIN, "u", "?", "q"))


def test_options_are_real() -> None:
    for line in re.findall(r"^communique (\w+) (.*?)(?:  +#.*)?$", PAGE, flags=re.MULTILINE):
        shown = run(line[0], "--help").stdout
        assert all(option in shown for option in re.findall(r"--[a-z]+", line[1]))
