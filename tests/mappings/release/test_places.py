"""A violation begins with the file and line of the record behind it."""

from communique.iris import BASE
from communique.mappings.release.places import full, placed
from communique.mappings.release.terms import name

_SITUATION, _CLAIM, _THING = (f"{BASE}id/{node}" for node in ("observation/a", "claim/b", "party/c"))
_ORIGINS = {_SITUATION: ("seeds/000/observations.yaml", 7)}
_LINES = [f"<{_CLAIM}> {name('cmq:claims')} <{_SITUATION}> <urn:x:g> ."]


def test_situations_claims_and_others() -> None:
    violations = [(_THING, "no name"), (_CLAIM, "no passage"), (_SITUATION, "no value"), (_SITUATION, "no value")]
    assert placed(violations, _ORIGINS, _LINES) == [
        "no name",
        "seeds/000/observations.yaml:7: no passage",
        "seeds/000/observations.yaml:7: no value",
    ]


def test_nodes_as_reports_write_them() -> None:
    assert full("party:gr-kke") == f"{BASE}id/party/gr-kke"
    assert full("<http://www.wikidata.org/entity/Q1>") == "http://www.wikidata.org/entity/Q1"
    assert full("oa:start 3") == "http://www.w3.org/ns/oa#start 3"
    assert full("nonsense") == "nonsense"
