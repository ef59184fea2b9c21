"""What all mappings of records have in common: a situation with its key from its content, and what it offers."""

from collections.abc import Iterable
from typing import NamedTuple

from communique.iris import node
from communique.mappings.keys import content_key
from communique.mappings.spans import span
from communique.mappings.terms import TYPE, Term, Triple, iri, string, term, thing, words

OURS = "en"
"""The language of what we write ourselves: descriptions, reasons, notes."""

Pairs = list[tuple[Term, Term]]


class Offer(NamedTuple):
    """A direct triple that a situation would yield, and the triples that follow from it on the same subject."""

    triple: Triple
    kind: str
    """The kind of the subject, such as `event`; whether a property has one value depends on it."""
    also: tuple[Triple, ...] = ()


class Mapped(NamedTuple):
    """What one record becomes: its situation, the triples of it, and what it offers to the direct layer."""

    situation: Term
    triples: tuple[Triple, ...]
    offers: tuple[Offer, ...] = ()


class Content:
    """The content of a situation while it is put together; what is None or empty is left out."""

    def __init__(self) -> None:
        self.pairs: Pairs = []
        self.beside: list[Triple] = []

    def add(self, predicate: str, value: Term | None) -> None:
        if value is not None:
            self.pairs.append((term(predicate), value))

    def thing(self, predicate: str, reference: str | None) -> None:
        if reference is not None:
            self.pairs.append((term(predicate), thing(reference)))

    def things(self, predicate: str, references: Iterable[str]) -> None:
        for reference in references:
            self.pairs.append((term(predicate), thing(reference)))

    def ours(self, predicate: str, text: str | None) -> None:
        if text is not None:
            self.pairs.append((term(predicate), words(text, OURS)))

    def printed(self, text: str | None) -> None:
        if text is not None:
            self.pairs.append((term("cmq:asPrinted"), string(text)))

    def time(self, text: str | None, predicate: str = "cmq:timeSpan") -> None:
        if text is not None:
            subject, triples = span(text)
            self.pairs.append((term(predicate), subject))
            self.beside.extend(triples)

    def mapped(self, kind: str, type_: str, offers: Iterable[Offer] = ()) -> Mapped:
        """The situation: its key is computed from the kind and everything added so far."""
        key = content_key(kind, (f"{predicate} {value}" for predicate, value in self.pairs))
        subject = iri(node(kind, key))
        own = ((subject, predicate, value) for predicate, value in self.pairs)
        return Mapped(subject, ((subject, TYPE, term(type_)), *own, *self.beside), tuple(offers))
