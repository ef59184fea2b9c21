"""The alignment as RDF: the matches themselves, the decisions behind them in SSSOM's terms, and Wikidata's side.

A decision is an `owl:Axiom` annotated as SSSOM's RDF form has it, under an IRI computed from what it decides, so the
same files give the same quads. Denials and “nothing found” are decisions without a match. An exact match is said in
schema.org's terms too (`schema:sameAs`); `owl:sameAs` is never said. What is recorded of Wikidata is in a graph of its
own, `graph/wikidata`, and there each statement is a node, as our own plain facts are, with the snapshot it is from.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

from pyoxigraph import Quad

from communique.iris import BASE, expand, graph, node, thing
from communique.mappings.alignment.gate import read_checked
from communique.mappings.alignment.rows import EXACT, NAMESPACES, MappingSet, Row, rows_of
from communique.mappings.alignment.statements import (
    DATE,
    ITEM,
    LINK,
    NUMBER,
    PROPERTIES,
    Recorded,
    Snapshot,
    Statement,
    read_statements,
)
from communique.mappings.graphs import lines
from communique.mappings.keys import ordered_key
from communique.mappings.quads import to_quads
from communique.mappings.records.issue import Issue
from communique.mappings.spans import key, span
from communique.mappings.terms import TYPE, Term, Triple, date, iri, number, string, term, words

GRAPH = iri(graph("alignments"))
WIKIDATA = iri(graph("wikidata"))
OWL = "http://www.w3.org/2002/07/owl#"
SSSOM = NAMESPACES["sssom"]
WIKIBASE = "http://wikiba.se/ontology#"
DIRECT = "http://www.wikidata.org/prop/direct/"
XSD = "http://www.w3.org/2001/XMLSchema#"


def _full(curie: str) -> Term:
    """The IRI of a CURIE of the alignment's files."""
    prefix, _, local = curie.partition(":")
    return iri(NAMESPACES[prefix] + local) if prefix in NAMESPACES else iri(expand(curie))


def _slot(name: str) -> Term:
    return iri(SSSOM + name)


def _typed(value: str, datatype: str) -> Term:
    return f'"{value}"^^<{XSD}{datatype}>'


def _double(text: str) -> Term:
    """A number in the form in which the store gives it back."""
    return _typed(format(float(text), "g"), "double")


def subject_of(row: Row) -> Term:
    """The thing a row is about."""
    return iri(thing(*row.subject.split("/", 1)))


def decision(row: Row) -> Term:
    """The IRI of a decision, computed from what it decides."""
    return iri(node("mapping", ordered_key(row.subject, row.predicate, str(row.negated), row.object)))


def _evidence(row: Row) -> Iterator[tuple[Term, Term]]:
    """The slots that say who decided, when, on what grounds; empty ones are left out."""
    plain = {
        "subject_label": row.subject_label,
        "object_label": row.object_label,
        "author_label": row.author,
        "reviewer_label": row.reviewer,
        "object_source_version": row.version,
        "mapping_tool": row.tool,
        "mapping_tool_version": row.tool_version,
        "curation_rule_text": row.rule,
    }
    yield from ((_slot(name), string(value)) for name, value in plain.items() if value)
    yield _slot("mapping_justification"), _full(row.justification)
    yield _slot("confidence"), _double(row.confidence)
    yield term("dcterms:created"), _typed(row.date, "date")
    yield term("rdfs:comment"), string(row.comment)
    if row.score:
        yield _slot("similarity_score"), _double(row.score)
    if row.negated:
        yield _slot("predicate_modifier"), _slot("NegatedPredicate")
    yield from ((term("rdfs:seeAlso"), iri(address)) for address in row.see_also)


def row_triples(row: Row) -> Iterator[Triple]:
    """A decision, and the match that it makes if it makes one."""
    made, subject, predicate, found = decision(row), subject_of(row), _full(row.predicate), _full(row.object)
    if row.positive:
        yield subject, predicate, found
        if row.predicate == EXACT:
            yield subject, term("schema:sameAs"), found
    yield made, TYPE, iri(f"{OWL}Axiom")
    yield made, iri(f"{OWL}annotatedSource"), subject
    yield made, iri(f"{OWL}annotatedProperty"), predicate
    yield made, iri(f"{OWL}annotatedTarget"), found
    yield from ((made, slot, value) for slot, value in _evidence(row))


def set_triples(mappings: MappingSet) -> Iterator[Triple]:
    """A file as a mapping set: its title, licence, sources and tool, and its decisions."""
    made, header = iri(f"{BASE}alignments/{mappings.kind}.sssom.tsv"), mappings.header
    yield made, TYPE, _slot("MappingSet")
    yield made, term("dcterms:title"), string(header["mapping_set_title"])
    yield made, term("dcterms:license"), iri(header["license"])
    yield made, iri(f"{OWL}versionInfo"), string(header["mapping_set_version"])
    yield made, _slot("subject_source"), iri(graph("registry"))
    yield made, _slot("object_source"), _full(header["object_source"])
    for slot in ("subject_source_version", "mapping_tool", "mapping_tool_version"):
        yield made, _slot(slot), string(header[slot])
    yield from ((made, _slot("mappings"), decision(row)) for row in mappings.rows)


def _snapshot(key: str) -> Term:
    return iri(node("snapshot", key))


def snapshot_triples(snapshot: Snapshot) -> Iterator[Triple]:
    """Where and when statements were recorded, and under which licence they stand."""
    made = _snapshot(snapshot.key)
    yield made, TYPE, iri(f"{WIKIBASE}Dump")
    yield made, term("dcterms:title"), string(f"{snapshot.title} {snapshot.version}".strip())
    yield made, term("dcterms:date"), date(snapshot.date)
    yield made, term("dcterms:source"), iri(snapshot.address)
    yield made, term("dcterms:license"), iri(snapshot.license)


def _date(text: str) -> tuple[Term, tuple[Triple, ...]]:
    """A date as Wikidata gives it: a time span under an IRI apart from ours, so that the graphs share no triple."""
    made = iri(node("wikidata-date", key(text)))
    return made, tuple((made, predicate, value) for _, predicate, value in span(text)[1])


def _value(row: Statement) -> tuple[Term, tuple[Triple, ...]]:
    """The object of a statement; for a date, its time span with its triples."""
    kind = PROPERTIES[row.property]
    if kind == DATE:
        return _date(row.value)
    if kind == ITEM:
        return _full(row.value), ()
    if kind == NUMBER:
        return number(row.value), ()
    return (iri(row.value) if kind == LINK else string(row.value)), ()


def statement_triples(row: Statement) -> Iterator[Triple]:
    """What Wikidata states of an item: the statement as a node; a label is a plain triple."""
    item = _full(row.item)
    yield item, TYPE, iri(f"{WIKIBASE}Item")
    if row.property == "rdfs:label":
        yield item, term("rdfs:label"), words(row.value, "en")
        return
    made = iri(node("wikidata-statement", ordered_key(row.item, row.property, row.value, row.at)))
    value, also = _value(row)
    yield from also
    yield made, TYPE, iri(f"{WIKIBASE}Statement")
    yield made, term("rdf:subject"), item
    yield made, term("rdf:predicate"), iri(DIRECT + row.property)
    yield made, term("rdf:object"), value
    yield made, term("prov:wasDerivedFrom"), _snapshot(row.snapshot)
    if row.at:
        when, bounds = _date(row.at)
        yield from bounds
        yield made, term("cmq:timeSpan"), when
    if row.value_label:
        yield value, TYPE, iri(f"{WIKIBASE}Item")
        yield value, term("rdfs:label"), words(row.value_label, "en")


def wikidata_triples(recorded: Recorded, named: Set[str]) -> set[Triple]:
    """The statements about the items that some row names, and the snapshots they are from."""
    rows = [row for row in recorded.statements if row.item in named]
    used = {row.snapshot for row in rows}
    found = {triple for row in rows for triple in statement_triples(row)}
    return found | {triple for key in used for triple in snapshot_triples(recorded.snapshots[key])}


def triples(sets: Iterable[MappingSet]) -> set[Triple]:
    """All triples of the alignment."""
    read = list(sets)
    made = {triple for mappings in read for triple in set_triples(mappings)}
    return made | {triple for mappings in read for row in mappings.rows for triple in row_triples(row)}


def alignment_graphs(
    folder: Path, things: Mapping[str, str] | None = None, acts: Mapping[str, Iterable[int]] | None = None
) -> tuple[dict[Term, set[Triple]], list[Issue]]:
    """The graphs of a folder's alignment by IRI, or its issues and no graph; `things` and `acts` as for the gate."""
    sets, _, issues = read_checked(folder, things, acts)
    if issues:
        return {}, issues
    recorded, _ = read_statements(folder)
    named = {row.object for row in rows_of(sets)}
    graphs = {GRAPH: triples(sets), WIKIDATA: wikidata_triples(recorded, named)}
    return {name: found for name, found in graphs.items() if found}, []


def alignment_quads(
    folder: Path, things: Mapping[str, str] | None = None, acts: Mapping[str, Iterable[int]] | None = None
) -> tuple[list[Quad], list[Issue]]:
    """The quads of a folder's alignment, sorted, or its issues and no quads; `things` and `acts` as for the gate."""
    graphs, issues = alignment_graphs(folder, things, acts)
    return to_quads(sorted(lines(graphs))), issues
