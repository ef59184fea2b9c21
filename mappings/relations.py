"""Relations: ties between two or more things that no property of their own exists for."""

from communique.mappings.records.models import Relation
from communique.mappings.situations import Content, Mapped
from communique.mappings.terms import concept_term


def relation(record: Relation) -> Mapped:
    """A cmq:Relation."""
    content = Content()
    content.things("cmq:relates", record.relates)
    content.add("cmq:relationType", concept_term("relation-type", record.type))
    content.time(record.time)
    content.things("cmq:aspect", record.aspect)
    content.ours("dcterms:description", record.description)
    content.printed(record.printed)
    return content.mapped("relation", "cmq:Relation")
