"""What a batch of either version asks, as one form that the matching process knows; pydantic says what is wrong."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from communique.service.engine.question import Failure

LONGEST_NAME = 300
"""Characters of a name that are looked at: no party needs more."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition beside the name: `on` is `id`, `name` or a property's id. Candidates that break a `required` one are
    left out, and so are those that a `none` is about."""

    on: str
    values: tuple[str, ...]
    required: bool = False
    quantifier: str = "any"


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: any of the names, the types by id (none: all), conditions, the most candidates to give (0: all)."""

    names: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    limit: int = 0

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @staticmethod
    def of(given: dict[str, Any]) -> "Asked":
        """What `to_dict` made this of."""
        conditions = tuple(Condition(**{**one, "values": tuple(one["values"])}) for one in given["conditions"])
        return Asked(tuple(given["names"]), tuple(given["types"]), conditions, given["limit"])


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True)


class Reference(_Strict):
    """A value that was reconciled itself."""

    id: str
    name: str = ""


Limit = int | Annotated[float, Field(allow_inf_nan=False)]
Value = str | bool | int | float | Reference
Values = Value | list[Value]


def _texts(given: Values) -> tuple[str, ...]:
    values = given if isinstance(given, list) else [given]
    texts = (one.id if isinstance(one, Reference) else str(one) for one in values)
    return tuple(text.strip()[:LONGEST_NAME] for text in texts if text.strip())


class Mapped(_Strict):
    """A property with its value in a query of 0.2."""

    pid: str
    v: Values


class Query02(_Strict):
    """A query of 0.2."""

    model_config = ConfigDict(strict=True, extra="forbid")

    query: str = ""
    type: str | list[str] = Field(default_factory=list)
    limit: Limit = 0
    properties: list[Mapped] = Field(default_factory=list)
    type_strict: Literal["any", "should", "all"] = "any"

    @model_validator(mode="after")
    def _asks(self) -> "Query02":
        if "query" not in self.model_fields_set and not self.properties:
            raise ValueError("a query needs 'query', or 'properties' that are not empty")
        return self

    def asked(self) -> Asked:
        """The same in our form."""
        named = [one.v for one in self.properties if one.pid == "name"]
        types = [self.type] if isinstance(self.type, str) else self.type
        return Asked(
            names=_texts([self.query, *(text for given in named for text in _texts(given))]),
            types=tuple(types),
            conditions=tuple(Condition(one.pid, _texts(one.v)) for one in self.properties if one.pid != "name"),
            limit=max(0, int(self.limit)),
        )


class Condition10(_Strict):
    """A condition of the draft of 1.0."""

    matchType: Literal["name", "id", "property"]
    propertyValue: Values
    propertyId: str = ""
    required: bool = False
    matchQuantifier: Literal["any", "all", "none"] = "any"

    @model_validator(mode="after")
    def _named(self) -> "Condition10":
        if self.matchType == "property" and not self.propertyId:
            raise ValueError("a condition on a property needs 'propertyId'")
        return self

    def condition(self) -> Condition:
        """The same in our form."""
        on = self.propertyId if self.matchType == "property" else self.matchType
        return Condition(on, _texts(self.propertyValue), self.required, self.matchQuantifier)


class Query10(_Strict):
    """A query of the draft of 1.0."""

    model_config = ConfigDict(strict=True, extra="forbid")

    conditions: Annotated[list[Condition10], Field(min_length=1)]
    type: str = ""
    limit: Limit = 0
    lang: str = ""
    dir: Literal["ltr", "rtl", "auto"] = "auto"

    def asked(self) -> Asked:
        """The same in our form."""
        conditions = [one.condition() for one in self.conditions]
        names = (one.values for one in conditions if one.on == "name" and one.quantifier != "none")
        return Asked(
            names=tuple(text for values in names for text in values),
            types=(self.type,) if self.type else (),
            conditions=tuple(one for one in conditions if one.on != "name" or one.required or one.quantifier == "none"),
            limit=max(0, int(self.limit)),
        )


class Batch10(_Strict):
    """A batch of the draft of 1.0."""

    queries: list[Query10]


_BATCH02: TypeAdapter[dict[str, Query02]] = TypeAdapter(dict[str, Query02])
_BATCH10 = TypeAdapter(Batch10)


def batch02(text: str | bytes) -> dict[str, Asked]:
    """The queries of a batch of 0.2 by their keys; raises Failure that says what is wrong and where."""
    return {key: query.asked() for key, query in _read(_BATCH02, text).items()}


def batch10(text: str | bytes) -> list[Asked]:
    """The queries of a batch of the draft of 1.0; raises Failure that says what is wrong and where."""
    return [query.asked() for query in _read(_BATCH10, text).queries]


class ExtendedProperty(_Strict):
    """A property to be fetched, with its settings."""

    id: str
    settings: dict[str, Any] = Field(default_factory=dict)

    @property
    def limit(self) -> int:
        """How many values at most; 0 for all."""
        given = str(self.settings.get("limit", ""))
        return int(given) if given.isdecimal() and len(given) < 9 else 0


@dataclass(frozen=True, slots=True)
class Extension:
    """A query for values: identifiers, and properties."""

    ids: tuple[str, ...]
    properties: tuple[ExtendedProperty, ...] = field(default=())


class _Extension(_Strict):
    ids: list[str]
    properties: list[ExtendedProperty]


_EXTENSION = TypeAdapter(_Extension)


def extension(text: str | bytes) -> Extension:
    """A query for values, of either version; raises Failure that says what is wrong and where."""
    read = _read(_EXTENSION, text)
    return Extension(tuple(dict.fromkeys(read.ids)), tuple(read.properties))


def _read(adapter: TypeAdapter[Any], text: str | bytes) -> Any:
    try:
        return adapter.validate_json(text)
    except ValidationError as fault:
        raise Failure("reconcile-query", _told(fault.errors(include_url=False, include_context=False))) from None


def _told(errors: Iterable[Any]) -> str:
    """The first few faults, each with its place in the batch."""
    found = list(errors)
    texts = []
    for error in found[:3]:
        said = error["msg"].removeprefix("Value error, ")
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"])
        texts.append(f"{place.lstrip('.')[:200]}: {said}" if place else said)
    return "; ".join(texts) + (f"; and {len(found) - 3} more" if len(found) > 3 else "")
