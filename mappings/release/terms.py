"""RDF terms as their N-Quads text, the form in which a release sorts, hashes, counts and writes them.

`communique.mappings.terms` makes those of the knowledge base; here are those of its description. Triples that describe
files may hold relative IRIs (`<communique.nq>`): the file beside the one they stand in, wherever the folder is put.
"""

from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from communique.iris import PREFIXES

NAMESPACES: dict[str, str] = {
    **PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": "http://www.w3.org/ns/formats/",
    "media": "https://www.iana.org/assignments/media-types/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
}
"""The published prefixes, and those that only descriptions of a release need."""


class Statement(NamedTuple):
    """One line of sorted N-Quads, cut into the texts of its four terms."""

    subject: str
    predicate: str
    object: str
    graph: str


def statement(line: str) -> Statement:
    """The terms of a canonical N-Quads line of a named graph (`s p o g .`)."""
    subject, predicate, rest = line.split(" ", 2)
    value, graph, _ = rest.rsplit(" ", 2)
    return Statement(subject, predicate, value, graph)


def name(curie: str) -> str:
    """The IRI text of a prefixed name: `name("void:triples")`; raises KeyError for an unknown prefix."""
    prefix, _, local = curie.partition(":")
    return f"<{NAMESPACES[prefix]}{local}>"


def text(value: str, language: str | None = None) -> str:
    """A string literal, with a language tag where one is given."""
    return str(Literal(value, language=language))


def typed(value: str | int, datatype: str) -> str:
    """A literal of a datatype given as a prefixed name: `typed(3, "xsd:integer")`."""
    return str(Literal(str(value), datatype=NamedNode(name(datatype)[1:-1])))


def number(value: int) -> str:
    """An xsd:integer."""
    return typed(value, "xsd:integer")
