"""The reader of the alignment: sound rows come back typed, and each fault names its line and a way out."""

from pathlib import Path

import pytest

from communique.mappings.alignment.rows import NOTHING, read_set, read_sets
from communique.tests.mappings.alignment.samples import FIRST_ROW, HEADER, SOUND, row, write


def test_a_sound_row_comes_back_typed(tmp_path: Path) -> None:
    mappings, issues = read_set(write(tmp_path, row(see_also="https://a.example/1|https://a.example/2")))
    assert not issues
    (read,) = mappings.rows
    assert (read.subject, read.object, read.negated, read.positive) == ("party/gr-kke", "wikidata:Q192406", False, True)
    assert read.see_also == ("https://a.example/1", "https://a.example/2")
    assert (read.line, mappings.header["mapping_set_title"]) == (FIRST_ROW, "Parties")


def test_nothing_found_needs_no_evidence(tmp_path: Path) -> None:
    nothing = row(object_id=NOTHING, object_label="", object_source_version="", see_also="")
    mappings, issues = read_set(write(tmp_path, nothing))
    assert not issues
    assert not mappings.rows[0].found


@pytest.mark.parametrize(
    ("slot", "value", "said"),
    [
        ("subject_id", "partty:gr-kke", "did you mean 'party'?"),
        ("subject_id", "party:GR KKE", "expected a thing of this file's kind"),
        ("predicate_id", "skos:exactmatch", "did you mean 'skos:exactMatch'?"),
        ("predicate_id", "owl:sameAs", "expected one of skos:exactMatch"),
        ("predicate_modifier", "not", "'Not' or empty"),
        ("object_id", "Q192406", "expected an item as 'wikidata:Q42'"),
        ("object_id", "sssom:NoTermfound", "did you mean 'sssom:NoTermFound'?"),
        ("mapping_justification", "semapv:ManualMappingCurator", "did you mean 'semapv:ManualMappingCuration'?"),
        ("confidence", "0", "above 0 and up to 1"),
        ("confidence", "high", "above 0 and up to 1"),
        ("mapping_date", "22.11.2026", "a day as 2026-11-22"),
        ("see_also", "", "the slot 'see_also' is empty"),
        ("object_label", " ", "the slot 'object_label' is empty"),
        ("comment", "", "the slot 'comment' is empty"),
        ("reviewer_label", "", "the slot 'reviewer_label' is empty"),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, slot: str, value: str, said: str) -> None:
    mappings, issues = read_set(write(tmp_path, SOUND, row(**{"subject_id": "party:it-pci", slot: value})))
    assert len(mappings.rows) == 1
    assert [issue.line for issue in issues] == [FIRST_ROW + 1]
    assert said in str(issues[0])


def test_an_unknown_column_has_a_near_match(tmp_path: Path) -> None:
    _, issues = read_set(write(tmp_path, columns=[*SOUND, "confidnce"]))
    assert "did you mean 'confidence'?" in str(issues[0])


def test_a_missing_column_is_told(tmp_path: Path) -> None:
    _, issues = read_set(write(tmp_path, SOUND, columns=[name for name in SOUND if name != "see_also"]))
    assert "missing columns: see_also" in str(issues[0])


def test_a_row_that_lost_a_cell_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, SOUND)
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n").rpartition("\t")[0] + "\n", encoding="utf-8")
    _, issues = read_set(path)
    assert "expected 14 cells, found 13" in str(issues[0])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("#license: https://creativecommons.org/publicdomain/zero/1.0/\n", "", "lacks the slot 'license'"),
        ("#mapping_tool:", "#mapping_tol:", "did you mean 'mapping_tool'?"),
        ("http://www.wikidata.org/entity/", "https://www.wikidata.org/wiki/", "curie_map must map 'wikidata'"),
        ("alignments/party.sssom", "alignments/parties.sssom", "mapping_set_id must end in"),
        ("/id/party/", "/id/parties/", "curie_map must map 'party'"),
    ],
)
def test_a_fault_of_the_header_is_told(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in HEADER
    _, issues = read_set(write(tmp_path, SOUND, header=HEADER.replace(before, after)))
    assert any(said in str(issue) for issue in issues)


def test_a_file_of_an_unknown_kind_is_told(tmp_path: Path) -> None:
    _, issues = read_set(write(tmp_path, SOUND).rename(tmp_path / "parti.sssom.tsv"))
    assert any("did you mean 'party'?" in str(issue) for issue in issues)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    _, issues = read_sets(tmp_path)
    assert "no file named" in str(issues[0])
