"""The curators' page is true: its examples are records of the fixture, its sessions run, its tables lack nothing."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from communique.cli import main
from communique.mappings.records.document import ABOUT, FILES
from communique.mappings.records.kinds import COMMON, DOUBT, KINDS
from communique.mappings.records.passages import PLACE
from communique.mappings.records.properties import PROPERTIES
from communique.mappings.records.registry import MINTED, PAIR, thing_fields
from communique.tests.mappings.conftest import FIXTURE

PAGE = (Path(__file__).parents[2] / "docs" / "records.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", PAGE)


def in_tables() -> set[str]:
    """The words in code marks in the first column of any table."""
    rows = re.findall(r"(?m)^\| (`[^|]*)\|", PAGE)
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row)}


@pytest.mark.parametrize("example", blocks("yaml"), ids=lambda example: example.splitlines()[0])
def test_examples_are_records_of_the_fixture(example: str) -> None:
    heading, _, records = example.partition("\n")
    assert records in (FIXTURE / "seeds" / heading.removeprefix("# ")).read_text(encoding="utf-8")


@pytest.mark.parametrize("session", blocks("console"), ids=lambda session: session.split()[2])
def test_sessions_run_as_shown(session: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURE)
    command, _, expected = session.partition("\n")
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "communique"
    assert CliRunner().invoke(main, arguments).output == expected


def known_fields() -> Iterator[str]:
    tables = [ABOUT, PLACE, COMMON, PAIR, {"is": None, "language": None}, *(kind.fields for kind in KINDS.values())]
    for table in (*tables, *(thing_fields(kind) for kind in MINTED)):
        yield from table


def test_every_field_is_in_a_table() -> None:
    assert set(known_fields()) - in_tables() == set()
    assert set(PROPERTIES) - in_tables() == set()
    assert all(f"`{field}`" in PAGE for field in DOUBT)


def test_no_table_has_a_field_that_is_none() -> None:
    assert in_tables() == {*known_fields(), *PROPERTIES}


def test_every_file_is_named() -> None:
    files = {*FILES, "release.yaml", "identity.yaml", *(f"{kind}.yaml" for kind in MINTED)}
    assert [name for name in sorted(files) if name not in PAGE] == []
