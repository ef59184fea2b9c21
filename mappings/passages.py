"""Passages: places in a document, with the hash of the text there and never the text itself."""

from communique.iris import node
from communique.mappings.keys import ordered_key
from communique.mappings.records.models import Passage
from communique.mappings.situations import OURS
from communique.mappings.terms import TYPE, Term, Triple, iri, number, string, term, thing, words


def address(passage: Passage) -> str:
    """The IRI of a passage, computed from document, place and hash; its name in the records plays no part."""
    key = ordered_key(passage.document, str(passage.start), str(passage.end), passage.sha256)
    return node("passage", key)


def passage(record: Passage) -> tuple[Triple, ...]:
    """A cmq:Passage and its oa:TextPositionSelector.

    The offsets are xsd:integer: the store gives an xsd:nonNegativeInteger back as one, so it would not come back as
    it went in.
    """
    subject, selector = iri(address(record)), iri(f"{address(record)}#position")
    label = words(f"{record.document}, line {record.line}", OURS)
    return (
        (subject, TYPE, term("cmq:Passage")),
        (subject, term("rdfs:label"), label),
        (subject, term("oa:hasSource"), thing(f"doc/{record.document}")),
        (subject, term("cmq:textSha256"), string(record.sha256)),
        (subject, term("oa:hasSelector"), selector),
        (selector, TYPE, term("oa:TextPositionSelector")),
        (selector, term("oa:start"), number(str(record.start))),
        (selector, term("oa:end"), number(str(record.end))),
    )


def passage_term(record: Passage) -> Term:
    """The term that a claim points to."""
    return iri(address(record))
