"""Candidates from files: the three kinds of columns, what joins, and what is told where a row cannot be read."""

from pathlib import Path

from communique.mappings.alignment.matching.candidates import Candidate, Span, read_candidates

NAMES = "qid\tpartyfacts_id\tcountry_iso3\tname_type\tlang\tname\tyear_first\tyear_last\n"
STATEMENTS = (
    "partyfacts_id\tcountry_iso3\tqid\twikidata_label_en\tinstance_of\tinception\tdissolved\tideology\twebsite\n"
)
PARTIES = "country,partyfacts_id,technical,name_short,name,name_english,year_first,year_last\n"


def read(tmp_path: Path, **files: str) -> dict[str, Candidate]:
    paths = []
    for name, text in files.items():
        paths.append(tmp_path / name.replace("_", "."))
        paths[-1].write_text(text, encoding="utf-8")
    found, issues = read_candidates(paths)
    assert not issues, issues
    return {candidate.key: candidate for candidate in found}


def test_names_and_statements_of_one_item_join(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        names_tsv=NAMES + "Q1\t7\tGRC\twikidata_label\ten\tParty A\t1918\t\nQ1\t7\tGRC\tshort\t\tPA/AP\t1918\t\n",
        statements_tsv=STATEMENTS
        + "7\tGRC\tQ1\tParty A\tpolitical party (Q7278)\t+1919-01-01T00:00:00Z\t\tcommunism (Q6186)\thttp://a.gr\n",
    )
    (candidate,) = found.values()
    assert (candidate.label, candidate.countries, candidate.shorts) == ("Party A", {"gr"}, {"PA", "AP"})
    assert candidate.spans == {Span(1918, None, "names.tsv"), Span(1919, None, "statements.tsv")}
    assert (candidate.websites, candidate.ideologies, candidate.kinds) == (
        {"http://a.gr"},
        {"communism"},
        {"political party"},
    )


def test_names_given_in_turn_and_aliases_are_not_the_partys_own(tmp_path: Path) -> None:
    rows = "Q1\t\tSWE\tcore_name\t\tVänster / Kommunister\t\t\nQ1\t\tSWE\tcore_name_english\ten\tCommunist Party\t\t\n"
    rows += "Q1\t\tSWE\twd_alias\ten\tOld Party\t\t\nQ1\t\tSWE\twikidata_label\ten\tLeft Party\t\t\n"
    (candidate,) = read(tmp_path, names_tsv=NAMES + rows).values()
    assert {name for name, own in candidate.names.items() if own} == {"Left Party"}
    assert {"Vänster", "Kommunister", "Communist Party", "Old Party"} <= candidate.names.keys()


def test_a_party_of_a_list_joins_its_item_or_has_none(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        names_tsv=NAMES + "Q1\t7\tGRC\twikidata_label\ten\tParty A\t1918\t\n",
        parties_csv=PARTIES
        + "GRC,7,,PA,Komma A,Party A,1918,1950\nGRC,8,,PB,Komma B,Party B,1990,1999\nGRC,9,15,,others,others,,\n",
    )
    assert set(found) == {"Q1", "partyfacts:8"}
    assert found["Q1"].names["Komma A"]
    assert all(span.end is None for span in found["Q1"].spans)
    assert (found["partyfacts:8"].has_item, found["partyfacts:8"].spans) == (False, {Span(1990, 1999, "parties.csv")})


def test_a_row_of_an_unknown_country_is_told_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text(
        NAMES + "Q1\t\tGRX\twikidata_label\ten\tA\t\t\nQ2\t\tGRC\twikidata_label\ten\tB\t\t\n", encoding="utf-8"
    )
    found, issues = read_candidates([path])
    assert [candidate.key for candidate in found] == ["Q2"]
    assert "'GRX' is no code and no name of a country" in str(issues[0])
    assert f"{path}:2" in str(issues[0])


def test_other_columns_are_told(tmp_path: Path) -> None:
    path = tmp_path / "other.tsv"
    path.write_text("qid\tlabel\nQ1\tA\n", encoding="utf-8")
    assert "expected the columns" in str(read_candidates([path])[1][0])
