"""Which content coding a client takes (RFC 9110, Accept-Encoding), out of those that answers are packed in."""

import re
from functools import lru_cache

from communique.service.engine.packing import CODINGS

LONGEST = 1024  # characters of the header that are looked at
_ELEMENT = re.compile(r"\s*+([\w!#$%&'*+.^`|~-]++)\s*+(?:;\s*+[qQ]\s*+=\s*+(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*+)?")
_ALIASES = {"x-gzip": "gzip"}


@lru_cache(maxsize=512)
def choose(accepted: str | None, codings: tuple[str, ...] = tuple(CODINGS)) -> str:
    """The one of the codings that is preferred, among equals the first, which packs best; "" for none."""
    if not accepted:
        return ""
    weights = _weights(accepted[:LONGEST])
    others = weights.get("*", 0.0)
    best = max(codings, key=lambda coding: weights.get(coding, others))
    weight = weights.get(best, others)
    return best if weight > 0 and weight >= weights.get("identity", 0) else ""


def _weights(accepted: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for element in accepted.split(","):
        read = _ELEMENT.fullmatch(element)
        if read:
            name = read[1].lower()
            found[_ALIASES.get(name, name)] = float(read[2] or 1)
    return found
