"""Names as careless sources print them: a word dropped, two words swapped, another alphabet, words of another language.

The tables here are the evaluation's own, on purpose: what the matcher knows of languages and scripts stands elsewhere.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from communique.mappings.alignment.matching.candidates import Candidate

CONDITIONS = ("country+year", "country", "year", "name")
LATEST = 2020
EARLIEST = 1850
_CYRILLIC = {
    **dict(zip("abvgdeziklmnoprstufhjcy", "абвгдезиклмнопрстуфхйци", strict=True)),
    **{"q": "к", "w": "в", "x": "кс"},
}
_LATIN = {
    **dict(zip("абвгдезиклмнопрстуфэ", "abvgdeziklmnoprstufe", strict=True)),
    **{"ё": "e", "ж": "zh", "й": "j", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y"},
    **{"ь": "", "ю": "ju", "я": "ja", "і": "i", "ї": "ji", "є": "je", "ґ": "g", "ў": "u", "ј": "j", "ћ": "c"},
    **dict(zip("αβγδεζηικλμνξοπρστυφχω", "avgdeziiklmnxoprstyfho", strict=True)),
    **{"ς": "s", "θ": "th", "ψ": "ps"},
}
_TRANSLATED = (
    ("party", "partido", "parti", "Partei", "partito", "партия"),
    ("communist", "comunista", "communiste", "kommunistische", "comunista", "коммунистическая"),
    ("socialist", "socialista", "socialiste", "sozialistische", "socialista", "социалистическая"),
    ("social", "social", "social", "soziale", "sociale", "социальная"),
    ("democratic", "democrático", "démocratique", "demokratische", "democratico", "демократическая"),
    ("people's", "del pueblo", "du peuple", "Volks", "del popolo", "народная"),
    ("workers'", "de los trabajadores", "des travailleurs", "Arbeiter", "dei lavoratori", "рабочая"),
    ("national", "nacional", "national", "nationale", "nazionale", "национальная"),
    ("liberal", "liberal", "libéral", "liberale", "liberale", "либеральная"),
    ("union", "unión", "union", "Union", "unione", "союз"),
    ("movement", "movimiento", "mouvement", "Bewegung", "movimento", "движение"),
    ("front", "frente", "front", "Front", "fronte", "фронт"),
    ("alliance", "alianza", "alliance", "Allianz", "alleanza", "альянс"),
    ("new", "nueva", "nouveau", "neue", "nuova", "новая"),
    ("republican", "republicano", "républicain", "republikanische", "repubblicano", "республиканская"),
    ("progressive", "progresista", "progressiste", "progressive", "progressista", "прогрессивная"),
    ("christian", "cristiano", "chrétien", "christliche", "cristiano", "христианская"),
    ("freedom", "libertad", "liberté", "Freiheit", "libertà", "свобода"),
    ("justice", "justicia", "justice", "Gerechtigkeit", "giustizia", "справедливость"),
    ("green", "verde", "vert", "grüne", "verde", "зелёная"),
    ("left", "izquierda", "gauche", "Linke", "sinistra", "левая"),
    ("for", "para", "pour", "für", "per", "за"),
    ("and", "y", "et", "und", "e", "и"),
)


@dataclass(frozen=True, slots=True)
class Perturbed:
    """One case: the party meant, its name as perturbed, how, and what is told beside the name."""

    key: str
    original: str
    name: str
    kind: str
    condition: str
    country: str
    year: int | None


def drop(name: str, chance: random.Random) -> str:
    """Without one word."""
    words = name.split()
    if len(words) < 3:
        return name
    del words[chance.randrange(len(words))]
    return " ".join(words)


def swap(name: str, chance: random.Random) -> str:
    """With two words in each other's place."""
    words = name.split()
    if len(words) < 2:
        return name
    one, other = chance.sample(range(len(words)), 2)
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


def transliterate(name: str, chance: random.Random) -> str:
    """From Cyrillic or Greek to Latin letters; Latin letters without marks, or half the time to Cyrillic."""
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    if any(letter in _LATIN for letter in plain):
        return "".join(_LATIN.get(letter, letter) for letter in plain).title()
    if plain.isascii() and chance.random() < 0.5:
        return "".join(_CYRILLIC.get(letter, letter) for letter in plain.replace("ch", "ч").replace("sh", "ш")).title()
    return plain.title()


def translate(name: str, chance: random.Random) -> str:
    """With the words of politics in another language."""
    language = chance.randrange(1, 6)
    for row in _TRANSLATED:
        name = re.sub(rf"\b{row[0]}(?!\w)", row[language], name.replace("’", "'"), flags=re.IGNORECASE)
    return name


def misspell(name: str, chance: random.Random) -> str:
    """With two letters inside one longer word exchanged, or one left out."""
    places = [found.start() for found in re.finditer(r"(?<=\w\w)\w\w(?=\w)", name)]
    if not places:
        return name
    at = chance.choice(places)
    middle = name[at + 1] + name[at] if chance.random() < 0.5 else name[at]
    return name[:at] + middle + name[at + 2 :]


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "dropped": drop,
    "swapped": swap,
    "transliterated": transliterate,
    "translated": translate,
    "misspelled": misspell,
}


def _year(candidate: Candidate, chance: random.Random) -> int | None:
    """A year in which all sources agree that the party was there."""
    starts = [span.start for span in candidate.spans if span.start is not None]
    ends = [span.end for span in candidate.spans if span.end is not None]
    first, last = max(starts, default=None), min([*ends, LATEST])
    return None if first is None or first > last else chance.randint(max(first, EARLIEST), max(last, EARLIEST))


def perturbed(candidates: Sequence[Candidate], count: int, seed: int) -> list[Perturbed]:
    """That many cases, each of another party with an item; the same seed gives the same cases."""
    chance = random.Random(seed)
    pool = [found for found in candidates if found.has_item and found.countries and found.label]
    cases = []
    for at, candidate in enumerate(chance.sample(pool, count)):
        kind = list(KINDS)[at % len(KINDS)]
        condition = CONDITIONS[at // len(KINDS) % len(CONDITIONS)]
        names = sorted(name for name, own in candidate.names.items() if own and " " in name)
        original = candidate.label if kind == "translated" or not names else chance.choice([candidate.label, *names])
        country = sorted(candidate.countries)[0] if "country" in condition else ""
        year = _year(candidate, chance) if "year" in condition else None
        cases.append(Perturbed(candidate.key, original, KINDS[kind](original, chance), kind, condition, country, year))
    return cases
