"""Participations: who took which part in which event."""

from communique.mappings.records.models import Participation
from communique.mappings.situations import Content, Mapped, Offer
from communique.mappings.terms import concept_term, number, term, thing

PRESENT = frozenset({"attended", "attended-clandestinely", "contributed", "observer", "guest", "hosted", "spoke"})
"""The roles that nobody can have without being there."""


def participation(record: Participation) -> Mapped:
    """A cmq:Participation; who was there is offered as schema:attendee, a host as cmq:host besides."""
    content = Content()
    content.thing("cmq:event", record.event)
    content.thing("cmq:participant", record.participant)
    content.add("cmq:role", concept_term("role", record.role))
    content.things("cmq:aspect", record.aspect)
    content.ours("cmq:reason", record.reason)
    content.add("cmq:ordinal", number(str(record.ordinal)) if record.ordinal is not None else None)
    content.thing("cmq:representing", record.representing)
    content.time(record.time)
    content.printed(record.printed)
    return content.mapped("participation", "cmq:Participation", _offers(record))


def _offers(record: Participation) -> list[Offer]:
    event, participant = thing(record.event), thing(record.participant)
    predicates = ["schema:attendee"] if record.role in PRESENT else []
    predicates += ["cmq:host"] if record.role == "hosted" else []
    return [Offer((event, term(predicate), participant), record.event.split("/")[0]) for predicate in predicates]
