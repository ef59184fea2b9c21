"""A name taken apart: its words by meaning, what its brackets hold, the acronyms it brings, the countries it names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from communique.mappings.alignment.matching.countries import countries_of_word, names_any
from communique.mappings.alignment.matching.fold import fold, is_acronym, is_people, unbracket
from communique.mappings.alignment.matching.lexicon import PARTY, STOP_WORDS, concepts_of, lexicon

_YEAR = re.compile(r"(1[89][0-9]{2}|20[0-9]{2})(?:[-–][0-9]{2,4})?")
_BEFORE = re.compile(r"(?P<acronym>\S+)\s+[-–—]\s+(?P<name>.+)")
_AFTER = re.compile(r"(?P<name>.+?)\s+[-–—]\s+(?P<acronym>\S+)")
_NOTES = frozenset(("current", "historical", "disambiguation", "political party", "party"))


@dataclass(frozen=True, slots=True)
class Words:
    """A name: `plain` is it folded, without brackets; `tokens` are its concepts (`=party`) and other words, and what
    stands in brackets that distinguish; `raw` are these words as spelled. `acronyms` are folded. `countries` are those
    that a word names which can mean no other, in brackets too. `founded` is a year in brackets, as in “KPD (1990)”."""

    plain: str
    tokens: tuple[str, ...]
    raw: tuple[str, ...]
    acronyms: tuple[str, ...]
    countries: tuple[str, ...]
    founded: int | None


def _tokens(text: str) -> list[tuple[str, str]]:
    """The tokens of a text, each with the word it comes from."""
    words = (word for word in fold(lexicon().segment(text)).split() if word not in STOP_WORDS)
    return [(token, word) for word in words for token in concepts_of(word) or (word,)]


def _countries(name: str) -> tuple[str, ...]:
    """The countries that a name tells. A people tells none: parties of Albanians are mostly of other countries."""
    told = (token for token, _ in _tokens(name) if token[0] != "=" and not is_people(token))
    named = map(countries_of_word, told)
    return tuple(sorted({codes[0] for codes in named if len(codes) == 1}))


def _distinguishes(inside: str) -> bool:
    """Whether what stands in brackets tells parties apart: not a year, not a country, not an acronym."""
    if is_acronym(inside) or _YEAR.fullmatch(inside) or inside.lower() in _NOTES:
        return False
    words = [word for word in fold(inside).split() if word not in STOP_WORDS]
    return not words or not all(map(countries_of_word, words))


def _parts(name: str) -> tuple[str, tuple[str, ...]]:
    """A name without its brackets, and what they hold one by one; an acronym beside the name, or before it with the
    name in brackets, is as good as in brackets: `KKE (Communist Party of Greece)`, `Party of the People – PP`."""
    outside, brackets = unbracket(name)
    if is_acronym(outside) and len(brackets) == 1 and " " in brackets[0]:
        outside, brackets = brackets[0], (outside,)
    for pattern in (_BEFORE, _AFTER):
        beside = pattern.fullmatch(outside)
        if beside and is_acronym(beside["acronym"]) and " " in beside["name"]:
            outside, brackets = beside["name"], (*brackets, beside["acronym"])
    return outside, tuple(part.strip() for inside in brackets for part in inside.split(",") if part.strip())


@lru_cache(maxsize=131072)
def words_of(name: str) -> Words:
    """Take a name apart."""
    outside, brackets = _parts(name)
    distinguishing = [inside for inside in brackets if _distinguishes(inside)]
    pairs = _tokens(outside)
    for inside in distinguishing:
        pairs += _tokens(inside) or [(fold(inside), fold(inside))] * bool(fold(inside))
    acronyms = [inside for inside in (*brackets, *([outside] if is_acronym(outside) else [])) if is_acronym(inside)]
    years = (int(found[1]) for inside in brackets if (found := _YEAR.fullmatch(inside)))
    folded = dict.fromkeys(fold(acronym).replace(" ", "") for acronym in acronyms)
    tokens, raw = tuple(token for token, _ in pairs), tuple(word for _, word in pairs)
    return Words(fold(outside), tokens, raw, tuple(folded), _countries(name), next(years, None))


def without_country(tokens: Iterable[str], codes: frozenset[str]) -> tuple[str, ...]:
    """Tokens without those that name one of these countries."""
    return tuple(token for token in tokens if token[0] == "=" or not names_any(token, codes))


def initials(words: Words) -> str:
    """The first letters of a name's words, as acronyms are made."""
    return "".join(word[0] for word in words.plain.split() if word not in STOP_WORDS)


def bag(words: Words, codes: frozenset[str]) -> frozenset[str]:
    """What a name says but for the countries, the word party and the order: names of one bag mean the same."""
    return frozenset(without_country(words.tokens, codes)) - {PARTY}
