"""From quads to entries: names with their places, facets, what is withdrawn."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from communique.service.search.collecting import Collector
from communique.service.search.entries import Entry
from communique.tests.service import small
from communique.tests.service.small import BASE, quads

MORE = {
    "registry": """
        party:xx-red rdf:type cmq:Party
        party:xx-red skos:prefLabel "Red Party"@en
        party:xx-old skos:prefLabel "Old Party"@en
        party:xx-old owl:deprecated "true"^^xsd:boolean
        event:1999-meeting skos:prefLabel "Meeting of 1999"@en
        doc:900 skos:prefLabel "A made-up report"@en
        claim:c9 cmq:note "nothing of ours"
    """,
    "direct": """
        party:xx-red skos:hiddenLabel "Rad Party"@en
        party:xx-red cmq:country place:xx
        place:xx skos:prefLabel "Xland"@en
        place:town skos:prefLabel "Town"@en
        place:town schema:containedInPlace place:xx
        event:1999-meeting schema:location place:town
        event:1999-meeting cmq:timeSpan span:s1
    """,
    "doc/900": """
        span:s1 cmq:earliest "1999-03-01"^^xsd:date
        span:s1 cmq:latest "2001-03-09"^^xsd:date
        participation:p1 cmq:event event:1999-meeting
        participation:p1 cmq:participant party:xx-red
        naming:n1 cmq:named party:xx-red
        naming:n1 cmq:asPrinted "Rad Party"
        naming:n1 dcterms:language "en"
        naming:n1 cmq:nameType name-type:misprint
        claim:c1 cmq:claims participation:p1
        claim:c2 cmq:claims naming:n1
        claim:c2 prov:wasDerivedFrom passage:a1
        passage:a1 rdfs:label "900, line 3"@en
    """,
    "alignments": "party:xx-red skos:exactMatch wd:Q7",
}
PREFIXES = {
    "naming": f"{BASE}id/naming/",
    "place": f"{BASE}id/place/",
    "span": f"{BASE}id/span/",
    "name-type": f"{BASE}concept/name-type/",
    "schema": "https://schema.org/",
    "wd": "http://www.wikidata.org/entity/",
}


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> dict[str, Entry]:
    monkeypatch.setattr(small, "PREFIXES", small.PREFIXES | PREFIXES)
    return read("\n".join(quads(MORE)))


def read(text: str) -> dict[str, Entry]:
    collector = Collector(BASE)
    collector.take(parse(text, format=RdfFormat.N_QUADS))
    return {f"{entry.kind}/{entry.key}": entry for entry in collector.entries()}


def test_names_come_with_the_places_where_they_are_printed(entries: dict[str, Entry]) -> None:
    names = {name.text: name for name in entries["party/xx-red"].names}
    assert [*names] == ["Red Party", "Rad Party"]
    assert names["Rad Party"].kind == "misprint"
    assert names["Rad Party"].places == [("900", "a1", "900, line 3")]


def test_facets(entries: dict[str, Entry]) -> None:
    party, event = entries["party/xx-red"], entries["event/1999-meeting"]
    assert (party.country, party.decades, party.documents, party.wikidata) == ("xx", (1990, 2000), ("900",), "Q7")
    assert (party.claims, event.claims) == (2, 1)
    assert (event.country, event.decades, entries["place/xx"].country) == ("xx", (1990, 2000), "xx")
    assert entries["doc/900"].documents == ("900",)


def test_what_is_withdrawn_or_has_no_name_is_left_out(entries: dict[str, Entry]) -> None:
    assert {*entries} == {"party/xx-red", "event/1999-meeting", "doc/900", "place/xx", "place/town"}


def test_an_entry_comes_back_as_it_was_kept(entries: dict[str, Entry]) -> None:
    for entry in entries.values():
        assert Entry.from_json(entry.to_json()) == entry


def test_the_release_of_the_seeds(releases: Path) -> None:
    found = read((releases / "current" / "communique.nq").read_text(encoding="utf-8"))
    greek = found["party/gr-kke"]
    assert (greek.country, greek.wikidata, greek.label("el")) == ("gr", "Q192406", "Κομμουνιστικό Κόμμα Ελλάδας")
    assert any(name.kind == "misprint" and name.places for entry in found.values() for name in entry.names)
    assert all(entry.names for entry in found.values())
