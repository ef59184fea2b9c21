"""`communique align`: what has a row is left alone; what a trusted rule accepts becomes one; the rest is left open."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique.cli import main
from communique.mappings.alignment.gate import read_checked
from communique.mappings.alignment.matching.candidates import Candidate
from communique.mappings.alignment.matching.features import Query
from communique.mappings.alignment.matching.index import Index
from communique.mappings.alignment.matching.matcher import Matcher, Outcome
from communique.mappings.alignment.proposals import Source, held_back, row_of
from communique.mappings.alignment.rows import Row, rows_of
from communique.mappings.alignment.writing import write_rows
from communique.tests.mappings.alignment.home import Home, home


def align(place: Home, *more: str) -> Result:
    calls = ["align", "--candidates", str(place.candidates), "--date", "2026-11-22", *more]
    return CliRunner().invoke(main, calls, catch_exceptions=False)


def own(place: Home) -> list[str]:
    folder = place.candidates.parent
    return ["--seeds", str(place.seeds), "--alignment", str(place.alignment), "--review", str(folder / "review.tsv")]


def rows(place: Home, subject: str) -> list[Row]:
    sets, _, issues = read_checked(place.alignment)
    assert not issues
    return [row for row in rows_of(sets) if row.subject == subject]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_what_is_accepted_becomes_a_row_and_the_rest_is_left_open(tmp_path: Path) -> None:
    place = home(tmp_path)
    result = align(place, *own(place), "--version", "a list (2026)")
    assert result.exit_code == 0, result.output
    assert "1 accepted; 1 to review" in result.output
    (row,) = rows(place, "party/gr-kke")
    assert (row.object, row.rule, row.tool) == ("wikidata:Q192406", "identical-name/country+year", "communique align")
    assert (row.date, row.version, row.reviewer) == ("2026-11-22", "a list (2026)", f"rule {row.rule}")
    left = table(tmp_path / "review.tsv")
    assert {line["key"] for line in left} == {"party/it-pc-2009"}
    assert {line["item"]: line["lifespan"] for line in left} == {"Q461886": "ended", "Q780997": "lives"}


def test_what_is_decided_is_never_asked_about_again(tmp_path: Path) -> None:
    place = home(tmp_path, undecided=())
    before = (place.alignment / "party.sssom.tsv").read_bytes()
    assert "nothing to decide" in align(place, *own(place)).output
    assert (place.alignment / "party.sssom.tsv").read_bytes() == before


@pytest.mark.parametrize(
    ("subject", "negated", "said"),
    [("party/gr-kke", True, "a row denies Q192406"), ("party/gr-other", False, "Q192406 is exactly party/gr-other")],
)
def test_no_proposal_contradicts_a_row(subject: str, negated: bool, said: str) -> None:
    candidate = Candidate("Q192406", label="Communist Party of Greece", countries={"gr"})
    candidate.add_name("Communist Party of Greece", own=True)
    query = Query(("Communist Party of Greece",), "gr", key="party/gr-kke")
    (match,) = Matcher(Index([candidate])).match_many([query])
    assert match.outcome is Outcome.ACCEPTED
    row = replace(row_of(match, "Communist Party of Greece", 0.98, Source("a list", "2026-11-22")), subject=subject)
    (held,) = held_back([match], [replace(row, negated=negated)])
    assert (held.outcome, held.why) == (Outcome.REVIEW, said)
    assert held_back([match], [replace(row, object="wikidata:Q1")]) == [match]


def test_what_is_only_denied_is_asked_about_again(tmp_path: Path) -> None:
    place = home(tmp_path)
    path = place.alignment / "party.sssom.tsv"
    sets, _, _ = read_checked(place.alignment)
    before = [row for row in rows_of(sets) if row.file == str(path)]
    sample = next(row for row in before if row.negated)
    denial = replace(
        sample, subject="party/gr-kke", subject_label="Communist Party of Greece", object="wikidata:Q192406"
    )
    write_rows(path, [*before, denial])
    assert "0 accepted; 2 to review" in align(place, *own(place)).output
    left = {line["key"]: line["why"] for line in table(tmp_path / "review.tsv")}
    assert left["party/gr-kke"] == "a row denies Q192406"


def test_rows_that_were_there_stay_as_they_were(tmp_path: Path) -> None:
    place = home(tmp_path)
    path = place.alignment / "party.sssom.tsv"
    before = {line.rstrip("\n") for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("party:")}
    assert align(place, *own(place)).exit_code == 0
    after = {line.rstrip("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("party:")}
    assert before <= after


def test_a_list_of_names(tmp_path: Path) -> None:
    place = home(tmp_path)
    names = tmp_path / "meeting.csv"
    names.write_text("name,country,year,key\nGreek Communist Party,GRC,2017,a\nCommunist Party of Italy,IT,2017,b\n")
    accepted, review = tmp_path / "accepted.tsv", tmp_path / "review.tsv"
    result = align(place, str(names), "--accepted", str(accepted), "--review", str(review))
    assert result.exit_code == 0, result.output
    assert [(row["key"], row["item"], row["rule"]) for row in table(accepted)] == [
        ("a", "Q192406", "same-words/country+year")
    ]
    assert {row["key"] for row in table(review)} == {"b"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nme,country\nA,GRC\n", "did you mean 'name'?"),
        ("name,country\n,GRC\n", ":2: the column 'name' is empty"),
        ("name,country\nA,GRX\n", ":2: 'GRX' is no code and no name of a country"),
        ("name,year\nA,17\n", "expected a year in the column 'year', found '17'"),
    ],
)
def test_faults_of_a_list_are_told(tmp_path: Path, text: str, said: str) -> None:
    place = home(tmp_path)
    (tmp_path / "names.csv").write_text(text)
    result = align(place, str(tmp_path / "names.csv"))
    assert result.exit_code == 2
    assert said in result.output


def test_measuring_writes_rules_figures_and_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from communique.mappings.alignment.evaluation import run

    monkeypatch.setattr(run, "RULE_SEEDS", (1,))
    monkeypatch.setattr(run, "PERTURBED", 4)
    place = home(tmp_path)
    gold = tmp_path / "gold.csv"
    gold.write_text(
        "seed,line,mention,country_iso3,year_of_fact,gold\n0,1,Communist Party of Greece,GRC,2017,Q192406\n"
    )
    result = align(place, "--measure", str(gold), "--results", str(tmp_path))
    assert result.exit_code == 0, result.output
    assert table(tmp_path / "gold.tsv")[0]["rank"] == "1"
    assert {row["set"] for row in table(tmp_path / "figures.tsv")} >= {"gold", "perturbed"}
    assert table(tmp_path / "rules.tsv")
