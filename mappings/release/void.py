"""VoID: how many triples, classes and predicates the release and each of its graphs hold, and what it links to.

The numbers describe the dump; the description itself lies beside it, so that it need not count itself. Parts are IRIs
within the file (`void.ttl#class-cmq-Party`), never blank nodes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from communique.iris import BASE
from communique.mappings.release import dumps
from communique.mappings.release.about import Release
from communique.mappings.release.statistics import Detail, Part, Statistics
from communique.mappings.release.terms import NAMESPACES, name, number, statement, text
from communique.mappings.terms import Triple, iri

_TYPE = name("rdf:type")
_LINKS = {name(f"skos:{local}") for local in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")}
_PREFIX = {namespace: prefix for prefix, namespace in NAMESPACES.items()}

Links = Counter[tuple[str, str]]
"""Triples that lead elsewhere, by predicate and namespace of what they lead to."""


def rows(release: Release, whole: Statistics, graphs: Mapping[str, Statistics], links: Links) -> Iterator[Triple]:
    """The whole description; `graphs` by graph IRI text, `links` from `count_links`."""
    yield from _about(release, whole)
    yield from _counts(release.node, "", whole)
    yield from _details(whole)
    for graph, statistics in graphs.items():
        yield from _subset(release, graph, statistics)
    for (predicate, target), triples in sorted(links.items()):
        yield from _linkset(release.node, predicate, target, triples)


def namespace(term: str) -> str:
    """The address of an IRI text up to its last `/` or `#`."""
    return term[1 : max(term.rfind("/"), term.rfind("#")) + 1]


def fragment(term: str) -> str:
    """A name for an IRI that can stand in a fragment: `cmq-Party`, or the IRI with other characters as `-`."""
    home = namespace(term)
    prefix = _PREFIX.get(home)
    if prefix is None:
        return re.sub(r"[^0-9A-Za-z]+", "-", term).strip("-")
    return f"{prefix}-{term[len(home) + 1 : -1]}".rstrip("-")


def count_links(lines: Sequence[str]) -> Links:
    """Triples that tie something of ours to something elsewhere, by predicate and namespace of what they lead to."""
    links: Links = Counter()
    for line in lines:
        row = statement(line)
        if row.predicate in _LINKS and row.object.startswith("<") and not row.object.startswith(f"<{BASE}"):
            links[row.predicate, namespace(row.object)] += 1
    return links


def _about(release: Release, whole: Statistics) -> Iterator[Triple]:
    node = release.node
    yield node, _TYPE, name("void:Dataset")
    yield node, name("dcterms:title"), text(release.notes.title, "en")
    yield node, name("dcterms:description"), text(release.notes.description, "en")
    for licence in release.licences.values():
        yield node, name("dcterms:license"), iri(licence.address)
    yield node, name("void:uriSpace"), text(BASE)
    for path in (dumps.WHOLE_NQUADS, dumps.WHOLE_TURTLE):
        yield node, name("void:dataDump"), iri(path)
        yield node, name("void:dataDump"), iri(f"{path}.gz")
    yield node, name("void:feature"), name("formats:N-Quads")
    yield node, name("void:feature"), name("formats:Turtle")
    for space in sorted({namespace(term) for term in (*whole.properties, *whole.entities)}):
        yield node, name("void:vocabulary"), iri(space)


def _counts(node: str, prefix: str, of: Statistics) -> Iterator[Triple]:
    """The numbers of a dataset, its class partitions and its property partitions."""
    yield node, name("void:triples"), number(of.triples)
    yield node, name("void:distinctSubjects"), number(of.subjects)
    yield node, name("void:distinctObjects"), number(of.objects)
    yield node, name("void:classes"), number(len(of.entities))
    yield node, name("void:properties"), number(len(of.properties))
    for each, instances in sorted(of.entities.items()):
        part = iri(f"#{prefix}class-{fragment(each)}")
        yield node, name("void:classPartition"), part
        yield part, name("void:class"), each
        yield part, name("void:entities"), number(instances)
    for predicate, counted in sorted(of.properties.items()):
        part = iri(f"#{prefix}property-{fragment(predicate)}")
        yield node, name("void:propertyPartition"), part
        yield from _property(part, predicate, counted)
        yield part, name("void:distinctObjects"), number(counted.objects)


def _property(part: str, predicate: str, counted: Part | Detail) -> Iterator[Triple]:
    yield part, name("void:property"), predicate
    yield part, name("void:triples"), number(counted.triples)
    yield part, name("void:distinctSubjects"), number(counted.subjects)


def _details(of: Statistics) -> Iterator[Triple]:
    """For each class the predicates of its instances, and what these lead to: query editors offer them."""
    for each, predicates in sorted(of.by_class.items()):
        owner = f"class-{fragment(each)}"
        for predicate, counted in sorted(predicates.items()):
            part = f"{owner}-property-{fragment(predicate)}"
            yield iri(f"#{owner}"), name("void:propertyPartition"), iri(f"#{part}")
            yield from _property(iri(f"#{part}"), predicate, counted)
            yield from _kinds(part, "class", counted.classes)
            yield from _kinds(part, "datatype", counted.datatypes)


def _kinds(owner: str, kind: Literal["class", "datatype"], counted: Counter[str]) -> Iterator[Triple]:
    vocabulary = "void" if kind == "class" else "void-ext"
    for each, triples in sorted(counted.items()):
        part = iri(f"#{owner}-to-{fragment(each)}")
        yield iri(f"#{owner}"), name(f"{vocabulary}:{kind}Partition"), part
        yield part, name(f"{vocabulary}:{kind}"), each
        yield part, name("void:triples"), number(triples)


def _subset(release: Release, graph: str, statistics: Statistics) -> Iterator[Triple]:
    short = dumps.slug(graph)
    subset = iri(f"#graph-{short}")
    yield release.node, name("void:subset"), subset
    yield subset, _TYPE, name("void:Dataset")
    yield subset, name("sd:name"), graph
    yield subset, name("dcterms:license"), iri(release.licence_of(graph).address)
    yield subset, name("void:dataDump"), iri(dumps.graph_file(graph))
    yield subset, name("void:dataDump"), iri(f"{dumps.graph_file(graph)}.gz")
    yield from _counts(subset, f"graph-{short}-", statistics)


def _linkset(node: str, predicate: str, target: str, triples: int) -> Iterator[Triple]:
    links = iri(f"#links-{fragment(predicate)}-{fragment(f'<{target}>')}")
    yield node, name("void:subset"), links
    yield links, _TYPE, name("void:Linkset")
    yield links, name("void:linkPredicate"), predicate
    yield links, name("void:subjectsTarget"), node
    yield links, name("void:objectsTarget"), iri(target)
    yield links, name("void:triples"), number(triples)
    yield iri(target), _TYPE, name("void:Dataset")
    yield iri(target), name("void:uriSpace"), text(target)
