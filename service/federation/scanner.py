"""Splits a query into tokens, on demand, so that the reader can say where `<` opens an IRI and where it compares."""

import re
from typing import NamedTuple

from communique.service.federation.errors import Place, QueryNotUnderstood

LONGEST_PREFIX = 100  # without a bound, a-a-a-… would be read to its end once for every word in it

_HEX = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_STRINGS = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
)
_IRI = rf'<(?:[^<>"{{}}|^`\\\x00-\x20]|{_HEX})*>'
_LOCAL = r"(?:[\w:·‿⁀-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_KINDS = {
    "string": _STRINGS,
    "iri": _IRI,
    "variable": r"[?$]\w+",
    "blank": r"_:\w(?:[\w·‿⁀.-]*[\w·‿⁀-])?",
    "name": rf"(?:[^\W\d_][\w·‿⁀.-]{{0,{LONGEST_PREFIX}}}+)?:(?:{_LOCAL}(?:\.*{_LOCAL})*)?",
    "word": r"[A-Za-z]\w*",
    "language": r"@[A-Za-z]+(?:-+[A-Za-z0-9]+)*",
    "number": r"(?:\d+\.\d*|\.\d+|\d+)[eE][+-]?\d+|\d*\.\d+|\d+",
    "mark": r"<<|>>|\{\||\|\}|\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;*/+\-|^!=<>?~]",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.DOTALL)
_SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
_OPAQUE = re.compile(rf"(?P<opaque>{_STRINGS}|{_IRI}|#[^\r\n]*)|(?P<escape>{_HEX})|(?P<broken>[\"'])", re.DOTALL)
_CANDIDATE = re.compile(r"(?<![a-z_?$:@])service(?![\w:-])")

# What can stand before an operator. An IRI never follows one of these inside an expression, so `<` compares there.
OPERANDS = frozenset({"string", "iri", "variable", "blank", "name", "language", "number"})


class Token(NamedTuple):
    """One token: its kind (a key of the table above, or `end`), its text, and its place in the query."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The keyword that this is, in capitals; empty for anything else."""
        return self.text.upper() if self.kind == "word" else ""


class Scanner:
    """A cursor over the tokens of a query: `token` is the current one, `previous` the one before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.previous = Token("start", "", 0, 0)
        self.token = self._read(0)

    def advance(self) -> Token:
        """Move to the next token and return the one that was current."""
        self.previous = self.token
        self.token = self._read(self.token.end)
        return self.previous

    def compare(self) -> None:
        """Take the IRI under the cursor for what it is after an operand: the operator `<` and what follows."""
        start = self.token.start
        self.token = Token("mark", "<", start, start + 1)

    def error(self, expected: str) -> QueryNotUnderstood:
        """What to raise where the current token is not what it should be."""
        found = "the end of the query" if self.token.kind == "end" else f"'{self.token.text[:40]}'"
        return QueryNotUnderstood(f"expected {expected}, found {found}", Place.of(self.text, self.token.start))

    def _read(self, offset: int) -> Token:
        space = _SPACE.match(self.text, offset)
        start = space.end() if space else offset
        match = _TOKEN.match(self.text, start)
        if match:
            return Token(str(match.lastgroup), match[0], start, match.end())
        if start >= len(self.text):
            return Token("end", "", start, start)
        raise QueryNotUnderstood(f"a token cannot begin with {self.text[start]!r}", Place.of(self.text, start))


def decode(text: str) -> str:
    r"""The query with each escape (`\u0041`) outside strings and IRIs replaced by what it stands for; in them it stays.

    An escape that would open a string, an IRI or a comment stays too, and is an error wherever it is read.
    """
    if "\\u" not in text and "\\U" not in text:
        return text
    parts, end = [], 0
    for match in _OPAQUE.finditer(text):
        if match["broken"]:  # a string that does not end: what follows cannot be read, and must not be tried
            break
        if match["escape"]:
            parts += [text[end : match.start()], _character(match[0])]
            end = match.end()
    return "".join([*parts, text[end:]])


def _character(escape: str) -> str:
    code = int(escape[2:], 16)
    unfit = code > 0x10FFFF or 0xD800 <= code < 0xE000 or chr(code) in "\"'<>#\\"
    return escape if unfit else chr(code)


def may_mention_service(text: str) -> bool:
    """Whether the word SERVICE stands anywhere in a decoded query, be it in a string; costs microseconds."""
    lower = text.lower()
    return "service" in lower and _CANDIDATE.search(lower) is not None


def mentions_service(text: str) -> bool:
    """Whether SERVICE is a keyword in a decoded query, as far as it can be split into tokens."""
    scanner = Scanner(text)
    try:
        while scanner.token.kind != "end":
            if scanner.advance().word == "SERVICE":
                return True
    except QueryNotUnderstood:
        return False
    return False
