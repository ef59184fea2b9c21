"""How like two names are: not one number, but which words they share, and in what way the others differ.

The words that name the context's country count for nothing: "French Communist Party" and "Communist Party of France"
are the same words in France.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from communique.mappings.alignment.matching.countries import names_country
from communique.mappings.alignment.matching.lexicon import PARTY, lexicon
from communique.mappings.alignment.matching.spelling import alike, first_sound
from communique.mappings.alignment.matching.words import Words

NEARLY = 0.75

Weigh = Callable[[str], float]
Part = tuple[str, str, str]
"""A token, the word it comes from, and the sound that the word begins with."""


class Tier(IntEnum):
    """How much of two names agrees, from single words in common to the same string."""

    OVERLAP = 0
    PART = 1
    NEAR = 2
    BUT_PARTY = 3
    SPELLING = 4
    SAME_WORDS = 5
    IDENTICAL = 6


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two names have in common. `missing` are words of the candidate's name that the query lacks, `extra` the
    reverse; `score` weighs the common words against all, from 0 to 1; `shared` is their weight. `spelled` tells that
    some of them are only spelled alike."""

    tier: Tier
    score: float
    shared: float
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    spelled: bool = False


NOTHING = Likeness(Tier.OVERLAP, 0.0, 0.0)


class Bare(NamedTuple):
    """A name ready to be compared: without the words for one country, and weighed."""

    plain: str
    tokens: tuple[str, ...]
    parts: tuple[Part, ...]
    weight: float


def bare(words: Words, code: str, weigh: Weigh) -> Bare:
    """A name without the words for a country (none for ""); one that is only a country keeps them."""
    parts = tuple((token, raw, first_sound(raw)) for token, raw in zip(words.tokens, words.raw, strict=True))
    told = tuple(part for part in parts if part[0][0] == "=" or not (code and names_country(part[0], code)))
    kept = told or parts
    return Bare(words.plain, words.tokens, kept, sum(weigh(part[0]) for part in kept))


def _spelled(query: list[Part], name: list[Part], weigh: Weigh) -> tuple[float, float]:
    """Pair words that are spellings of each other, best first, and take them out.

    Two different concepts are never spellings of one word; a concept and a word that means nothing may be. Returns
    the weight they share, and by how much the heavier words of the pairs outweigh the others.
    """
    found = [
        (-likeness, one, other)
        for one in query
        for other in name
        if one[2] == other[2] and (one[0][0] != "=" or other[0][0] != "=") and (likeness := alike(one[1], other[1]))
    ]
    shared = excess = 0.0
    if not found:
        return shared, excess
    for unlikeness, one, other in sorted(found):
        if one in query and other in name:
            query.remove(one)
            name.remove(other)
            weights = weigh(one[0]), weigh(other[0])
            shared -= unlikeness * min(weights)
            excess += max(weights) - min(weights)
    return shared, excess


def _nearly(query: list[Part], name: list[Part], weigh: Weigh) -> float:
    """Pair concepts that are near each other (worker, labour) and take them out; most of the weight they share."""
    shared = 0.0
    near = lexicon().neighbours
    theirs = [part[0] for part in name]
    ours = [part for part in query if part[0] in near and not near[part[0]].isdisjoint(theirs)]
    for one in sorted(ours):
        other = min((part for part in name if part[0] in near[one[0]]), default=None)
        if other is not None:
            query.remove(one)
            name.remove(other)
            shared += NEARLY * min(weigh(one[0]), weigh(other[0]))
    return shared


def _common(query: list[Part], name: list[Part], weigh: Weigh) -> float:
    """Take out the tokens that both have; their weight."""
    shared = 0.0
    theirs = [part[0] for part in name]
    for one in tuple(query):
        if one[0] in theirs:
            at = theirs.index(one[0])
            query.remove(one)
            del name[at], theirs[at]
            shared += weigh(one[0])
    return shared


def _tier(near: bool, spelled: bool, query: Sequence[str], name: Sequence[str]) -> Tier:
    left = {*query, *name}
    if left <= {PARTY}:
        if near:
            return Tier.NEAR
        if left:
            return Tier.BUT_PARTY
        return Tier.SPELLING if spelled else Tier.SAME_WORDS
    if set(query) <= {PARTY} or set(name) <= {PARTY}:
        return Tier.PART
    return Tier.OVERLAP


def identical(query: Bare, name: Bare) -> bool:
    """Whether two names are the same string, but for marks, case and alphabet."""
    return query.plain == name.plain and query.tokens == name.tokens


def compare(query: tuple[Part, ...], name: tuple[Part, ...], whole: float, weigh: Weigh) -> Likeness:
    """Compare the words of a query's name with those of a candidate's; `whole` is the weight of both."""
    ours, theirs = list(query), list(name)
    shared = exact = _common(ours, theirs, weigh)
    if ours and theirs:
        common, excess = _spelled(ours, theirs, weigh)
        shared, whole = shared + common, whole - excess
    spelled = shared > exact
    near = _nearly(ours, theirs, weigh) if ours and theirs else 0.0
    shared += near
    if not shared:
        return NOTHING
    missing, extra = tuple(part[0] for part in theirs), tuple(part[0] for part in ours)
    return Likeness(_tier(near > 0, spelled, extra, missing), 2 * shared / whole, shared, missing, extra, spelled)
