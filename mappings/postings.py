"""Postings: who holds which office, or belongs to what."""

from communique.mappings.records.models import Posting
from communique.mappings.situations import Content, Mapped, Offer
from communique.mappings.terms import term, thing


def posting(record: Posting) -> Mapped:
    """A cmq:Posting; the membership is offered as org:memberOf."""
    content = Content()
    content.thing("org:member", record.member)
    content.thing("org:organization", record.organization)
    content.printed(record.printed)
    content.time(record.time)
    triple = (thing(record.member), term("org:memberOf"), thing(record.organization))
    return content.mapped("posting", "cmq:Posting", [Offer(triple, record.member.split("/")[0])])
