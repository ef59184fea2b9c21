"""What is wrong with the input: file and line, what was expected and, where there is one, a near match."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

LIKENESS = 60.0


@dataclass(frozen=True, order=True, slots=True)
class Issue:
    """One fault of the input; `line` counts from 1, 0 stands for the whole file."""

    file: str
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}: {self.message}{hint}"


def near(word: str, known: Iterable[str]) -> str:
    """The hint “did you mean …?” for the known word most like the given one, or an empty string."""
    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=LIKENESS)
    return f"did you mean '{found[0]}'?" if found else ""


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence: `a, b, c`."""
    return ", ".join(words)
