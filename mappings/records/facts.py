"""Reading facts.yaml: each entry is about one thing and gives values of its properties, each value with its source."""

from collections.abc import Iterator

from communique.mappings.records.fields import Fields, optional, read_fields, required
from communique.mappings.records.issue import listed, near
from communique.mappings.records.kinds import COMMON, source
from communique.mappings.records.models import Fact
from communique.mappings.records.properties import ANYTHING, DATE, INTEGER, PROPERTIES, TEXT, TYPE, TYPE_SCHEMES
from communique.mappings.records.tree import Node, Sequence
from communique.mappings.records.values import Reader, concept, date, language, mapping, number, ref, text
from communique.mappings.records.world import Context

ABOUT = ref(*ANYTHING)


def _readers() -> dict[str, Reader]:
    """For each property the reader of its values; `type` depends on the thing and is chosen by `_reader`."""
    literals: dict[str, Reader] = {DATE: date, INTEGER: number, TEXT: text}
    found: dict[str, Reader] = {}
    for key, known in PROPERTIES.items():
        if known.kinds:
            found[key] = ref(*known.kinds)
        elif known.scheme:
            found[key] = concept(known.scheme)
        elif known.literal != TYPE:
            found[key] = literals[known.literal]
    return found


READERS = _readers()
TYPE_READERS = {kind: concept(scheme) for kind, scheme in TYPE_SCHEMES.items()}


def _reader(key: str, about: str) -> Reader | None:
    return TYPE_READERS.get(about.split("/")[0]) if PROPERTIES[key].literal == TYPE else READERS[key]


def _fields(reader: Reader, literal: str) -> Fields:
    own: Fields = {"is": required(reader), "printed": optional(text)}
    if literal == TEXT:
        own["language"] = optional(language, "en")
    return own | COMMON


def _fact(node: Node, about: str, key: str, context: Context) -> Fact | None:
    reader = _reader(key, about)
    found = mapping(node, context, f"a value of '{key}': a mapping with is and from")
    if reader is None or found is None:
        if reader is None:
            context.fault(node.line, f"'{about}' cannot have a type: only {listed(TYPE_SCHEMES)} can")
        return None
    values = read_fields(found, _fields(reader, PROPERTIES[key].literal), context, f"a value of '{key}'")
    if values is None:
        return None
    said = source(values, context, node.line)
    return Fact(said, about, key, str(values["is"]), values.get("language", "en"), values["printed"])


def read_facts(node: Node, context: Context) -> Iterator[Fact]:
    """The facts of one entry; what is at fault is reported and left out."""
    found = mapping(node, context, "an entry: a mapping with about and properties")
    if found is None:
        return
    about = None
    if "about" in found.entries:
        about = ABOUT(found.entries["about"], context)
    else:
        context.fault(found.line, "an entry of facts lacks the field 'about'")
    for key, value in found.entries.items():
        if key == "about":
            continue
        if key not in PROPERTIES:
            context.fault(found.lines[key], f"there is no property '{key}'", near(key, PROPERTIES))
            context.spoil(value)
            continue
        for item in value.items if isinstance(value, Sequence) else [value]:
            # Without a known subject the values are still read, so that their own faults are told in the same run.
            fact = _fact(item, about or "place/", key, context)
            if fact is not None and about is not None:
                yield fact
            else:
                context.spoil(item, found.entries.get("about", item))
