"""Observations: figures as printed, or counted by us."""

from communique.mappings.records.models import Observation
from communique.mappings.situations import Content, Mapped
from communique.mappings.terms import concept_term, number


def observation(record: Observation) -> Mapped:
    """A cmq:Observation; figures offer nothing to the direct layer, for without their comparator they mislead."""
    content = Content()
    content.thing("cmq:about", record.about)
    content.add("cmq:measure", concept_term("measure", record.measure))
    content.add("cmq:value", number(record.value))
    content.add("cmq:comparator", concept_term("comparator", record.comparator))
    content.add("cmq:outOf", number(record.out_of) if record.out_of else None)
    content.add("cmq:role", concept_term("role", record.role) if record.role else None)
    content.time(record.time)
    content.thing("cmq:within", record.within)
    content.things("cmq:aspect", record.aspect)
    content.printed(record.printed)
    return content.mapped("observation", "cmq:Observation")
