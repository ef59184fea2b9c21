"""The gate: rows that contradict each other, the registry or the item do not pass, and the message says which."""

from pathlib import Path

import pytest

from communique.mappings.alignment.gate import check, country_of, read_checked
from communique.mappings.alignment.items import Item
from communique.mappings.alignment.rows import NOTHING, read_sets
from communique.tests.mappings.alignment.samples import row, statements, write

KKE = Item("wikidata:Q192406", "Communist Party of Greece", ("gr",), 1918, None)
NONE = {"object_id": NOTHING, "object_label": "", "object_source_version": "", "see_also": ""}


def said(folder: Path, *rows: dict[str, str], **known: object) -> list[str]:
    sets, faults = read_sets(write(folder, *rows).parent)
    assert not faults
    items = known.pop("items", {})
    return [str(issue) for issue in check(sets, items, **known)]  # type: ignore[arg-type]


def test_sound_rows_pass(tmp_path: Path) -> None:
    rows = [row(), row(object_id="wikidata:Q3565932", predicate_modifier="Not"), row(subject_id="party:it-pc", **NONE)]
    things = {"party/gr-kke": "Communist Party of Greece", "party/it-pc": "Communist Party of Greece"}
    assert said(tmp_path, *rows, things=things, items={KKE.item: KKE}, acts={"party/gr-kke": {2017}}) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row(), row(confidence="0.5")], "the same decision stands at"),
        ([row(), row(predicate_modifier="Not")], "are matched and denied"),
        ([row(), row(object_id="wikidata:Q1")], "party/gr-kke is matched exactly twice"),
        ([row(), row(**NONE)], "party/gr-kke has an item and has none"),
        ([row(), row(subject_id="party:it-pci")], "wikidata:Q192406 is already exactly party/gr-kke"),
    ],
)
def test_rows_that_contradict_each_other(tmp_path: Path, rows: list[dict[str, str]], expected: str) -> None:
    assert any(expected in line for line in said(tmp_path, *rows))


def test_close_matches_may_share_an_item(tmp_path: Path) -> None:
    assert said(tmp_path, row(), row(subject_id="party:it-pci", predicate_id="skos:closeMatch")) == []


def test_the_registry_decides_what_there_is(tmp_path: Path) -> None:
    lines = said(tmp_path, row(), things={"party/gr-kkee": "Communist Party of Greece"})
    assert any("party/gr-kke is not in the registry (did you mean 'party/gr-kkee'?)" in line for line in lines)
    assert any("party/gr-kkee is not decided" in line for line in lines)


def test_what_is_only_denied_is_not_decided(tmp_path: Path) -> None:
    (line,) = said(tmp_path, row(predicate_modifier="Not"), things={"party/gr-kke": "Communist Party of Greece"})
    file = tmp_path / "party.sssom.tsv"
    assert line == f"{file}:0: party/gr-kke is not decided (match it, or say that nothing was found)"


def test_a_label_that_drifted_is_told(tmp_path: Path) -> None:
    assert "'KKE', not 'Communist Party of Greece'" in said(tmp_path, row(), things={"party/gr-kke": "KKE"})[0]


def test_a_dead_item_is_no_exact_match(tmp_path: Path) -> None:
    dead = Item(KKE.item, KKE.label, ("gr",), 1918, 1956)
    (line,) = said(tmp_path, row(), items={dead.item: dead}, acts={"party/gr-kke": {1950, 2017}})
    assert "the item lived from 1918 to 1956, the thing acts in 2017" in line


def test_an_item_of_another_country_is_no_exact_match(tmp_path: Path) -> None:
    foreign = Item(KKE.item, KKE.label, ("cy",), None, None)
    assert "the item is of cy, the thing of gr" in said(tmp_path, row(), items={foreign.item: foreign})[0]


def test_states_of_one_history_are_no_contradiction(tmp_path: Path) -> None:
    soviet = Item(KKE.item, KKE.label, ("su",), None, None)
    assert said(tmp_path, row(subject_id="party:ru-cprf"), items={soviet.item: soviet}) == []


def test_a_doubt_that_shows_in_the_confidence_passes(tmp_path: Path) -> None:
    dead = Item(KKE.item, KKE.label, ("gr",), 1918, 1956)
    assert said(tmp_path, row(confidence="0.8"), items={dead.item: dead}, acts={"party/gr-kke": {2017}}) == []


@pytest.mark.parametrize(
    ("subject", "code"), [("party/gr-kke", "gr"), ("party/zz-all", None), ("body/gr-kke-cc", None), ("party/kke", None)]
)
def test_the_country_of_a_key(subject: str, code: str | None) -> None:
    assert country_of(subject) == code


def test_faults_of_what_is_recorded_are_told(tmp_path: Path) -> None:
    write(tmp_path, row())
    statements(tmp_path, "wikidata:Q1\tP571\t19xx\t\t\tone")
    assert f"{tmp_path / 'statements.tsv'}:4" in str(read_checked(tmp_path)[2][0])


def test_what_is_recorded_is_held_against_the_rows(tmp_path: Path) -> None:
    write(tmp_path, row())
    statements(tmp_path, "wikidata:Q192406\tP576\t1956\t\t\tone")
    (issue,) = read_checked(tmp_path, acts={"party/gr-kke": {2017}})[2]
    assert "the item lived from 1918 to 1956, the thing acts in 2017" in str(issue)
