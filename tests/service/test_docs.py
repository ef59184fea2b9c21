"""The documentation names every limit with its default, every problem with its status, every option, every test."""

import re

import pytest

from communique.commands.serve import command
from communique.service.engine.limits import Limits
from communique.service.sparql.problems import PROBLEMS
from communique.tests.conftest import ROOT

DOCS = ROOT / "docs"


def rows(page: str) -> list[list[str]]:
    """The rows of all tables of a page."""
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]


def test_every_limit_is_documented_as_it_is() -> None:
    told = {cells[0].strip("`"): cells[1:4] for cells in rows("limits.md") if len(cells) == 5}
    for name, item in Limits.__dataclass_fields__.items():
        default, unit, bounds = told.pop(name)
        assert (unit, bounds) == (item.metadata["unit"], item.metadata["bounds"])
        assert name == "workers" or default == str(item.default)
    assert not told


def test_every_problem_is_documented_with_its_status() -> None:
    told = {cells[0].strip("`"): int(cells[1]) for cells in rows("limits.md") if len(cells) == 3}
    assert told == {kind: problem.status for kind, problem in PROBLEMS.items()}


def test_every_option_is_documented() -> None:
    told = {option for cells in rows("operation.md") for option in re.findall(r"--[a-z-]+", cells[0])}
    assert told == {name for option in command.params for name in (*option.opts, *option.secondary_opts)}


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([\w/]+\.py)`", (DOCS / "threat-model.md").read_text()))))
def test_what_the_threat_model_points_at_exists(path: str) -> None:
    assert (ROOT / "tests" / "service" / path).is_file() or (ROOT / "service" / path).is_file()
