"""Claims and passages: who says it, how and where."""

from dataclasses import replace

import pytest

from communique.mappings.claims import Saying, claim, stands
from communique.mappings.passages import address, passage
from communique.mappings.records.models import Doubt, Passage
from communique.mappings.runs import run_term
from communique.mappings.terms import Term, term, thing

PLACE = Passage("000", "l15", 15, 812, 839, "a" * 64)
SAYING = Saying([thing("doc/000"), thing("party/a")], ["<urn:p>"], "reported", run_term("000"))
SITUATION = "<urn:s>"


def values(saying: Saying, predicate: str) -> set[Term]:
    return {value for _, found, value in claim(SITUATION, saying) if found == term(predicate)}


def test_a_claim_ties_a_situation_to_its_passages() -> None:
    assert values(SAYING, "cmq:claims") == {SITUATION}
    assert values(SAYING, "prov:wasDerivedFrom") == {"<urn:p>"}
    assert values(SAYING, "cmq:accordingTo") == {thing("doc/000"), thing("party/a")}
    assert values(SAYING, "prov:wasGeneratedBy") == {run_term("000")}
    assert values(SAYING, "cmq:plausibility") == set()


@pytest.mark.parametrize(("source", "expected"), [("https://e.org/x", "<https://e.org/x>"), ("a book", '"a book"')])
def test_a_doubt_has_its_reason_and_source(source: str, expected: str) -> None:
    saying = SAYING._replace(doubt=Doubt("implausible", "Too many.", source), note="Counted.")
    assert values(saying, "cmq:plausibilityReason") == {'"Too many."@en'}
    assert values(saying, "dcterms:source") == {expected}
    assert values(saying, "skos:editorialNote") == {'"Counted."@en'}


def test_the_key_of_a_claim_is_that_of_its_content_and_not_of_its_run() -> None:
    def key(saying: Saying) -> Term:
        return claim(SITUATION, saying)[0][0]

    assert key(SAYING) == key(SAYING._replace(run=run_term("001"), according_to=SAYING.according_to[::-1]))
    changed = [
        SAYING._replace(modality="denied"),
        SAYING._replace(passages=["<urn:q>"]),
        SAYING._replace(according_to=SAYING.according_to[:1]),
        SAYING._replace(doubt=Doubt("outdated", "Old.")),
    ]
    assert len({key(saying) for saying in (SAYING, *changed)}) == 5


def test_a_passage_is_its_place_and_not_its_name() -> None:
    assert address(PLACE) == address(replace(PLACE, name="other", at=9))
    assert address(PLACE) != address(replace(PLACE, end=840))
    found = {(predicate, value) for _, predicate, value in passage(PLACE)}
    assert (term("rdfs:label"), '"000, line 15"@en') in found
    assert (term("oa:start"), '"812"^^<http://www.w3.org/2001/XMLSchema#integer>') in found


@pytest.mark.parametrize(
    ("modality", "plausibility", "expected"),
    [
        ("reported", None, True),
        ("inferred", None, True),
        ("planned", None, False),
        ("denied", None, False),
        ("official-explanation", None, False),
        ("reported", "misprint", True),
        ("reported", "implausible", False),
        ("reported", "garbled", False),
    ],
)
def test_what_may_become_direct(modality: str, plausibility: str | None, expected: bool) -> None:
    doubt = Doubt(plausibility, "why") if plausibility else None
    assert stands(modality, doubt) is expected
