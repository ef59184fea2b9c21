"""The kinds of records: for each its file, its fields and the model it becomes. What is optional says so here."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from communique.mappings.records.fields import Fields, optional, read_fields, required
from communique.mappings.records.models import (
    Change,
    Doubt,
    Name,
    Observation,
    Participation,
    Position,
    Posting,
    Record,
    Relation,
    Source,
)
from communique.mappings.records.properties import AGENTS, ANYTHING, ORGANIZATIONS
from communique.mappings.records.tree import Node
from communique.mappings.records.values import (
    concept,
    date,
    identifier,
    integer,
    language,
    many,
    mapping,
    matching,
    number,
    passage,
    ref,
    text,
)
from communique.mappings.records.world import Context

RECORD_ID = matching(re.compile(r"(?:[0-9a-z-]+:)?[a-z0-9]+(?:-[a-z0-9]+)*"), "the id of a record, as id or 003:id")
ANY = ref(*ANYTHING)
AGENT = ref(*AGENTS)
ORGANIZATION = ref(*ORGANIZATIONS)
OCCASION = ref("event", "series")

DOUBT: Fields = {
    "plausibility": required(concept("plausibility")),
    "reason": required(text),
    "source": optional(text),
}


def doubt(node: Node, context: Context) -> Doubt | None:
    """Why a claim is doubted."""
    found = mapping(node, context, "a mapping with plausibility and reason")
    values = read_fields(found, DOUBT, context, "a doubt") if found else None
    return Doubt(**values) if values else None


def cause(node: Node, context: Context) -> str | None:
    """What brought a change about: the id of another change of the document, or an event."""
    words = text(node, context)
    reader = OCCASION if words and "/" in words else identifier
    found: str | None = reader(node, context)
    return found


COMMON: Fields = {
    "from": required(many(passage)),
    "modality": optional(concept("modality"), "reported"),
    "according_to": optional(many(AGENT), ()),
    "doubt": optional(doubt),
    "note": optional(text),
    "id": optional(identifier),
    "disagrees_with": optional(many(RECORD_ID), ()),
}


@dataclass(frozen=True)
class Kind:
    """A kind of record: what an issue calls it, its own fields beside the common ones, the model, and names changed."""

    what: str
    fields: Fields
    model: Callable[..., Record]
    renamed: tuple[tuple[str, str], ...] = ()


KINDS: dict[str, Kind] = {
    "names.yaml": Kind(
        "a name",
        {
            "names": required(ANY),
            "printed": required(text),
            "as": required(concept("name-type")),
            "language": optional(language),
        },
        Name,
        (("names", "named"), ("as", "name_type")),
    ),
    "participations.yaml": Kind(
        "a participation",
        {
            "event": required(OCCASION),
            "participant": required(AGENT),
            "role": required(concept("role")),
            "aspect": optional(many(ANY), ()),
            "reason": optional(text),
            "ordinal": optional(integer),
            "representing": optional(ORGANIZATION),
            "time": optional(date),
            "printed": optional(text),
        },
        Participation,
    ),
    "observations.yaml": Kind(
        "an observation",
        {
            "about": required(ANY),
            "measure": required(concept("measure")),
            "value": required(number),
            "comparator": optional(concept("comparator"), "exact"),
            "out_of": optional(number),
            "role": optional(concept("role")),
            "time": optional(date),
            "within": optional(ANY),
            "aspect": optional(many(ANY), ()),
            "printed": optional(text),
        },
        Observation,
    ),
    "positions.yaml": Kind(
        "a position",
        {
            "holder": required(ANY),
            "type": required(concept("position-type")),
            "topic": optional(concept("topic")),
            "towards": optional(ANY),
            "event": optional(OCCASION),
            "time": optional(date),
            "ordinal": optional(integer),
            "description": optional(text),
            "printed": optional(text),
        },
        Position,
    ),
    "relations.yaml": Kind(
        "a relation",
        {
            "relates": required(many(ANY, least=2)),
            "type": required(concept("relation-type")),
            "time": optional(date),
            "aspect": optional(many(ANY), ()),
            "description": optional(text),
            "printed": optional(text),
        },
        Relation,
    ),
    "changes.yaml": Kind(
        "a change",
        {
            "type": required(concept("change-type")),
            "original": optional(many(ORGANIZATION), ()),
            "resulting": optional(many(ORGANIZATION), ()),
            "affected": optional(many(ANY), ()),
            "agent": optional(many(ANY), ()),
            "because": optional(cause),
            "time": optional(date),
            "printed": optional(text),
        },
        Change,
    ),
    "postings.yaml": Kind(
        "a posting",
        {
            "member": required(AGENT),
            "organization": required(ORGANIZATION),
            "printed": required(text),
            "time": optional(date),
        },
        Posting,
    ),
}


def source(values: dict[str, Any], context: Context, line: int) -> Source:
    """The source of a record, its fields taken out of `values`."""
    common = {key: values.pop(key) for key in COMMON}
    return Source(passages=common.pop("from"), file=context.file, line=line, **common)


def read_record(node: Node, kind: Kind, context: Context) -> Record | None:
    """One record of a kind; None, with the issues reported, where it is at fault."""
    found = mapping(node, context, f"{kind.what}: a mapping of fields")
    values = read_fields(found, kind.fields | COMMON, context, kind.what) if found else None
    if values is None:
        context.spoil(node)
        return None
    said = source(values, context, node.line)
    for written, attribute in kind.renamed:
        values[attribute] = values.pop(written)
    if kind.model is Name:
        values["language"] = values["language"] or context.language
    if kind.model is Change and not values["original"] + values["resulting"] + values["affected"]:
        context.fault(node.line, "a change needs one of the fields original, resulting, affected")
        context.spoil(node)
        return None
    return kind.model(source=said, **values)
