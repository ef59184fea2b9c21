"""The political words of names of parties, in some thirty languages: which of them mean the same, and which nearly do.

`lexicon.tsv` lists stems by concept. `communist` and `communists` are two concepts on purpose: a Communist Party and a
Party of Communists of one country are often two parties. What is near, but not the same, stands in the column `near`.
"""

import csv
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from communique.mappings.alignment.matching.countries import countries
from communique.mappings.alignment.matching.fold import Segmenter, fold

FILE = Path(__file__).with_name("lexicon.tsv")
SHORTEST_STEM = 5
SHORTEST_PART = 4
PARTY = "=party"
STOP_WORDS = frozenset(Path(__file__).with_name("stopwords.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True)
class Lexicon:
    """Concepts by folded stem, and the pairs of concepts that are near each other."""

    stems: dict[str, str]
    near: frozenset[tuple[str, str]]
    segment: Segmenter

    def neighbours(self, concept: str) -> tuple[str, ...]:
        """The concepts that are near one."""
        return self._neighbours.get(concept, ())

    @cached_property
    def _neighbours(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for one, other in sorted(self.near):
            found.setdefault(one, []).append(other)
        return {one: tuple(others) for one, others in found.items()}

    def are_near(self, one: str, other: str) -> bool:
        """Whether two concepts are near, but not the same."""
        return (one, other) in self.near


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
    near = {(f"={row['concept']}", f"={other}") for row in rows for other in row["near"].split()}
    return Lexicon(stems, frozenset(near | {(other, one) for one, other in near}), segment)


def _by_stem(word: str) -> str:
    stems = lexicon().stems
    for size in range(len(word), SHORTEST_STEM - 1, -1):
        found = stems.get(word[:size])
        if found is not None:
            return found
    return ""


@lru_cache(maxsize=65536)
def concepts_of(word: str) -> tuple[str, ...]:
    """The concepts of a folded word: `("=party",)`, two for a compound such as `socialdemokraterne`, or none."""
    stems = lexicon().stems
    if word in stems:
        return (stems[word],)
    for size in range(SHORTEST_PART, len(word) - SHORTEST_PART):
        first, second = stems.get(word[:size]), stems.get(word[size:]) or _by_stem(word[size:])
        if first and second and first != second:
            return first, second
    found = _by_stem(word)
    return (found,) if found else ()
