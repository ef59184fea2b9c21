"""A small graph in memory, as the answer to one CONSTRUCT query, with names for what is in it."""

import re
from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

Node = NamedNode | Literal

SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
DCTERMS = "http://purl.org/dc/terms/"
_HUMP = re.compile(r"(?<=[a-z])[A-Z]")
NAMES = (f"{SKOS}prefLabel", f"{DCTERMS}title", f"{RDFS}label")


class Graph:
    """Triples by subject and predicate; blank nodes are left out."""

    def __init__(self, ntriples: bytes, base: str, prefixes: dict[str, str], terms: dict[str, str]) -> None:
        self.base = base
        self._terms = terms
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self._about: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for quad in sorted(parse(ntriples, format=RdfFormat.N_TRIPLES), key=str):
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
                continue
            objects = self._about[quad.subject.value][quad.predicate.value]
            if quad.object not in objects:
                objects.append(quad.object)

    def __contains__(self, subject: str) -> bool:
        return subject in self._about

    def of(self, subject: str) -> dict[str, list[Node]]:
        """The predicates of a subject with their objects."""
        return self._about.get(subject, {})

    def values(self, subject: str, predicate: str) -> list[str]:
        """The objects of a subject and predicate as texts."""
        return [node.value for node in self.of(subject).get(predicate, [])]

    def value(self, subject: str, predicate: str) -> str:
        """The first of them, or nothing."""
        return next(iter(self.values(subject, predicate)), "")

    def subjects(self, predicate: str, node: str) -> Iterator[str]:
        """Whoever has this object."""
        for subject, predicates in self._about.items():
            if any(isinstance(item, NamedNode) and item.value == node for item in predicates.get(predicate, [])):
                yield subject

    def triples(self) -> Iterator[tuple[str, str, Node]]:
        """Every triple."""
        for subject, predicates in self._about.items():
            for predicate, nodes in predicates.items():
                for node in nodes:
                    yield subject, predicate, node

    def name(self, iri: str) -> str:
        """What a reader calls it: a name in English if there is one, else in any language, else the short IRI."""
        predicates = self.of(iri)
        for predicate in (*NAMES, f"{self.base}ont/edtf"):
            names = [node for node in predicates.get(predicate, []) if isinstance(node, Literal)]
            if names:
                return next((node for node in names if node.language == "en"), names[0]).value
        return self._terms.get(iri) or self.short(iri)

    def term(self, iri: str) -> str:
        """What a reader calls a property: its name, else the words of its short IRI."""
        name = self.name(iri)
        if name != self.short(iri):
            return name
        return _HUMP.sub(lambda found: f" {found[0].lower()}", re.split(r"[:/#]", name)[-1]) or name

    def short(self, iri: str) -> str:
        """The prefixed name of an IRI, or the IRI itself."""
        for prefix, namespace in self._prefixes:
            if iri.startswith(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri
