"""Facts: one property of one thing, as a statement that some source makes."""

from communique.mappings.records import dates
from communique.mappings.records.models import Fact
from communique.mappings.records.properties import DATE, INTEGER, PROPERTIES, TEXT, TYPE_SCHEMES
from communique.mappings.situations import Content, Mapped, Offer
from communique.mappings.spans import span
from communique.mappings.terms import Term, Triple, concept_term, date, number, term, thing, words


def fact(record: Fact) -> Mapped:
    """An rdf:Statement; its triple is offered, and for an event on stated days the two days besides."""
    known = PROPERTIES[record.property]
    subject, predicate = thing(record.about), term(known.term)
    content = Content()
    value = _value(record, content)
    content.add("rdf:subject", subject)
    content.add("rdf:predicate", predicate)
    content.add("rdf:object", value)
    content.printed(record.printed)
    offer = Offer((subject, predicate, value), record.about.split("/")[0], _days(record, subject))
    return content.mapped("statement", "rdf:Statement", [offer])


def _value(record: Fact, content: Content) -> Term:
    known = PROPERTIES[record.property]
    if known.kinds:
        return thing(record.value)
    if known.scheme:
        return concept_term(known.scheme, record.value)
    if known.literal == INTEGER:
        return number(record.value)
    if known.literal == TEXT:
        return words(record.value, record.language)
    if known.literal == DATE:
        subject, triples = span(record.value)
        content.beside.extend(triples)
        return subject
    return concept_term(TYPE_SCHEMES[record.about.split("/")[0]], record.value)


def _days(record: Fact, subject: Term) -> tuple[Triple, ...]:
    """schema:startDate and schema:endDate of an event whose days are stated without doubt."""
    if record.property != "timeSpan" or not record.about.startswith("event/") or not dates.is_exact(record.value):
        return ()
    first, last = dates.bounds(record.value)
    ends = (("schema:startDate", first), ("schema:endDate", last))
    return tuple((subject, term(predicate), date(day)) for predicate, day in ends if day)
