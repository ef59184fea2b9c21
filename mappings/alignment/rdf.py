"""The alignment as RDF: the matches themselves, the decisions behind them in SSSOM's terms, what is known of the items.

A decision is an `owl:Axiom` annotated as SSSOM's RDF form has it, under an IRI computed from what it decides, so the
same files give the same quads. Denials and “nothing found” are decisions without a match. `owl:sameAs` is never said.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad

from communique.iris import BASE, expand, graph, node, thing
from communique.mappings.alignment.gate import read_checked
from communique.mappings.alignment.items import Item
from communique.mappings.alignment.rows import NAMESPACES, MappingSet, Row
from communique.mappings.keys import ordered_key
from communique.mappings.quads import to_quads
from communique.mappings.records.issue import Issue
from communique.mappings.terms import TYPE, Term, Triple, iri, string, term

GRAPH = iri(graph("alignments"))
OWL = "http://www.w3.org/2002/07/owl#"
SSSOM = NAMESPACES["sssom"]
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


def item_triples(item: Item) -> Iterator[Triple]:
    """The lifespan of an item, so that a query can hold claims against it."""
    made = _full(item.item)
    yield made, term("rdfs:label"), f"{string(item.label)}@en"
    for name, year in (("foundingDate", item.inception), ("dissolutionDate", item.dissolved)):
        if year is not None:
            yield made, term(f"schema:{name}"), _typed(str(year), "gYear")
    yield made, term("dcterms:source"), string(item.as_of)


def triples(sets: Iterable[MappingSet], items: Iterable[Item]) -> set[Triple]:
    """All triples of the alignment; of the items, those that some row names."""
    read = list(sets)
    named = {row.object for mappings in read for row in mappings.rows}
    made = {triple for mappings in read for triple in set_triples(mappings)}
    made |= {triple for mappings in read for row in mappings.rows for triple in row_triples(row)}
    return made | {triple for item in items if item.item in named for triple in item_triples(item)}


def alignment_quads(folder: Path) -> tuple[list[Quad], list[Issue]]:
    """The quads of a folder's alignment, all in `graph/alignments` and sorted, or its issues and no quads."""
    sets, items, issues = read_checked(folder)
    if issues:
        return [], issues
    lines = sorted(f"{s} {p} {o} {GRAPH} ." for s, p, o in triples(sets, items.values()))
    return to_quads(lines), []
