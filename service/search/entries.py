"""What is known of each thing for the search: its names with the places where they are printed, and its facets."""

import json
from dataclasses import dataclass, field
from typing import Any

PLACES = 3  # passages kept of one name
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


@dataclass(slots=True)
class Name:
    """One name of a thing; `kind` is `preferred` or a key of the list of types of name, `places` are where it is
    printed so: the key of the document, the key of the passage, the passage's label."""

    text: str
    language: str
    kind: str
    places: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """One thing. `claims` is the number of claims on what it takes part in, `decades` are years such as 1950."""

    kind: str
    key: str
    names: list[Name] = field(default_factory=list)
    country: str = ""
    decades: tuple[int, ...] = ()
    documents: tuple[str, ...] = ()
    wikidata: str = ""
    claims: int = 0

    def to_json(self) -> bytes:
        """The entry as it is kept in the index."""
        names = [[name.text, name.language, name.kind, name.places] for name in self.names]
        content: list[Any] = [self.kind, self.key, names, self.country, self.decades, self.documents]
        return _encode([*content, self.wikidata, self.claims]).encode()

    @staticmethod
    def from_json(content: bytes) -> "Entry":
        """The entry that `to_json` wrote."""
        kind, key, names, country, decades, documents, wikidata, claims = json.loads(content)
        read = [Name(text, tongue, sort, [tuple(place) for place in places]) for text, tongue, sort, places in names]
        return Entry(kind, key, read, country, tuple(decades), tuple(documents), wikidata, claims)

    def label(self, language: str) -> str:
        """What to call it in a language: its preferred name there, else in English, else in any."""
        preferred = {name.language: name.text for name in self.names if name.kind == "preferred"}
        for wanted in (language, "en"):
            if wanted in preferred:
                return preferred[wanted]
        return next(iter(preferred.values()), self.names[0].text if self.names else self.key)
