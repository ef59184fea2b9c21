"""Countries: their codes, the stems of their names in names of parties, and which states belong together in history.

A party's block is its country and those that were part of it, or that it was part of: `ru` and `su`, `rs` and `yu`.
"""

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from rapidfuzz.distance import Indel

from communique.mappings.alignment.matching.fold import fold, sound
from communique.mappings.records.issue import near

SHORTEST_STEM = 4
KNOWN_BY_SPELLING = 5
ALMOST = 0.8
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "de", "pt", "it", "el")
OTHERS = {
    "Burma": "mm",
    "Czech Republic": "cz",
    "East Germany": "dd",
    "German Democratic Republic": "dd",
    "Great Britain": "gb",
    "Ivory Coast": "ci",
    "Russian Federation": "ru",
    "Soviet Union": "su",
    "UK": "gb",
    "USSR": "su",
}
"""Names that CLDR does not have, or no more."""

FILE = Path(__file__).with_name("countries.tsv")


@dataclass(frozen=True, slots=True)
class Country:
    """A country; codes under `q` are ours, for states without an ISO 3166-1 code.

    `stems` are folded beginnings of its names; `weak` ones are ordinary words too (`united`) and never name it alone.
    `written` are the stems as the file has them, in any script.
    """

    code: str
    alpha3: str
    stems: tuple[str, ...]
    weak: tuple[str, ...]
    written: tuple[str, ...]
    kin: frozenset[str]


def _country(row: dict[str, str], kin: frozenset[str]) -> Country:
    stems = row["stems"].split("|")
    strong = tuple(fold(stem) for stem in stems if not stem.startswith("~"))
    weak = tuple(stem.removeprefix("~") for stem in stems if stem.startswith("~"))
    return Country(row["code"], row["alpha3"], strong, weak, tuple(stems), kin)


@cache
def countries() -> dict[str, Country]:
    """All countries by code, the relation of states in history made mutual."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    kin: dict[str, set[str]] = {row["code"]: set() for row in rows}
    for row in rows:
        for other in filter(None, row["with"].split("|")):
            kin[row["code"]].add(other)
            kin[other].add(row["code"])
    return {row["code"]: _country(row, frozenset(kin[row["code"]])) for row in rows}


@cache
def _by_alpha3() -> dict[str, str]:
    return {country.alpha3: code for code, country in countries().items()}


@cache
def _by_name() -> dict[str, str]:
    """The codes by folded names, as CLDR has them in the languages of the United Nations and some more."""
    found = {fold(name): code for name, code in OTHERS.items()}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code.lower() in countries():
                found.setdefault(fold(name), code.lower())
    return found


def code_of(text: str) -> str:
    """The code for a country given as alpha-2 or alpha-3 code in any case, or by its name; "" for an empty text.

    Raises ValueError otherwise.
    """
    if not text:
        return ""
    code = text.lower() if len(text) == 2 else _by_alpha3().get(text.upper(), "")
    if code in countries():
        return code
    words = fold(text).split()
    named = _by_name().get(" ".join(words)) or "".join(countries_of_word(words[0]) if len(words) == 1 else ())
    if named in countries():
        return named
    hint = near(text.upper(), _by_alpha3()) or near(text.lower(), countries()) if len(text) <= 4 else ""
    raise ValueError(f"'{text}' is no code and no name of a country{f' ({hint})' if hint else ''}")


def related(one: str, other: str) -> bool:
    """Whether two codes are the same country or states of one history."""
    return one == other or other in countries()[one].kin if one in countries() else one == other


@cache
def _by_stem() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The countries by how their stems sound: of all stems, and of those long enough to begin a word; and by those that
    sound too short to be told by it, as they are spelled: “chin” sounds as “kingdom” begins."""
    whole: dict[str, dict[str, None]] = {}
    beginning: dict[str, dict[str, None]] = {}
    spelled: dict[str, dict[str, None]] = {}
    for code, country in countries().items():
        for stem in country.stems:
            heard = sound(stem)
            whole.setdefault(heard, {})[code] = None
            if len(heard) >= SHORTEST_STEM:
                beginning.setdefault(heard, {})[code] = None
            elif len(stem) >= SHORTEST_STEM:
                spelled.setdefault(stem, {})[code] = None
    return _frozen(whole), _frozen(beginning), _frozen(spelled)


def _frozen(stems: dict[str, dict[str, None]]) -> dict[str, tuple[str, ...]]:
    return {stem: tuple(codes) for stem, codes in stems.items()}


def _begun(word: str, stems: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The countries of the longest stem that a word begins with, if any."""
    return next((stems[word[:size]] for size in range(len(word), 2, -1) if word[:size] in stems), ())


@lru_cache(maxsize=65536)
def countries_of_word(word: str) -> tuple[str, ...]:
    """The countries that a folded word may name, by its longest stem: `("gr",)` for `hellenic`, two for `congolese`."""
    spoken = sound(word)
    whole, beginning, spelled = _by_stem()
    return whole.get(spoken) or _begun(spoken, beginning) or _begun(word, spelled)


def _misspells(word: str, stem: str) -> bool:
    """Whether a word begins nearly as a stem long enough to be known by its spelling: `grece` for `greec`."""
    sizes = (len(stem) - 1, len(stem)) if len(stem) >= KNOWN_BY_SPELLING else ()
    return any(Indel.normalized_similarity(word[:size], stem) >= ALMOST for size in sizes)


@lru_cache(maxsize=65536)
def names_country(word: str, code: str) -> bool:
    """Whether a folded word names this country, ordinary words such as `united` for `us` and misspellings included."""
    country = countries().get(code)
    if country is None or code in countries_of_word(word):
        return country is not None
    spoken, stems = sound(word), (*country.weak, *country.stems)
    if any(spoken == sound(stem) or (len(stem) >= SHORTEST_STEM and word.startswith(stem)) for stem in stems):
        return True
    return not countries_of_word(word) and any(_misspells(word, stem) for stem in country.stems)


def names_any(word: str, codes: frozenset[str]) -> bool:
    """Whether a folded word names one of these countries."""
    return any(names_country(word, code) for code in codes)
