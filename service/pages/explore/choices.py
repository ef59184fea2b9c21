"""What a reader chose: the same five facets for all views, kept in the address (`?kind=congress&decade=1950`)."""

import re
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from starlette.requests import Request

from communique.service.engine.question import Failure

_KEY = re.compile(r"[a-z0-9][\w.-]*", re.IGNORECASE)
_DECADE = re.compile(r"\d{3}0")
CORRESPONDENCE = "correspondence"
"""The role of both ends of a message: chosen apart, neither would leave a tie between two."""


@dataclass(frozen=True, slots=True)
class Choices:
    """One value for each facet, "" where nothing is chosen. Kinds and roles are keys of concepts."""

    kind: str = ""
    country: str = ""
    decade: str = ""
    document: str = ""
    role: str = ""

    def filters(self, base: str) -> list[str]:
        """Tests in SPARQL that what is chosen comes to."""
        tests = []
        if self.kind:
            types = (f"<{base}concept/{scheme}/{self.kind}>" for scheme in ("event-type", "message-type"))
            tests.append(f"?kind IN ({', '.join(types)})")
        if self.country:
            place = f"<{base}id/place/{self.country}>"
            tests.append(f"COALESCE(?country = {place}, false) || COALESCE(?home = {place}, false)")
        if self.decade:
            first, last = f"{self.decade}-01-01", f"{self.decade[:3]}9-12-31"
            tests.append(f'?from <= "{last}"^^xsd:date && ?until >= "{first}"^^xsd:date')
        if self.document:
            tests.append(f"?document = <{base}id/doc/{self.document}>")
        if self.role:
            one = "schema:sender, cmq:addressee" if self.role == CORRESPONDENCE else f"<{base}concept/role/{self.role}>"
            tests.append(f"?role IN ({one})")
        return tests

    def address(self, path: str, **changed: str) -> str:
        """The address of a view with these choices and some changed."""
        chosen = replace(self, **changed)
        given = {field.name: value for field in fields(chosen) if (value := getattr(chosen, field.name))}
        return f"{path}?{urlencode(given)}" if given else path


def read(request: Request) -> Choices:
    """The choices in an address. Raises Failure for a value that no facet can have."""
    given = {field.name: request.query_params.get(field.name, "") for field in fields(Choices)}
    for name, value in given.items():
        pattern = _DECADE if name == "decade" else _KEY
        if value and not pattern.fullmatch(value):
            raise Failure("bad-request", f"'{value[:40]}' is no value of {name}")
    return Choices(**given)
