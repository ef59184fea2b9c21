"""Claims: who says it, how and where. A claim ties one situation to the passages that report it."""

from collections.abc import Sequence
from typing import NamedTuple

from communique.iris import node
from communique.mappings.keys import content_key
from communique.mappings.records.models import Doubt
from communique.mappings.records.values import WEB
from communique.mappings.situations import OURS
from communique.mappings.terms import TYPE, Term, Triple, concept_term, iri, string, term, words

UNFIT = frozenset({"implausible", "garbled"})
"""The doubts that keep a claim out of the direct layer: it cannot be right, or does not say one thing."""


class Saying(NamedTuple):
    """Who says something (documents, and agents they quote), where, how, and what we think of it."""

    according_to: Sequence[Term]
    passages: Sequence[Term]
    modality: str
    run: Term
    doubt: Doubt | None = None
    note: str | None = None


def claim(situation: Term, saying: Saying) -> tuple[Triple, ...]:
    """A cmq:Claim; its key is computed from everything but the run, so that it outlives a rebuild."""
    pairs = [(term("cmq:claims"), situation), (term("cmq:modality"), concept_term("modality", saying.modality))]
    pairs += [(term("cmq:accordingTo"), agent) for agent in saying.according_to]
    pairs += [(term("prov:wasDerivedFrom"), passage) for passage in saying.passages]
    if saying.doubt:
        pairs += _doubt(saying.doubt)
    if saying.note:
        pairs.append((term("skos:editorialNote"), words(saying.note, OURS)))
    subject = iri(node("claim", content_key("claim", (f"{predicate} {value}" for predicate, value in pairs))))
    own = ((subject, predicate, value) for predicate, value in pairs)
    return ((subject, TYPE, term("cmq:Claim")), *own, (subject, term("prov:wasGeneratedBy"), saying.run))


def _doubt(doubt: Doubt) -> list[tuple[Term, Term]]:
    pairs = [
        (term("cmq:plausibility"), concept_term("plausibility", doubt.plausibility)),
        (term("cmq:plausibilityReason"), words(doubt.reason, OURS)),
    ]
    if doubt.source:
        source = iri(doubt.source) if WEB.fullmatch(doubt.source) else string(doubt.source)
        pairs.append((term("dcterms:source"), source))
    return pairs


def stands(modality: str, doubt: Doubt | None) -> bool:
    """Whether what is claimed so may become a direct triple: said or inferred, and neither implausible nor garbled.

    Other doubts, such as another source that says otherwise, do not count: what a document says is not set aside
    because we know better.
    """
    return modality in ("reported", "inferred") and (doubt is None or doubt.plausibility not in UNFIT)
