"""Finding a passage by its first and last words, so that no curator counts characters."""

import re
from dataclasses import dataclass

from communique.mappings.records.texts import Text, digest

CONTEXT = 25


class NotLocated(ValueError):
    """The words are not there, or not there once; the message says what to do."""


@dataclass(frozen=True)
class Place:
    """A stretch of a document: line counted from 1, start and end in code points (end exclusive), hash of the text."""

    line: int
    start: int
    end: int
    sha256: str

    def block(self, name: str) -> str:
        """The entry of passages.yaml, with its line end."""
        return f"{name}: {{line: {self.line}, start: {self.start}, end: {self.end}, sha256: {self.sha256}}}\n"


def plain(text: str) -> str:
    """A text with every run of Unicode white space made one space, none at its ends."""
    return " ".join(text.split())


def _pattern(words: str) -> re.Pattern[str]:
    """A pattern for whole words in which any white space stands for any white space (no-break spaces too)."""
    body = r"\s+".join(re.escape(word) for word in words.split())
    before = r"(?<!\w)" if re.match(r"\s*\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w\s*$", words) else ""
    return re.compile(before + body + after)


def _context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return " ".join(f"…{before}[{text[start:end]}]{after}…".split())


def _first(text: Text, line: int, words: str, nth: int | None) -> tuple[int, int]:
    start = text.line_start(line)
    if start is None:
        raise NotLocated(f"the document has {text.line_of(len(text.text))} lines; there is no line {line}")
    found = [match.span() for match in _pattern(words).finditer(text.text, start, text.line_end(line))]
    if not found:
        shown = " ".join(text.text[start : text.line_end(line)].split())
        raise NotLocated(f"“{words}” is not on line {line}, which reads: {shown[:300]}")
    if len(found) > 1 and nth is None:
        shown = "\n".join(f"  {n}. {_context(text.text, *span)}" for n, span in enumerate(found, 1))
        raise NotLocated(f"“{words}” stands {len(found)} times on line {line}: give more words, or --nth\n{shown}")
    if nth is not None and not 1 <= nth <= len(found):
        raise NotLocated(f"“{words}” stands {len(found)} times on line {line}; there is no number {nth}")
    return found[(nth or 1) - 1]


def locate(text: Text, line: int, first: str = "", last: str = "", nth: int | None = None) -> Place:
    """The passage from the first words, on the given line, to the nearest end of the last words after them.

    Without last words the first words are the passage; without any words the whole line is, less the white space at
    its ends. The last words may stand on a later line. Raises NotLocated.
    """
    if not first.split():
        first = text.text[text.line_start(line) or 0 : text.line_end(line)].strip()
        if not first:
            raise NotLocated(f"line {line} holds no words")
    start, end = _first(text, line, first, nth)
    if last.split():
        ends = (match.end() for match in _pattern(last).finditer(text.text, start) if match.end() >= end)
        nearest = next(ends, None)
        if nearest is None:
            raise NotLocated(f"“{last}” does not follow “{first}” of line {line}")
        end = nearest
    return Place(text.line_of(start), start, end, digest(text.text[start:end]))
