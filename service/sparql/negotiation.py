"""Content negotiation (RFC 9110): which of the offered media types a client prefers, by q-values and wildcards."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.service.engine import formats

LONGEST = 8192  # characters of an Accept header that are looked at
_RANGE = re.compile(r"\s*+([\w!#$%&'*+.^`|~-]++)/([\w!#$%&'*+.^`|~-]++)((?:[^,\"]|\"(?:[^\"\\]|\\.)*+\")*+)(?:,|$)")
_QUALITY = re.compile(r";\s*+q\s*+=\s*+([^;\s]*+)", re.IGNORECASE)
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*+\"")
_WEIGHT = re.compile(r"0(\.[0-9]*)?|1(\.0*)?")


@dataclass(frozen=True, slots=True)
class Range:
    """One element of an Accept header; `specific` is 2 for type/subtype, 1 for type/*, 0 for */*."""

    kind: str
    subtype: str
    quality: float
    specific: int

    def covers(self, media_type: str) -> bool:
        """Whether a media type falls into this range."""
        kind, _, subtype = media_type.partition("/")
        return self.specific == 0 or (self.kind == kind and (self.specific == 1 or self.subtype == subtype))


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be sent: its name among the formats and the media type to send it as."""

    name: str
    media_type: str
    content_type: str


@lru_cache(maxsize=512)
def ranges(accept: str) -> tuple[Range, ...]:
    """The elements of an Accept header in their order; what is malformed is left out, as if it were not there."""
    found = []
    place, accept = 0, accept[:LONGEST]
    while place < len(accept):
        element = _RANGE.match(accept, place)
        if element is None:
            place = _after_comma(accept, place)
            continue
        place = element.end()
        parsed = _range(element[1].lower(), element[2].lower(), element[3])
        if parsed is not None:
            found.append(parsed)
    return tuple(found)


def _after_comma(text: str, place: int) -> int:
    comma = text.find(",", place)
    return len(text) if comma < 0 else comma + 1


def _range(kind: str, subtype: str, parameters: str) -> Range | None:
    if kind == "*" and subtype != "*":
        return None
    weight = _QUALITY.search(_QUOTED.sub("", parameters))
    if weight is not None and not _WEIGHT.fullmatch(weight[1]):
        return None
    return Range(kind, subtype, float(weight[1]) if weight else 1.0, (kind != "*") + (subtype != "*"))


def choose(accept: str | None, offers: Sequence[Offer]) -> Offer | None:
    """The offer that a client prefers: by quality, then by how exactly it is asked for, then in the client's order.

    Without a (readable) Accept header the first; None where the client accepts none.
    """
    wanted = ranges(accept) if accept else ()
    if not wanted:
        return offers[0]
    best: tuple[tuple[float, int, int, int], Offer] | None = None
    for rank, offer in enumerate(offers):
        covering = [(item.specific, -place, item) for place, item in enumerate(wanted) if item.covers(offer.media_type)]
        if not covering:
            continue
        specific, place, item = max(covering, key=lambda found: found[:2])
        key = (item.quality, specific, place, -rank)
        if item.quality > 0 and (best is None or key > best[0]):
            best = key, offer
    return best[1] if best else None


def _offers(table: dict[str, formats.Format]) -> tuple[Offer, ...]:
    own = [Offer(item.name, item.media_type, item.content_type) for item in table.values()]
    others = [
        Offer(item.name, alias, f"{alias}; charset=utf-8" if alias.startswith("text/") else alias)
        for item in table.values()
        for alias in item.aliases
    ]
    return (*own, *others)


SOLUTIONS = _offers(formats.SOLUTIONS)
GRAPHS = _offers(formats.GRAPHS)


@lru_cache(maxsize=512)
def for_query(accept: str | None) -> tuple[Offer | None, Offer | None]:
    """What to send to a client for solutions (or a boolean) and for a graph; None where it accepts none."""
    return choose(accept, SOLUTIONS), choose(accept, GRAPHS)
