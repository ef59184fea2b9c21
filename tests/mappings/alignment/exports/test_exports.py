"""Statements for Wikidata's editors: which are proposed and which are not, how they are written, what a table holds."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store

from communique.mappings.alignment.exports.candidates import Candidate, candidates
from communique.mappings.alignment.exports.lacking import COLUMNS, rows
from communique.mappings.alignment.exports.quickstatements import date, line, quoted
from communique.tests.conftest import run

ITEM, PROPERTY = r"Q[1-9][0-9]*", r"P[1-9][0-9]*"
TIME = r"\+[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00:00Z/(9|10|11)"
TEXT = r'"[^"\t\n]+"'
VALUE = rf"({ITEM}|{TIME}|[0-9]+)"
LINE = re.compile(
    rf"{ITEM}\t{PROPERTY}\t{VALUE}(\tP585\t{TIME})?\tS854\t{TEXT}(\tS1476\t[a-z]{{2,3}}:{TEXT})?\tS813\t{TIME}"
    r"\t/\* [^\t\n*]+ \*/"
)
SOUND = Candidate(
    "thing", "Q1", "P571", "1990-07", "", "https://a.org/claim/1", "doc", "https://a.org/x", "A title", "en", "1", True
)

HEAD = """
PREFIX : <https://w3id.org/communique/id/x/> PREFIX change-type: <https://w3id.org/communique/concept/change-type/>
PREFIX cmq: <https://w3id.org/communique/ont/> PREFIX modality: <https://w3id.org/communique/concept/modality/>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX org: <http://www.w3.org/ns/org#> PREFIX plausibility: <urn:p:>
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wd: <http://www.wikidata.org/entity/> PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX wikibase: <http://wikiba.se/ontology#>
"""
FOUNDATION = """
:party a cmq:Party ; skos:exactMatch wd:Q1 ; skos:prefLabel "A party"@en .
:change cmq:changeType change-type:foundation ; org:resultingOrganization :party ; cmq:timeSpan :when .
:when cmq:edtf "1990-07" .
:claim cmq:claims :change ; cmq:modality modality:reported ; prov:wasDerivedFrom :place .
:place oa:hasSource :document ; rdfs:label "one, line 1" .
"""


def proposed(changes: str = "", without: str = "") -> list[tuple[str, str, str, bool]]:
    store = Store()
    text = FOUNDATION.replace(without, "") if without else FOUNDATION
    store.load(HEAD.replace("PREFIX", "\nPREFIX") + text + changes, RdfFormat.TURTLE)
    return [(each.item, each.property, each.value, each.lacking) for each in candidates(store)]


def test_what_a_document_reports_is_proposed() -> None:
    assert proposed() == [("Q1", "P571", "1990-07", False)]


@pytest.mark.parametrize(
    ("changes", "without"),
    [
        (":change cmq:contested true .", ""),
        (":claim cmq:plausibility plausibility:disputed .", ""),
        ("", "cmq:modality modality:reported ;"),
        ("", " ; prov:wasDerivedFrom :place"),
        (":party skos:closeMatch wd:Q2 .", "skos:exactMatch wd:Q1 ;"),
        (":s a wikibase:Statement ; rdf:subject wd:Q1 ; rdf:predicate wdt:P571 ; rdf:object :when .", ""),
        (":s a wikibase:Statement ; rdf:subject wd:Q1 ; rdf:predicate wdt:P571 ; rdf:object wd:Q5 .", ""),
    ],
    ids=["contested", "doubted", "inferred", "without-a-passage", "no-exact-match", "there", "there-otherwise"],
)
def test_what_is_not_proposed(changes: str, without: str) -> None:
    assert without in FOUNDATION
    assert proposed(changes, without) == []


def test_an_item_of_which_something_is_recorded_lacks_what_is_not() -> None:
    ended = ":s a wikibase:Statement ; rdf:subject wd:Q1 ; rdf:predicate wdt:P576 ; rdf:object :then ."
    assert proposed(ended) == [("Q1", "P571", "1990-07", True)]


@pytest.mark.parametrize(
    ("edtf", "written"),
    [
        ("1990", "+1990-00-00T00:00:00Z/9"),
        ("1990-07", "+1990-07-00T00:00:00Z/10"),
        ("1990-07-02", "+1990-07-02T00:00:00Z/11"),
        ("1990~", None),
        ("1990-07/1990-08", None),
        ("[1927..1928]", None),
    ],
)
def test_dates(edtf: str, written: str | None) -> None:
    assert date(edtf) == written
    made = line(replaced(value=edtf), "2026-11-27")
    assert (made is None) == (written is None)


def replaced(**changes: str) -> Candidate:
    return Candidate(**{name: getattr(SOUND, name) for name in Candidate.__slots__} | changes)  # type: ignore[arg-type]


@given(st.text(min_size=1))
def test_any_text_stays_one_string_on_one_line(text: str) -> None:
    made = quoted(text)
    assert made.count('"') == 2 and len(made.splitlines()) == 1 and "\t" not in made


def test_a_line_has_its_source_even_where_the_document_has_no_address() -> None:
    made = line(replaced(address="", title='A "title"\tof\nlines', at="2016"), "2026-11-27")
    assert made is not None and LINE.fullmatch(made)
    assert '\tS854\t"https://a.org/claim/1"\tS1476\ten:"A ”title” of lines"\tS813\t+2026-11-27' in made
    assert "\tP585\t+2016-00-00T00:00:00Z/9\t" in made


def test_what_cannot_be_said_is_no_line() -> None:
    assert line(replaced(at="2016-08/2016-09"), "2026-11-27") is None
    assert line(replaced(property="P2124", value="about 6000"), "2026-11-27") is None


def test_every_line_of_this_release_is_sound(releases: Path) -> None:
    done = run("export", "quickstatements", "--releases", str(releases), "--date", "2026-11-27")
    assert done.returncode == 0, done.stderr
    made = done.stdout.splitlines()
    assert len(made) >= 8
    assert [each for each in made if not LINE.fullmatch(each)] == []
    assert any(each.startswith("Q2915940\tP571\t+1990-07-00T00:00:00Z/10\t") for each in made)
    # The group in the European Parliament has another beginning there, the Tunisian party the same end: no proposals.
    assert not any(each.startswith(("Q753711\tP571", "Q1137248\tP576")) for each in made)
    assert f"{len(made)} statements" in done.stderr


def test_the_table_of_this_release(releases: Path) -> None:
    done = run("export", "lacking", "--releases", str(releases))
    assert done.returncode == 0, done.stderr
    table = list(csv.DictReader(io.StringIO(done.stdout)))
    assert tuple(table[0]) == COLUMNS
    kinds = Counter(row["what"] for row in table)
    assert kinds["statement"] >= 9 and kinds["name"] >= 40 and kinds["item"] >= 100
    for row in table:
        assert row["claim"].startswith("https://w3id.org/communique/id/claim/") and row["place"] and row["label"]
    assert {row["value"] for row in table if row["item"] == "Q325413"} >= {"about 6000", "KPB"}
    assert not any(row["item"] for row in table if row["what"] == "item")


def test_the_table_of_nothing_is_empty() -> None:
    assert rows(Store()) == []


def test_a_wrong_call_is_told(tmp_path: Path) -> None:
    done = run("export", "quickstatements", "--releases", str(tmp_path))
    assert (done.returncode, "run communique build" in done.stderr) == (1, True)
    done = run("export", "quickstatements", "--date", "tomorrow")
    assert done.returncode == 2
