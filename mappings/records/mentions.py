"""Which things a record mentions, and which ties it makes that must not run in a circle."""

from collections.abc import Iterator
from typing import NamedTuple

from communique.mappings.records.models import (
    Change,
    Fact,
    Name,
    Observation,
    Participation,
    Position,
    Posting,
    Record,
    Relation,
)
from communique.mappings.records.properties import PROPERTIES

_SINGLE: dict[type, tuple[str, ...]] = {
    Name: ("named",),
    Fact: ("about",),
    Participation: ("event", "participant", "representing"),
    Observation: ("about", "within"),
    Position: ("holder", "towards", "event"),
    Relation: (),
    Change: (),
    Posting: ("member", "organization"),
}
_SEVERAL: dict[type, tuple[str, ...]] = {
    Participation: ("aspect",),
    Observation: ("aspect",),
    Relation: ("relates", "aspect"),
    Change: ("original", "resulting", "affected", "agent"),
}


class Tie(NamedTuple):
    """An edge of a relation that must have no circles, and where it is stated."""

    relation: str
    start: str
    end: str
    file: str
    line: int


def mentions(record: Record) -> Iterator[str]:
    """The references to things in a record, its source's included; repetitions are possible."""
    yield from record.source.according_to
    for name in _SINGLE[type(record)]:
        reference = getattr(record, name)
        if reference is not None:
            yield reference
    for name in _SEVERAL.get(type(record), ()):
        yield from getattr(record, name)
    if isinstance(record, Fact) and PROPERTIES[record.property].kinds:
        yield record.value
    if isinstance(record, Change) and record.because and "/" in record.because:
        yield record.because


def tie(record: Record) -> Tie | None:
    """The tie of a record that must not be part of a circle; what a source denies ties nothing."""
    where = (record.source.file, record.source.line)
    if record.source.modality == "denied":
        return None
    if isinstance(record, Fact) and PROPERTIES[record.property].acyclic:
        return Tie(record.property, record.about, record.value, *where)
    if isinstance(record, Change) and record.because and record.source.id and "/" not in record.because:
        return Tie("because", record.source.id, record.because, *where)
    return None
