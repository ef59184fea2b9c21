"""What the vocabulary holds, read from `ontology/`: concepts, classes, properties and how often they may be stated.

Nothing here is written down a second time: whoever needs to know whether a role exists, or whether a property has one
value, asks these functions. Each reads the files once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, RdfFormat, parse

from communique.iris import BASE, ONT, PREFIXES
from communique.mappings.turtle import Term, Triple
from communique.paths import room

WRITTEN_BASE = "https://w3id.org/communique/"
"""The base IRI that the files are written with; `read` puts the configured one in its place."""

_OWL, _RDFS, _SKOS = PREFIXES["owl"], PREFIXES["rdfs"], PREFIXES["skos"]
_SH = "http://www.w3.org/ns/shacl#"
_TYPE = f"{PREFIXES['rdf']}type"
_SCHEME = f"{BASE}concept/"
_KINDS = {f"{_OWL}{kind}Property": kind for kind in ("Object", "Datatype", "Annotation")}


@dataclass(frozen=True, slots=True)
class Property:
    """One property that the vocabulary defines or uses; IRIs are plain strings."""

    iri: str
    kind: str
    """`Object`, `Datatype` or `Annotation`."""
    domains: frozenset[str]
    ranges: frozenset[str]
    """Classes or datatypes, the firm ones and the suggested ones alike; empty for properties of other vocabularies."""
    scheme: str | None
    """The key of the scheme that its values come from, if they are concepts."""
    functional: bool


def text(path: Path) -> str:
    """A file of the vocabulary or of the shapes, under the configured base IRI. Raises OSError, UnicodeDecodeError."""
    written = path.read_text(encoding="utf-8")
    return written if BASE == WRITTEN_BASE else written.replace(WRITTEN_BASE, BASE)


def read(path: Path) -> list[Triple]:
    """The triples of one Turtle file, under the configured base IRI. Raises SyntaxError with the line."""
    return [(q.subject, q.predicate, q.object) for q in parse(text(path), RdfFormat.TURTLE)]


def files() -> list[Path]:
    """The Turtle files of the vocabulary, in a fixed order: the topics, then the concept schemes."""
    folder = room("ontology")
    return sorted(folder.glob("*.ttl")) + sorted((folder / "concepts").glob("*.ttl"))


@cache
def triples() -> tuple[Triple, ...]:
    """All triples of the vocabulary: terms, concepts and prefix declarations."""
    return tuple(triple for path in files() for triple in read(path))


def _by_subject(triples: Iterable[Triple]) -> Mapping[str, Mapping[str, tuple[Term, ...]]]:
    index: dict[str, dict[str, tuple[Term, ...]]] = {}
    for subject, predicate, value in triples:
        about = index.setdefault(subject.value, {})
        about[predicate.value] = (*about.get(predicate.value, ()), value)
    return index


@cache
def _index() -> Mapping[str, Mapping[str, tuple[Term, ...]]]:
    """Subject (as text) → predicate → objects, of the vocabulary."""
    return _by_subject(triples())


def _lexical(about: Mapping[str, tuple[Term, ...]], *predicates: str) -> frozenset[str]:
    return frozenset(value.value for p in predicates for value in about.get(p, ()))


def _values(subject: str, *predicates: str) -> frozenset[str]:
    return _lexical(_index().get(subject, {}), *predicates)


def _instances(kind: str) -> Iterable[str]:
    return (subject for subject in _index() if kind in _values(subject, _TYPE))


@cache
def concepts() -> Mapping[str, frozenset[str]]:
    """The keys of the concepts of each scheme: `"refused-to-sign" in concepts()["role"]`."""
    schemes: dict[str, set[str]] = {s.removeprefix(_SCHEME): set() for s in _instances(f"{_SKOS}ConceptScheme")}
    for iri in _instances(f"{_SKOS}Concept"):
        scheme, _, key = iri.removeprefix(_SCHEME).partition("/")
        schemes[scheme].add(key)
    return {scheme: frozenset(keys) for scheme, keys in schemes.items()}


@cache
def classes() -> frozenset[str]:
    """The IRIs of all classes that the vocabulary defines (`cmq:`) or uses (others)."""
    return frozenset(iri for iri in _instances(f"{_OWL}Class") if iri.startswith("http"))


@cache
def properties() -> Mapping[str, Property]:
    """Every property that the vocabulary defines (`cmq:`) or uses (others), by IRI."""
    return {iri: _property(iri, kind) for owl, kind in _KINDS.items() for iri in _instances(owl)}


def _property(iri: str, kind: str) -> Property:
    schema = PREFIXES["schema"]
    see = [s.removeprefix(_SCHEME) for s in _values(iri, f"{_RDFS}seeAlso") if s.startswith(_SCHEME)]
    return Property(
        iri=iri,
        kind=kind,
        domains=_values(iri, f"{_RDFS}domain", f"{schema}domainIncludes"),
        ranges=_values(iri, f"{_RDFS}range", f"{schema}rangeIncludes"),
        scheme=see[0] if see else None,
        functional=f"{_OWL}FunctionalProperty" in _values(iri, _TYPE),
    )


@cache
def terms() -> frozenset[str]:
    """The IRIs of the classes and properties that are ours."""
    return frozenset(iri for iri in (*classes(), *properties()) if iri.startswith(ONT))


@cache
def labels() -> Mapping[str, str]:
    """The English label of each term and concept that is ours, by IRI."""
    return {
        iri: value.value
        for iri, about in _index().items()
        if iri.startswith(BASE)
        for value in (*about.get(f"{_RDFS}label", ()), *about.get(f"{_SKOS}prefLabel", ()))
        if isinstance(value, Literal) and value.language == "en"
    }


def superclasses(iri: str) -> frozenset[str]:
    """The class itself and every class above it that the vocabulary knows of."""
    above = {s for s in _values(iri, f"{_RDFS}subClassOf") if s.startswith("http")}
    return frozenset({iri}).union(*(superclasses(s) for s in above))


@cache
def _shapes() -> Mapping[str, Mapping[str, tuple[Term, ...]]]:
    """Subject (as text) → predicate → objects, of the files of shapes."""
    return _by_subject(triple for path in sorted(room("shapes").glob("*.ttl")) for triple in read(path))


@cache
def _once(of: str) -> frozenset[str]:
    """The properties that the shape of a class allows one value of."""
    shapes = _shapes()
    mine = (about for about in shapes.values() if of in _lexical(about, f"{_SH}targetClass"))
    properties = (shapes[node] for about in mine for node in _lexical(about, f"{_SH}property"))
    return frozenset().union(*(_lexical(p, f"{_SH}path") for p in properties if "1" in _lexical(p, f"{_SH}maxCount")))


@cache
def single_valued(iri: str, of: frozenset[str] = frozenset()) -> bool:
    """Whether a thing of the classes `of` has at most one value of the property `iri`.

    True for functional properties whatever the class, and where the shape of a class allows one value. The ontology
    says no more than `functional`: an OWL cardinality is an xsd:nonNegativeInteger, which the store gives back as
    another literal than it was given.
    """
    known = properties().get(iri)
    if known and known.functional:
        return True
    return any(iri in _once(above) for cls in of for above in superclasses(cls))


def is_concept(scheme: str, key: str) -> bool:
    """Whether a scheme has a concept of that key; raises KeyError for an unknown scheme."""
    return key in concepts()[scheme]


def scheme_of(iri: str) -> str | None:
    """The key of the concept scheme that the values of a property come from, or None."""
    known = properties().get(iri)
    return known.scheme if known else None
