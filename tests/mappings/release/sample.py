"""A small knowledge base of all kinds of graphs, after the sketches of the model, and the queries that count in it."""

from datetime import date

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from communique.iris import BASE, PREFIXES, graph
from communique.mappings import vocabulary
from communique.mappings.release.about import Release
from communique.mappings.release.canonical import canonical, digest
from communique.mappings.release.notes import Licence, Notes

NOTES = Notes(
    version="1.2.3",
    issued=date(2026, 1, 31),
    title="Sample",
    description="A sample of a “knowledge base”, with a\ttab.",
    publisher="The makers of the sample",
    data_licence=Licence("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0", "Zero"),
    vocabulary_licence=Licence("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0", "Attribution"),
    previous="1.2.2-0123456789ab",
)

_TRIG = """
graph:registry {
    party:gr-kke a cmq:Party ; skos:prefLabel "Communist Party of Greece"@en , "Κομμουνιστικό Κόμμα Ελλάδας"@el .
    party:zz-one a cmq:Party ; skos:prefLabel "One"@en ; owl:differentFrom party:gr-kke .
    event:2017-meeting a cmq:Event , schema:Event ; skos:prefLabel "A meeting"@en .
    doc:000 a cmq:SourceDocument . doc:001 a cmq:SourceDocument .
}
graph:direct {
    event:2017-meeting schema:attendee party:gr-kke , party:zz-one ; schema:startDate "2017-08-10"^^xsd:date .
}
graph:shared {
    participation:aa a cmq:Participation ; cmq:role role:hosted ;
        cmq:event event:2017-meeting ; cmq:participant party:gr-kke .
    span:2017 a cmq:TimeSpan ; cmq:edtf "2017"^^edtf:EDTF ; cmq:earliest "2017-01-01"^^xsd:date .
}
<GRAPHdoc/000> {
    observation:ab a cmq:Observation ; cmq:about event:2017-meeting ; cmq:value 20.4 ; cmq:outOf 40 ;
        cmq:asPrinted "\\"More than\\" 40\\\\ \\u00a0 \\u2028 \\u0085 <x> _:y \\n ." .
    claim:ba a cmq:Claim ; cmq:claims participation:aa , observation:ab ; cmq:accordingTo doc:000 .
    claim:bb a cmq:Claim ; cmq:claims participation:aa ; cmq:accordingTo doc:000 , party:gr-kke .
    passage:ca a cmq:Passage ; oa:hasSource doc:000 ; cmq:contested true .
}
<GRAPHdoc/001> {
    claim:bc a cmq:Claim ; cmq:claims participation:aa ; cmq:accordingTo doc:001 .
    passage:cb a cmq:Passage ; oa:hasSource doc:001 .
}
graph:alignments {
    cmq:Party skos:closeMatch schema:PoliticalParty ; skos:exactMatch <http://www.wikidata.org/entity/Q7278> .
    cmq:Event skos:closeMatch schema:Event .
}
"""


def sample_quads() -> list[Quad]:
    """The quads of the sample and of the real vocabulary, in no order; blank nodes get new names each time."""
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    quads = list(parse(head + _TRIG.replace("GRAPH", f"{BASE}graph/"), RdfFormat.TRIG))
    home = NamedNode(graph("vocabulary"))
    terms = (triple for triple in vocabulary.triples() if triple[1].value != f"{PREFIXES['owl']}maxCardinality")
    return [*quads, *(Quad(*triple, home) for triple in terms)]


def sample_lines() -> list[str]:
    """The canonical lines of the sample."""
    return canonical(sample_quads())


def sample_release(lines: list[str]) -> Release:
    """The release of canonical lines under the notes of the sample."""
    return Release(NOTES, digest(lines))


def loaded(text: bytes | str, form: RdfFormat = RdfFormat.N_QUADS, base: str | None = None) -> Store:
    """A store that holds what a file says."""
    store = Store()
    store.load(text, form, base_iri=base)
    return store


def one(store: Store, query: str) -> int:
    """The number that a query answers with, over the union of all graphs."""
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    (row,) = store.query(head + query, use_default_graph_as_union=True)  # type: ignore[misc]
    return int(row[0].value)
