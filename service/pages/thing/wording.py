"""How a situation is put in words: its parts in the order in which one tells them, and a title made of them."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")
TOLD = (
    "annotatedSource",
    "predicate_modifier",
    "annotatedProperty",
    "object_label",
    "subject",
    "predicate",
    "object",
    "participant",
    "representing",
    "holder",
    "member",
    "about",
    "role",
    "positionType",
    "topic",
    "towards",
    "relates",
    "relationType",
    "originalOrganization",
    "changeType",
    "resultingOrganization",
    "affected",
    "agent",
    "because",
    "aspect",
    "event",
    "organization",
    "named",
    "nameType",
    "measure",
    "comparator",
    "value",
    "outOf",
    "within",
    "timeSpan",
    "reason",
    "description",
    "language",
    "asPrinted",
)
"""The properties of situations and alignments, whoever acts before what was done, the words of the source last."""
MARKS = frozenset(("contested", "disagreesWith", "type"))
"""What is shown as a mark beside the words."""
_ASIDE = frozenset(("representing", "because", "timeSpan", "reason", "description", "language", "asPrinted", "ordinal"))
_LONGEST = 60  # characters of one part of a title
_PLACES = {name: place for place, name in enumerate(TOLD)}


def ordered(fields: Mapping[str, T]) -> list[tuple[str, T]]:
    """The parts of a situation by property, in the order of telling; those that have no place there come last."""
    told = ((name, items) for name, items in fields.items() if name not in MARKS)
    return sorted(told, key=lambda part: (_PLACES.get(part[0], len(TOLD)), part[0]))


def title(fields: Mapping[str, Sequence[str]]) -> str:
    """A situation in a few words: "Josip Broz Tito · absent · Moscow meeting"; "" where it has no words."""
    parts = [(name, items) for name, items in ordered(fields) if name in _PLACES and name not in _ASIDE]
    if printed := fields.get("asPrinted"):
        if "named" in fields:
            parts.insert(0, ("asPrinted", [f"“{printed[0]}”"]))
        elif not parts:
            parts = [("asPrinted", [f"“{printed[0]}”"])]
    return " · ".join(_cut(" – ".join(items)) for _, items in parts if any(items))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
