"""The competency questions of the release, as examples to run."""

from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from communique.service.engine.release import Release, ReleaseError

FILE = "examples.ttl"
SH = "http://www.w3.org/ns/shacl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


@dataclass(frozen=True, slots=True)
class Example:
    """One question: its key, its words, its query."""

    key: str
    iri: str
    words: str
    query: str


@lru_cache(maxsize=4)
def examples(release: Release) -> tuple[Example, ...]:
    """The examples of a release in the order of their keys; none where it has no such file."""
    try:
        text = release.text(FILE)
    except ReleaseError:
        return ()
    found: dict[str, dict[str, str]] = {}
    for quad in parse(text, format=RdfFormat.TURTLE, base_iri=release.base):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            found.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    return tuple(
        Example(about.get(f"{RDFS}label", iri.rpartition("/")[2]), iri, about.get(f"{RDFS}comment", ""), query)
        for iri, about in sorted(found.items())
        if (query := about.get(f"{SH}select") or about.get(f"{SH}construct") or about.get(f"{SH}ask"))
    )
