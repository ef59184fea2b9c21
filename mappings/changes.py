"""Changes: foundations, ends, mergers, and what one of them brought about."""

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter

from communique.mappings.records.models import Change
from communique.mappings.situations import Content, Mapped
from communique.mappings.terms import Term, concept_term, thing


def change(record: Change, causes: Mapping[str, Term]) -> Mapped:
    """An org:ChangeEvent; `causes` are the changes of the document that have an id, mapped before this one."""
    content = Content()
    content.add("cmq:changeType", concept_term("change-type", record.type))
    content.things("org:originalOrganization", record.original)
    content.things("org:resultingOrganization", record.resulting)
    content.things("cmq:affected", record.affected)
    content.things("cmq:agent", record.agent)
    if record.because:
        content.add("cmq:because", thing(record.because) if "/" in record.because else causes[record.because])
    content.time(record.time)
    content.printed(record.printed)
    return content.mapped("change", "org:ChangeEvent")


def in_order(records: Sequence[Change]) -> list[Change]:
    """Changes with each after the one it came from; raises ValueError where they come from each other in a circle."""
    places = {record.source.id: place for place, record in enumerate(records) if record.source.id}
    after = {place: [places[record.because]] for place, record in enumerate(records) if record.because in places}
    sorter = TopologicalSorter({place: after.get(place, ()) for place in range(len(records))})
    return [records[place] for place in sorter.static_order()]
