"""Mappings with known fields: a kind of record is a table of fields, and one function reads them all."""

from dataclasses import dataclass
from typing import Any

from communique.mappings.records.issue import listed, near
from communique.mappings.records.tree import Mapping
from communique.mappings.records.values import Reader
from communique.mappings.records.world import Context


@dataclass(frozen=True)
class Field:
    """One field: how its value is read, whether it must be there, what stands for it where it is not."""

    reader: Reader
    required: bool = False
    default: Any = None


Fields = dict[str, Field]


def required(reader: Reader) -> Field:
    """A field that must be there."""
    return Field(reader, required=True)


def optional(reader: Reader, default: Any = None) -> Field:
    """A field that may be missing."""
    return Field(reader, default=default)


def read_fields(node: Mapping, fields: Fields, context: Context, what: str) -> dict[str, Any] | None:
    """The values of a mapping by field, defaults filled in; None where any of them is at fault.

    Every fault of the mapping is reported: unknown fields, missing ones, and each value that is not what it must be.
    """
    sound = True
    for key in node.entries:
        if key not in fields:
            hint = near(key, fields.keys() - node.entries.keys()) or f"its fields are {listed(fields)}"
            context.fault(node.lines[key], f"{what} has no field '{key}'", hint)
            sound = False
    values: dict[str, Any] = {}
    for key, field in fields.items():
        if key in node.entries:
            values[key] = field.reader(node.entries[key], context)
            sound = sound and values[key] is not None
        elif field.required:
            context.fault(node.line, f"{what} lacks the field '{key}'")
            sound = False
        else:
            values[key] = field.default
    return values if sound else None
