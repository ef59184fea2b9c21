"""Names to plain words: any script to lower-case ASCII, with what stands in brackets kept apart.

Chinese and Japanese have no spaces: words that the lexicon knows are told apart before anything is folded.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

_ELISION = re.compile(r"\b(?:l|d|dell|nell|all|qu|un|s)['’](?=\w)", re.IGNORECASE)
_APOSTROPHES = re.compile(r"[`´‘’ʻʼʾʿ'ʹ]")
_ARABIC_ARTICLE = re.compile(r"(?<![\u0600-\u06ff])(?:ال|لل)(?=[\u0600-\u06ff]{2})")
_ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_OTHER = re.compile(r"[^0-9a-z]+")
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_NESTED = re.compile(r"[(\[]\s*(\w{2,8}\s?\(\w{1,4}\))\s*[)\]]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_VOWELS = re.compile(r"[aeiou]")
_SOUNDS = (
    ("shch", "s"), ("tch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("ts", "c"), ("tz", "c"), ("kh", "h"),
    ("ph", "f"), ("th", "t"), ("x", "ks"), ("q", "k"), ("c", "k"), ("w", "v"), ("y", "i"), ("j", "i"), ("z", "s"),
    ("oy", "u"), ("ou", "u"), ("dh", "d"), ("gh", "g"), ("h", ""),
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower-case ASCII words parted by single spaces: `fold("Κόμμα Ελλάδας")` is `"komma elladas"`."""
    text = unicodedata.normalize("NFKC", text)
    text = _ELISION.sub(" ", text)
    if _ARABIC.search(text):
        text = _ARABIC_ARTICLE.sub("", _ARABIC_MARKS.sub("", text))
    ascii_text = anyascii(_APOSTROPHES.sub("", text)).lower()
    return " ".join(_OTHER.sub(" ", _APOSTROPHES.sub("", ascii_text)).split())


@lru_cache(maxsize=131072)
def sound(word: str) -> str:
    """A word with the letters that alphabets confuse made one: `ts` and `c`, `kh` and `h`, `y` and `i`."""
    for spelled, heard in _SOUNDS:
        word = word.replace(spelled, heard)
    return word


def skeleton(word: str) -> str:
    """A folded word without vowels and doubled letters: what the spellings of an Arabic or Hebrew word share."""
    bare = _VOWELS.sub("", word)
    return "".join(letter for at, letter in enumerate(bare) if at == 0 or bare[at - 1] != letter)


class Segmenter:
    """Parts runs of Chinese, Japanese and Korean into the words it knows, the longest first, and what lies between."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if _HAN.fullmatch(word))
        self._longest = max((len(word) for word in self._words), default=1)

    def _known(self, run: str, at: int) -> int:
        """The length of the longest known word at a place, 0 where none is known."""
        sizes = range(min(self._longest, len(run) - at), 0, -1)
        return next((size for size in sizes if run[at : at + size] in self._words), 0)

    def _parts(self, run: str) -> Iterable[str]:
        at = start = 0
        while at < len(run):
            size = self._known(run, at)
            if size:
                yield run[start:at]
                yield run[at : at + size]
                start = at + size
            at += size or 1
        yield run[start:]

    def __call__(self, text: str) -> str:
        """The text with spaces between the words of such runs."""
        return _HAN.sub(lambda run: f" {' '.join(self._parts(run[0]))} ", text)


def unbracket(text: str) -> tuple[str, tuple[str, ...]]:
    """A name without what stands in brackets, and the contents of the brackets."""
    nested = _NESTED.findall(text)
    text = _NESTED.sub(" ", text)
    inside = tuple(part.strip() for part in (*nested, *_BRACKETS.findall(text)) if part.strip())
    return " ".join(_BRACKETS.sub(" ", text).split()), inside


def is_acronym(text: str) -> bool:
    """Whether a short text is letters that abbreviate a name: `KPB`, `CPI(M)`, `PVDA-PTB`, `F/SLF`, `КПРФ`."""
    letters = [letter for letter in text if letter.isalpha()]
    if not 1 < len(letters) <= 10 or " " in text.strip():
        return False
    return sum(letter.isupper() for letter in letters) * 2 > len(letters)


def is_people(word: str) -> bool:
    """Whether a folded English word is a people's name, which is no country's: `albanians`, `hungarians`."""
    return len(word) > len("ans") + 2 and word.endswith("ans")
