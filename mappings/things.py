"""Things: the class, the labels and the notes of what the registry mints, and of the source documents."""

from collections.abc import Iterator

from communique.mappings.direct import CLASSES
from communique.mappings.records.document import About
from communique.mappings.records.registry import Thing
from communique.mappings.situations import OURS
from communique.mappings.terms import TYPE, Triple, boolean, iri, string, term, thing, words


def registered(record: Thing) -> Iterator[Triple]:
    """A minted thing. A congress is an event too, so that a query for events needs no reasoner to find it."""
    subject = thing(record.ref)
    yield subject, TYPE, term(CLASSES[record.ref.split("/")[0]])
    if record.type:
        yield subject, TYPE, term(f"cmq:{record.type}")
    for language, label in record.labels:
        yield subject, term("skos:prefLabel"), words(label, language)
    if record.note:
        yield subject, term("skos:editorialNote"), words(record.note, OURS)
    if record.replaced_by:
        yield subject, term("owl:deprecated"), boolean(True)
        yield subject, term("dcterms:isReplacedBy"), thing(record.replaced_by)


def labelled_document(key: str, about: About) -> Iterator[Triple]:
    """The registry's part of a source document: its class and its label, which is ours and not what it calls itself."""
    subject = thing(f"doc/{key}")
    yield subject, TYPE, term(CLASSES["doc"])
    yield subject, term("skos:prefLabel"), words(about.title, about.language)
    if about.note:
        yield subject, term("skos:editorialNote"), words(about.note, OURS)


def source_document(key: str, about: About) -> Iterator[Triple]:
    """The document's own part: language, hash of the file, address and credit."""
    subject = thing(f"doc/{key}")
    yield subject, term("dcterms:language"), string(about.language)
    yield subject, term("cmq:sha256"), string(about.sha256)
    if about.address:
        yield subject, term("schema:url"), iri(about.address)
    if about.credit:
        yield subject, term("dcterms:rights"), words(about.credit, OURS)
