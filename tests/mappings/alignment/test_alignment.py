"""The alignment of this repository: it passes its gate, holds what is verified, and none of the known wrong pairs."""

import csv
import re
import warnings
from pathlib import Path

import pytest
import yaml

from communique.mappings.alignment.activity import acts
from communique.mappings.alignment.gate import read_checked
from communique.mappings.alignment.rows import EXACT, Row, rows_of
from communique.mappings.knowledge import knowledge
from communique.paths import room
from communique.tests.shared import shared

FOLDER = Path(__file__).resolve().parents[3] / "mappings" / "alignment"
BOILERPLATE = {"Q355", "Q918"}
"""Items of a web page's furniture (share buttons), which no record is about."""


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    sets, _, issues = read_checked(FOLDER, registry())
    assert not issues, "\n".join(map(str, issues))
    return rows_of(sets)


def registry() -> dict[str, str]:
    files = [path for path in (room("seeds") / "registry").glob("*.yaml") if path.stem != "identity"]
    return {
        f"{path.stem}/{key}": entry["label"]["en"]
        for path in files
        for key, entry in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).items()
    }


def table(name: str, delimiter: str = "\t") -> list[dict[str, str]]:
    with shared(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def test_every_verified_identifier_is_there_and_no_other(rows: list[Row]) -> None:
    identities, states = table("facts/identities.tsv"), table("facts/countries.tsv")
    verified = {row["wikidata_qid"] for row in (*identities, *states) if row["status"] == "verified"}
    named = {row["wikidata_qid"] for row in identities if row["status"] == "verified"} - BOILERPLATE
    ours = {row.object.removeprefix("wikidata:") for row in rows if row.positive}
    assert named - ours == set()
    assert ours - verified == set()


def test_each_wrong_pair_is_denied(rows: list[Row]) -> None:
    tied = {row.subject: row.object for row in rows if row.positive and row.predicate in (EXACT, "skos:closeMatch")}
    denied = {(tied.get(row.subject, ""), row.object) for row in rows if row.negated}
    traps = table("facts/identity_traps.tsv")
    assert {f"wikidata:{trap['wrong_qid']}" for trap in traps} <= {item for _, item in denied}
    pairs = {(f"wikidata:{trap['right_qid']}", f"wikidata:{trap['wrong_qid']}") for trap in traps if trap["right_qid"]}
    assert pairs - denied == set()
    lacking = {f"wikidata:{trap['wrong_qid']}" for trap in traps if not trap["right_qid"]}
    assert lacking <= {item for right, item in denied if not right}


def test_each_thing_is_or_is_like_an_item_or_nothing_was_found(rows: list[Row]) -> None:
    outcome: dict[str, set[str]] = {}
    for row in rows:
        if not row.negated:
            outcome.setdefault(row.subject, set()).add(row.predicate if row.found else "nothing")
    assert outcome.keys() == registry().keys()
    likenesses = {"skos:closeMatch", "skos:relatedMatch", "skos:broadMatch", "skos:narrowMatch"}
    for subject, kinds in outcome.items():
        assert EXACT in kinds or "nothing" in kinds or kinds <= likenesses, subject


def test_what_is_denied_is_never_taken_for_the_same(rows: list[Row]) -> None:
    taken = {(row.subject, row.object) for row in rows if row.positive}
    denied = [(row.subject, row.object) for row in rows if row.negated]
    assert len(denied) > 120
    assert not taken & set(denied)


def test_a_namesake_that_ended_before_its_party_acts_is_denied_to_every_party_without_an_item(rows: list[Row]) -> None:
    """By the names of the public data, whatever the rows were made from: no dead namesake was left undecided."""
    without = {row.subject: row.subject_label for row in rows if not row.found and row.subject.startswith("party/")}
    denied = {(row.subject, row.object) for row in rows if row.negated}
    for row in table("data/reconciliation_names.tsv"):
        for subject, label in without.items():
            if row["qid"] and row["name"].casefold() == label.casefold() and row["year_last"]:
                assert (subject, f"wikidata:{row['qid']}") in denied, f"{subject}: {row['qid']} {row['name']}"


def test_what_is_uncertain_is_not_exact(rows: list[Row]) -> None:
    doubtful = {"party/kz-qkp", "party/md-cpm-2017", "party/sy-scp-bakdash"}
    found = {row.subject: row.predicate for row in rows if row.subject in doubtful and row.positive}
    assert found == dict(
        zip(sorted(doubtful), ("skos:closeMatch", "skos:relatedMatch", "skos:closeMatch"), strict=True)
    )


def test_each_identifier_names_its_evidence(rows: list[Row]) -> None:
    assert all(row.see_also and row.comment and row.version for row in rows if row.found)


def test_no_exact_match_contradicts_what_the_documents_say() -> None:
    found = knowledge(room("seeds"), jobs=1)
    _, _, issues = read_checked(FOLDER, registry(), acts(found.quads))
    assert not issues, "\n".join(map(str, issues))


def test_the_documents_say_when_parties_act() -> None:
    years = acts(knowledge(room("seeds"), jobs=1).quads)
    assert years["party/de-kpd-1990"] == {2017}
    assert 1957 in years["party/it-pci"]


def test_the_reference_implementation_reads_every_row() -> None:
    sssom = pytest.importorskip("sssom.parsers")
    for path in sorted(FOLDER.glob("*.sssom.tsv")):
        written = sum(not line.startswith("#") for line in path.read_text(encoding="utf-8").splitlines()) - 1
        with warnings.catch_warnings(action="ignore"):
            read = sssom.parse_sssom_table(path).df
        assert len(read) == written > 0, path.name


def test_comments_are_ours(rows: list[Row]) -> None:
    texts = [re.sub(r"\s+", " ", path.read_text(encoding="utf-8")) for path in sorted(shared("seeds").glob("*.txt"))]
    for row in rows:
        words = row.comment.split()
        pieces = [" ".join(words[at : at + 8]) for at in range(len(words) - 7)]
        assert not any(piece in text for piece in pieces for text in texts), row.comment
