"""Whether two folded words are spellings of one: misspelled, from another alphabet, or with another ending."""

from functools import lru_cache

from rapidfuzz.distance import OSA, Indel

from communique.mappings.alignment.matching.fold import is_people, skeleton, sound

CLOSE = 0.8
"""From this normalised Indel similarity on, two words are taken as spellings of one."""

SHORTEST = 4
"""Letters from which on two that changed places are taken as a slip."""

OTHER_ALPHABET = 0.9
OTHER_ENDING = 0.85


def first_sound(word: str) -> str:
    """The first letter as it sounds: words that begin otherwise are not compared."""
    return sound(word)[:1] or word[:1]


def swapped(one: str, other: str) -> bool:
    """Whether two words differ by two neighbouring letters in each other's place: `patry` and `party`."""
    return len(one) == len(other) >= SHORTEST and sorted(one) == sorted(other) and OSA.distance(one, other) == 1


@lru_cache(maxsize=262144)
def _alike(one: str, other: str) -> float:
    if is_people(one) != is_people(other):
        return 0.0
    likeness = Indel.normalized_similarity(one, other, score_cutoff=CLOSE)
    if likeness:
        return likeness
    if swapped(one, other):
        return CLOSE
    if Indel.normalized_similarity(sound(one), sound(other), score_cutoff=CLOSE):
        return OTHER_ALPHABET
    bones = skeleton(one)
    if len(bones) >= 3 and bones == skeleton(other):
        return OTHER_ALPHABET
    shorter = min(len(one), len(other))
    return OTHER_ENDING if shorter >= 6 and one[: shorter - 1] == other[: shorter - 1] else 0.0


def alike(one: str, other: str) -> float:
    """How alike two words that begin with the same sound are, 0 where they are not spellings of one word.

    A people's name is no spelling of its country's.
    """
    if 2 * len(one) < len(other) or 2 * len(other) < len(one):
        return 0.0
    return _alike(one, other)
