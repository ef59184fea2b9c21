"""What is compared when names are searched: plain words, the ways to begin them, and how they sound.

A name is compared in two forms: in lower-case ASCII, so that scripts and accents do not matter, and in its own script,
so that one wrong letter counts as one there too. Chinese, Japanese, Korean, Thai and their like put no spaces between
words: such a run also counts as a word from each of its letters on, so that what stands in its middle is found.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from communique.mappings.alignment.matching.fold import fold, sound

START = 24  # letters up to which every beginning of a name is kept as a term of its own
STEM = 3  # letters up to which every beginning of a word is
TAILS = 48  # letters of a run without spaces from which a word may begin
NAME = 400  # letters of a name that are compared
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_APART = re.compile(r"[^\w]+|_+")
_APOSTROPHE_WITHIN = re.compile(r"['`]\w", re.ASCII)
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a name is compared: as a whole, and word by word."""

    whole: str
    words: tuple[str, ...]


def own_script(text: str) -> str:
    """Lower-case words in their script, without accents: `own_script("Ελλάδα")` is `"ελλαδα"`."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(_APART.sub(" ", unicodedata.normalize("NFC", bare)).split())


def forms(text: str) -> tuple[Form, ...]:
    """The forms of a name or of what is typed: in ASCII, and in its own script where that differs."""
    if text.isascii() and not _APOSTROPHE_WITHIN.search(text):  # most names: both forms are the same
        return tuple(Form(" ".join(words), words) for words in [tuple(text[:NAME].translate(_ASCII).split())] if words)
    spaced = _UNSPACED.sub(r" \g<0> ", text[:NAME])
    found = dict.fromkeys(filter(None, (fold(spaced), own_script(spaced))))
    return tuple(Form(whole, tuple(whole.split())) for whole in found)


def tails(text: str) -> Iterable[str]:
    """The words that begin within runs without spaces, in both forms."""
    if text.isascii():
        return
    for run in _UNSPACED.findall(text[:NAME]):
        for at in range(1, min(len(run), TAILS)):
            yield from (form.whole.replace(" ", "") for form in forms(run[at:]))


def name_starts(whole: str) -> Iterable[str]:
    """The terms for every way to begin a name, without spaces, so that many fit into one text."""
    start = name_start(whole[:START])
    return [start[:size] for size in range(2, len(start) + 1)]


def name_start(whole: str) -> str:
    """The term for one beginning of names."""
    return f"^{whole.replace(' ', '_')}"


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """The short beginnings of a word."""
    return tuple(word[:size] for size in range(1, min(len(word), STEM) + 1))


def sounds(words: Iterable[str]) -> tuple[str, ...]:
    """How ASCII words sound, those left out of which no sound is left."""
    return tuple(filter(None, (word if word.isdigit() else sound(word) for word in words if word.isascii())))
