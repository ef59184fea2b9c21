"""Every claim of the release leads to a passage, and every passage is where it says, with the text it says."""

import hashlib
from pathlib import Path

import pytest

from communique.tests.competency.test_questions import ask
from communique.tests.shared import shared

PREFIXES = """
PREFIX cmq: <https://w3id.org/communique/ont/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
CLAIMS = "SELECT ?claim WHERE { ?claim a cmq:Claim }"
CLAIMS_WITH_PLACE = """SELECT ?claim ?sha256 ?start ?end ?text WHERE {
  ?claim a cmq:Claim ; cmq:claims ?situation ; prov:wasDerivedFrom ?passage .
  ?passage a cmq:Passage ; oa:hasSource ?document ; oa:hasSelector ?place ; cmq:textSha256 ?text .
  ?place oa:start ?start ; oa:end ?end .
  ?document a cmq:SourceDocument ; cmq:sha256 ?sha256 .
}"""
PRINTED = """SELECT DISTINCT ?situation ?printed ?sha256 ?start ?end WHERE {
  ?claim cmq:claims ?situation ; prov:wasDerivedFrom ?passage .
  ?situation cmq:asPrinted ?printed .
  ?passage oa:hasSource/cmq:sha256 ?sha256 ; oa:hasSelector [ oa:start ?start ; oa:end ?end ] .
}"""


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The decoded text of each source document by the SHA-256 of its file."""
    files = [path.read_bytes() for path in sorted(Path(shared("seeds")).glob("*.txt"))]
    return {hashlib.sha256(data).hexdigest(): data.decode("utf-8") for data in files}


def test_every_claim_leads_to_its_passage(endpoint: str, texts: dict[str, str]) -> None:
    _, claims = ask(endpoint, PREFIXES + CLAIMS)
    _, rows = ask(endpoint, PREFIXES + CLAIMS_WITH_PLACE)
    assert {claim for claim, *_ in rows} == {claim for (claim,) in claims}
    assert len(claims) > 1000
    for claim, document, start, end, expected in rows:
        passage = texts[document][int(start) : int(end)]
        assert hashlib.sha256(passage.encode()).hexdigest() == expected, claim


def test_what_is_given_as_printed_is_printed(endpoint: str, texts: dict[str, str]) -> None:
    _, rows = ask(endpoint, PREFIXES + PRINTED)
    found: dict[tuple[str, str], bool] = {}
    for situation, printed, document, start, end in rows:
        passage = " ".join(texts[document][int(start) : int(end)].split())
        found[situation, printed] = found.get((situation, printed), False) or printed in passage
    missing = [key for key, there in found.items() if not there]
    assert found and not missing
