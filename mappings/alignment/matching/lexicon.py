"""The political words of names of parties, in some thirty languages: which of them mean the same, and which nearly do.

`lexicon.tsv` lists stems by concept. `communist` and `communists` are two concepts on purpose: a Communist Party and a
Party of Communists of one country are often two parties. What is near, but not the same, stands in the column `near`;
what translators take for each other, so that either word may mean the other's party, in the column `confused` too.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from communique.mappings.alignment.matching.countries import countries
from communique.mappings.alignment.matching.fold import Segmenter, fold, sound

FILE = Path(__file__).with_name("lexicon.tsv")
SHORTEST_STEM = 5
SHORTEST_PART = 4
LINKS = "oes"
"""Letters that join the parts of a compound: `narod-o-liberal`."""

PARTY = "=party"
STOP_WORDS = frozenset(Path(__file__).with_name("stopwords.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True)
class Lexicon:
    """Concepts by folded stem, and by how the stem sounds; pairs that are near each other, and of these, confused."""

    stems: dict[str, str]
    heard: dict[str, str]
    near: frozenset[tuple[str, str]]
    confused: frozenset[tuple[str, str]]
    segment: Segmenter

    @cached_property
    def neighbours(self) -> dict[str, frozenset[str]]:
        """The concepts that are near each one, but not the same."""
        found: dict[str, set[str]] = {}
        for one, other in self.near:
            found.setdefault(one, set()).add(other)
        return {one: frozenset(others) for one, others in found.items()}


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once; where two concepts list the same stem, the first keeps it."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    written = [(row["concept"], stem) for row in rows for stem in row["stems"].split("|")]
    segment = Segmenter([*(stem for _, stem in written), *(stem for c in countries().values() for stem in c.written)])
    stems: dict[str, str] = {}
    for concept, stem in written:
        folded = fold(stem)
        if " " not in folded:
            stems.setdefault(folded, f"={concept}")
    near, confused = (_pairs(rows, column) for column in ("near", "confused"))
    heard: dict[str, str] = {}
    for stem, concept in stems.items():
        heard.setdefault(sound(stem), concept)
    return Lexicon(stems, heard, near, confused, segment)


def _pairs(rows: Iterable[dict[str, str]], column: str) -> frozenset[tuple[str, str]]:
    """The pairs of concepts of a column, both ways."""
    pairs = {(f"={row['concept']}", f"={other}") for row in rows for other in row[column].split()}
    return frozenset(pairs | {(other, one) for one, other in pairs})


def _by_beginning(word: str, stems: dict[str, str]) -> str:
    """The concept of the longest stem that a word begins with, or an empty string."""
    sizes = range(len(word), SHORTEST_STEM - 1, -1)
    return next((stems[word[:size]] for size in sizes if word[:size] in stems), "")


def _compound(word: str) -> tuple[str, ...]:
    """The two concepts of a compound such as `socialdemokraterne`, or none; `gongchandang` ends shortly, as party."""
    stems = lexicon().stems
    for size in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        first = stems.get(word[:size])
        for rest in (word[size:], word[size + 1 :] if word[size] in LINKS else "") if first else ():
            second = stems.get(rest) or _by_beginning(rest, stems)
            long_enough = len(rest) > SHORTEST_PART or second == PARTY
            if first and second and first != second and long_enough:
                return first, second
    return ()


@lru_cache(maxsize=65536)
def concepts_of(word: str) -> tuple[str, ...]:
    """The concepts of a folded word: one, two for a compound, or none.

    A word is looked up as it is written, then as it sounds: other alphabets and tables spell the same word otherwise.
    """
    stems, heard = lexicon().stems, lexicon().heard
    spoken = sound(word)
    found = stems.get(word) or (heard.get(spoken) if len(spoken) >= SHORTEST_STEM else None)
    if found:
        return (found,)
    compound = _compound(word)
    if compound:
        return compound
    found = _by_beginning(word, stems) or _by_beginning(spoken, heard)
    return (found,) if found else ()
