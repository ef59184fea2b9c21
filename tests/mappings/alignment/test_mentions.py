"""Mentions that are in no gold set: members of SolidNet that Wikidata ties to their websites, and known wrong pairs."""

import csv

import pytest

from communique.mappings.alignment.evaluation.cases import Case
from communique.mappings.alignment.evaluation.measure import by_group, matched
from communique.mappings.alignment.evaluation.run import read_trusted
from communique.mappings.alignment.matching.candidates import read_candidates
from communique.mappings.alignment.matching.countries import code_of
from communique.mappings.alignment.matching.features import Query
from communique.mappings.alignment.matching.index import Index
from communique.mappings.alignment.matching.matcher import Matcher, Outcome
from communique.tests.mappings.alignment.test_evaluation import FILES
from communique.tests.shared import shared

YEARS = {"000": 2017, "001": 2016, "002": 2017, "003": 2018, "004": 1957}
"""When the documents speak."""


def table(name: str) -> list[dict[str, str]]:
    with shared(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    found, _ = read_candidates([shared(f"data/{name}") for name in FILES])
    return Matcher(Index(found), read_trusted())


def test_members_of_solidnet_known_by_their_websites(matcher: Matcher) -> None:
    rows = [row for row in table("data/solidnet/solidnet_wikidata_candidates.tsv") if "website" in row["matched_by"]]
    cases = [
        Case(row["name"], Query((row["name"],), code_of(row["country_iso3"]), 2020), row["candidate_qid"], ())
        for row in rows
    ]
    tally = by_group(matched(matcher, cases))["all"]
    assert tally.cases == 42
    assert (tally.accepted, tally.right, tally.first, tally.dead) == (36, 36, 42, 0)


@pytest.mark.parametrize("dated", [True, False])
def test_no_known_wrong_pair_is_accepted(dated: bool, matcher: Matcher) -> None:
    rows = table("facts/identity_traps.tsv")
    assert len(rows) == 44
    for row in rows:
        year = YEARS.get(row["seed_doc"]) if dated else None
        match = matcher.match(Query((row["surface_form"],), code_of(row["country_iso2"]), year))
        accepted = match.chosen.candidate.key if match.outcome is Outcome.ACCEPTED and match.chosen else ""
        assert accepted != row["wrong_qid"], row
