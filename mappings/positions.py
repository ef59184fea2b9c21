"""Positions: what a party or a person stands for, towards whom, at which event."""

from communique.mappings.records.models import Position
from communique.mappings.situations import Content, Mapped
from communique.mappings.terms import concept_term, number


def position(record: Position) -> Mapped:
    """A cmq:Position."""
    content = Content()
    content.thing("cmq:holder", record.holder)
    content.add("cmq:positionType", concept_term("position-type", record.type))
    content.add("cmq:topic", concept_term("topic", record.topic) if record.topic else None)
    content.thing("cmq:towards", record.towards)
    content.thing("cmq:event", record.event)
    content.time(record.time)
    content.add("cmq:ordinal", number(str(record.ordinal)) if record.ordinal is not None else None)
    content.ours("dcterms:description", record.description)
    content.printed(record.printed)
    return content.mapped("position", "cmq:Position")
