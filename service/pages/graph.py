"""A small graph in memory, as the answer to one CONSTRUCT query, with names in the reader's language."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from communique.service.pages import dates
from communique.service.pages.words import words

Node = NamedNode | Literal
Names = Mapping[str, Mapping[str, str]]  # by IRI, then by language

OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
_HUMP = re.compile(r"(?<=[a-z])[A-Z]")
NAMES = (f"{SKOS}prefLabel", f"{DCTERMS}title", f"{RDFS}label")


@dataclass(frozen=True, slots=True)
class Value:
    """Something to show: a text, where it leads if it is an IRI, and the language it is in if that is known."""

    text: str
    iri: str = ""
    language: str = ""

    @property
    def key(self) -> str:
        """The end of the IRI."""
        return self.iri.rpartition("/")[2]


class Graph:
    """Triples by subject and predicate; blank nodes are left out."""

    def __init__(
        self, ntriples: bytes, base: str, prefixes: Mapping[str, str], terms: Names, language: str = "en"
    ) -> None:
        self.base = base
        self.language = language
        self._terms = terms
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self._about: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        self._named: dict[str, Value] = {}  # a page calls the same things again and again
        lines = sorted(set(ntriples.splitlines()))  # a triple each, as the engine writes them: its order is theirs
        for triple in parse(b"\n".join(lines), format=RdfFormat.N_TRIPLES):
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
                self._about[triple.subject.value][triple.predicate.value].append(triple.object)

    def __contains__(self, subject: str) -> bool:
        return subject in self._about

    def of(self, subject: str) -> Mapping[str, list[Node]]:
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

    def name(self, iri: str) -> Value:
        """What a reader calls it: in their language if there is such a name, else in English, in any, or the IRI."""
        if iri not in self._named:
            self._named[iri] = self._name(iri)
        return self._named[iri]

    def _name(self, iri: str) -> Value:
        predicates = self.of(iri)
        edtf = self.value(iri, f"{self.base}ont/edtf")
        if edtf:
            return Value(dates.shown(edtf, self.language), iri)
        for predicate in NAMES:
            names = {
                node.language or "": node.value for node in predicates.get(predicate, []) if isinstance(node, Literal)
            }
            if names:
                return self._chosen(names, iri)
        known = self._terms.get(iri)
        return self._chosen(known, iri) if known else Value(self.short(iri), iri)

    def _chosen(self, names: Mapping[str, str], iri: str) -> Value:
        language = next((each for each in (self.language, "en") if each in names), min(names))
        return Value(names[language], iri, language)

    def shown(self, node: Node) -> Value:
        """A node for a reader."""
        if isinstance(node, NamedNode):
            return self.name(node.value)
        if node.datatype.value == f"{XSD}date":
            return Value(dates.shown(node.value, self.language))
        return Value(node.value, "", node.language or "")

    def texts(self, subject: str, predicate: str) -> list[Value]:
        """What is told of a subject in words: in the reader's language, else in English, else all there is."""
        found = [node for node in self.of(subject).get(predicate, []) if isinstance(node, Literal)]
        for language in (self.language, "en"):
            if chosen := [node for node in found if node.language == language]:
                return [self.shown(node) for node in chosen]
        return [self.shown(node) for node in found]

    def term(self, iri: str) -> Value:
        """What a reader calls a term: its name, else what the pages call it, else the words of its short IRI."""
        name = self.name(iri)
        if name.text != self.short(iri):
            return name
        borrowed = words(self.language).get(f"borrowed-{name.text.replace(':', '-')}", "")
        if borrowed:
            return Value(borrowed, iri, self.language)
        parts = _HUMP.sub(lambda found: f" {found[0].lower()}", re.split(r"[:/#]", name.text)[-1])
        return Value(parts or name.text, iri, "en")

    def short(self, iri: str) -> str:
        """The prefixed name of an IRI, or the IRI itself."""
        for prefix, namespace in self._prefixes:
            if iri.startswith(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri
