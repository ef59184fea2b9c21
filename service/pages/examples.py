"""The competency questions of the release, as examples to run."""

from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from communique.service.engine.release import Release, ReleaseError

FILE = "examples.ttl"
SH = "http://www.w3.org/ns/shacl#"
KEYWORDS = "https://schema.org/keywords"
FEDERATES = "https://purl.expasy.org/sparql-examples/ontology#federatesWith"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


@dataclass(frozen=True, slots=True)
class Example:
    """One question: its key, its words, its query, its keywords, the endpoints it asks besides ours."""

    key: str
    iri: str
    words: str
    query: str
    keywords: tuple[str, ...] = ()
    federates: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def examples(release: Release) -> tuple[Example, ...]:
    """The examples of a release in the order of their keys; none where it has no such file."""
    try:
        text = release.text(FILE)
    except ReleaseError:
        return ()
    return parsed(text, release.base)


def parsed(text: str, base: str) -> tuple[Example, ...]:
    """The examples in a file of a release, in Turtle."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in parse(text, format=RdfFormat.TURTLE, base_iri=base):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal | NamedNode):
            about = found.setdefault(quad.subject.value, {})
            about.setdefault(quad.predicate.value, []).append(quad.object.value)
    return tuple(_example(iri, about, query) for iri, about in sorted(found.items()) if (query := _query(about)))


def _query(about: dict[str, list[str]]) -> str:
    return next((about[f"{SH}{form}"][0] for form in ("select", "construct", "ask") if f"{SH}{form}" in about), "")


def _example(iri: str, about: dict[str, list[str]], query: str) -> Example:
    key = about.get(f"{RDFS}label", [iri.rpartition("/")[2]])[0]
    words = about.get(f"{RDFS}comment", [""])[0]
    keywords = tuple(word for word in sorted(about.get(KEYWORDS, ())) if word != "federated")
    return Example(key, iri, words, query, keywords, tuple(sorted(about.get(FEDERATES, ()))))
