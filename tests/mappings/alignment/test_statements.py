"""What is recorded of Wikidata: read with every fault told, taken from a table, turned into what the gate needs."""

from dataclasses import replace
from pathlib import Path

import pytest

from communique.mappings.alignment.items import Item, items_of
from communique.mappings.alignment.record import record
from communique.mappings.alignment.rows import read_sets, rows_of
from communique.mappings.alignment.statements import Recorded, Statement, read_statements, write_statements
from communique.tests.mappings.alignment.samples import row, statements, write

FOLDER = Path(__file__).resolve().parents[3] / "mappings" / "alignment"
TABLE = "qid\twikidata_label_en\tcountry\tinception\tdissolved\twebsite\tofficial_name\n"
KKE = "Q192406\tCommunist Party of Greece\tGreece (Q41)\t+1918-11-17T00:00:00Z | +1920-01-01T00:00:00Z\t\thttp://kke.gr/\t\n"
DEAD = "Q3565932\tKKE (Interior)\tGreece (Q41)\t+1968-00-00T00:00:00Z\t1987-05\thttps://example.org/\tKKE\n"
OTHER = "Q1\tUniverse\t\t\t\t\t\n"


def said(folder: Path) -> list[str]:
    return [str(issue) for issue in read_statements(folder)[1]]


def test_what_is_recorded_here_is_sound_and_about_items_that_rows_name() -> None:
    recorded, issues = read_statements(FOLDER)
    assert not issues
    named = {row.object for row in rows_of(read_sets(FOLDER)[0])}
    assert {row.item for row in recorded.statements} <= named
    assert len(recorded.statements) > 300


def test_a_folder_without_the_files_has_recorded_nothing(tmp_path: Path) -> None:
    assert read_statements(tmp_path) == (Recorded((), {}), [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Q192406\tP571\t1918\t\t\tone", "expected an item as 'wikidata:Q42', found 'Q192406'"),
        ("wikidata:Q1\tP999\tx\t\t\tone", "'P999' is not among the properties that are recorded"),
        ("wikidata:Q1\tP571\t19xx\t\t\tone", "the value of P571 must be of the kind 'date', found '19xx'"),
        ("wikidata:Q1\tP17\tGreece\t\t\tone", "the value of P17 must be of the kind 'item', found 'Greece'"),
        ("wikidata:Q1\tP856\tkke.gr\t\t\tone", "the value of P856 must be of the kind 'link', found 'kke.gr'"),
        ("wikidata:Q1\tP1410\t07\t\t\tone", "the value of P1410 must be of the kind 'number', found '07'"),
        ("wikidata:Q1\tP1410\t7\t\tsoon\tone", "'soon' is no date"),
        ("wikidata:Q1\tP571\t1918\t\t\ttwo", "there is no snapshot 'two' in snapshots.tsv"),
        ("wikidata:Q192406\tP571\t1918\t\t\tone", "the same statement stands in line 3"),
        ("wikidata:Q1\tP571\t1918", "expected 6 cells, found 3"),
    ],
)
def test_faults_are_told_by_file_and_line(tmp_path: Path, line: str, expected: str) -> None:
    statements(tmp_path, line)
    (issue,) = said(tmp_path)
    assert issue.startswith(f"{tmp_path / 'statements.tsv'}:{4}: ")
    assert expected in issue


def test_wrong_columns_and_wrong_snapshots_are_told(tmp_path: Path) -> None:
    statements(tmp_path)
    (tmp_path / "statements.tsv").write_text("item\tlabel\n", encoding="utf-8")
    assert "expected the columns item, property" in said(tmp_path)[0]
    path = tmp_path / "snapshots.tsv"
    path.write_text(path.read_text(encoding="utf-8") + "two\tTwo\t\ttoday\thttps://a.org\thttps://b.org\n")
    assert any("expected a key, a title, a version, a day and two addresses" in line for line in said(tmp_path))


def test_a_table_gives_all_of_what_is_matched_and_little_of_what_is_denied(tmp_path: Path) -> None:
    write(tmp_path, row(), row(object_id="wikidata:Q3565932", predicate_modifier="Not"))
    statements(tmp_path, "wikidata:Q192406\tP488\twikidata:Q5\tA chair\t\tone")
    table = tmp_path / "table.tsv"
    table.write_text(TABLE + KKE + DEAD + OTHER, encoding="utf-8")
    record(tmp_path, table, "one")
    recorded, issues = read_statements(tmp_path)
    assert not issues
    found = {(each.item[9:], each.property): each.value for each in recorded.statements if each.property != "P571"}
    assert found == {
        ("Q192406", "rdfs:label"): "Communist Party of Greece",
        ("Q192406", "P17"): "wikidata:Q41",
        ("Q192406", "P488"): "wikidata:Q5",
        ("Q192406", "P856"): "http://kke.gr/",
        ("Q3565932", "rdfs:label"): "KKE (Interior)",
        ("Q3565932", "P17"): "wikidata:Q41",
        ("Q3565932", "P576"): "1987-05",
    }
    assert [each.value for each in recorded.of("wikidata:Q192406", "P571")] == ["1918-11-17", "1920"]
    assert [each.value for each in recorded.of("wikidata:Q3565932", "P571")] == ["1968"]
    before = (tmp_path / "statements.tsv").read_bytes()
    record(tmp_path, table, "one")
    assert (tmp_path / "statements.tsv").read_bytes() == before


def test_an_unknown_snapshot_is_refused(tmp_path: Path) -> None:
    write(tmp_path, row())
    with pytest.raises(ValueError, match="there is no snapshot 'three'"):
        record(tmp_path, tmp_path / "none.tsv", "three")


def test_an_item_lived_from_the_earliest_beginning_to_the_latest_end(tmp_path: Path) -> None:
    rows = [Statement("wikidata:Q1", "P571", value, "", "", "one") for value in ("1921-05", "1918-11-17")] + [
        Statement("wikidata:Q1", "P576", "1956", "", "", "one"),
        Statement("wikidata:Q1", "P17", "wikidata:Q192406", "", "", "one"),
        Statement("wikidata:Q1", "rdfs:label", "A party", "", "", "one"),
    ]
    statements(tmp_path)
    write_statements(tmp_path, rows)
    recorded, _ = read_statements(tmp_path)
    (party,) = rows_of(read_sets(write(tmp_path, row()).parent)[0])
    place = replace(party, subject="place/gr")
    assert items_of(recorded, [place]) == {"wikidata:Q1": Item("wikidata:Q1", "A party", ("gr",), 1918, 1956)}
