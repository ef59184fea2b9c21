"""The records, typed: one frozen model a kind, each with the source that says it.

References to things are texts `kind/key`, concepts are keys of their scheme, times are EDTF texts, printed words are
exactly as printed but for white space. Two records are equal when they say the same from the same passages.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document: line, start and end (code points, end exclusive), SHA-256 of the text between."""

    document: str
    name: str
    line: int
    start: int
    end: int
    sha256: str
    at: int = field(compare=False, default=0)  # the line of the entry in passages.yaml


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why what is claimed may not be so: our words, and where they come from."""

    plausibility: str
    reason: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it, how and where: what every record has in common."""

    passages: tuple[str, ...]
    modality: str
    according_to: tuple[str, ...] = ()
    doubt: Doubt | None = None
    note: str | None = None
    id: str | None = field(compare=False, default=None)
    disagrees_with: tuple[str, ...] = field(compare=False, default=())
    file: str = field(compare=False, default="")
    line: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Name:
    """What a source calls a thing."""

    source: Source
    named: str
    printed: str
    name_type: str
    language: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One property of one thing; its value is a reference, a concept key, an EDTF text, digits or words."""

    source: Source
    about: str
    property: str
    value: str
    language: str
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """A part taken (or not taken) in an event."""

    source: Source
    event: str
    participant: str
    role: str
    aspect: tuple[str, ...] = ()
    reason: str | None = None
    ordinal: int | None = None
    representing: str | None = None
    time: str | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure; `value` and `out_of` are digits as they will stand in the literal."""

    source: Source
    about: str
    measure: str
    value: str
    comparator: str
    out_of: str | None = None
    role: str | None = None
    time: str | None = None
    within: str | None = None
    aspect: tuple[str, ...] = ()
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A stand that a party or a person takes."""

    source: Source
    holder: str
    type: str
    topic: str | None = None
    towards: str | None = None
    event: str | None = None
    time: str | None = None
    ordinal: int | None = None
    description: str | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie between two or more things."""

    source: Source
    relates: tuple[str, ...]
    type: str
    time: str | None = None
    aspect: tuple[str, ...] = ()
    description: str | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A foundation, an end, a merger: what makes organisations begin, end or become others."""

    source: Source
    type: str
    original: tuple[str, ...] = ()
    resulting: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    because: str | None = None
    time: str | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """An office that a person holds."""

    source: Source
    member: str
    organization: str
    printed: str
    time: str | None = None


Record = Name | Fact | Participation | Observation | Position | Relation | Change | Posting
