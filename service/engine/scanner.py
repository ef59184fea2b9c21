"""The outline of a query without parsing it: one linear pass over its tokens.

It answers what must be known before the engine sees a text: how deep it nests, whether it calls SERVICE, whether it
names its dataset (FROM), where the star of `SELECT *` stands and in which order the variables come. Strings,
comments, IRIs and escaped names are told apart as the grammar does. The engine reads keywords that are written
together (`SELECTDISTINCT*`, `SERVICESILENTex:x`), so a word that contains SERVICE counts as SERVICE.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.service.engine.question import Failure

_TOKEN = re.compile(
    r"""
      (?P<space> (?: \s | \#[^\n\r]* )++ )
    | (?P<iri> < (?: [^\x00-\x20<>"{}|^`\\] | \\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8} )*+ > )
    | (?P<string> \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )*+ \"{3} | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )*+ '{3}
                | " (?: [^"\\\n\r] | \\. )*+ " (?!") | ' (?: [^'\\\n\r] | \\. )*+ ' (?!') | "" | '' )
    | (?P<quoted> << | >> )
    | (?P<datatype> \^\^ )
    | (?P<open> [{(\[] )
    | (?P<close> [})\]] )
    | (?P<variable> [?$] \w++ )
    | (?P<language> @ [A-Za-z]++ (?: -++ [A-Za-z0-9]++ )*+ )
    | (?P<blank> _: [\w.\-·]*+ )
    | (?P<name> (?: [^\W\d_] [\w.\-·]*+ )?+ : (?: [\w.:\-·] | %[0-9A-Fa-f]{2} | \\[_~.\-!$&'()*+,;=/?\#@%] )*+ )
    | (?P<word> [^\W\d_] [\w.\-·]*+ )
    | (?P<number> \d [\d.]*+ (?: [eE] [+-]?+ \d++ )?+ )
    | (?P<quote> ["'] )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_SEPARATORS = frozenset(".;,*/+-|&^!?=")
_PIECE = re.compile(r"[\w·]+")


@dataclass(slots=True)
class Outline:
    """What one pass over a query tells.

    `parts` counts groups, separators of patterns and operators; `star` is the place of the star of a top-level
    `SELECT *`, or -1.
    """

    depth: int = 0
    parts: int = 0
    service: bool = False
    dataset: bool = False
    star: int = -1
    variables: list[str] = field(default_factory=list)


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens of a query but for white space and comments; `lastgroup` names their kind."""
    return (token for token in _TOKEN.finditer(text) if token.lastgroup != "space")


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset in a text."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - text.rfind("\n", 0, offset)


def malformed(text: str, offset: int, detail: str, hint: str) -> Failure:
    """The failure that points at one place of a query."""
    line, column = place(text, offset)
    return Failure("syntax", detail, line=line, column=column, hint=hint)


def outline(text: str) -> Outline:
    """The outline of a query; raises Failure where it is malformed in a way that would blind the scan."""
    return _Scan(text).run()


class _Scan:
    """The state of one pass."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = Outline()
        self.depth = 0  # of all brackets
        self.group = False  # whether the first brace was seen
        self.form = ""
        self.before = ""  # the last word, upper case, or the last token
        self.candidate = False  # the last token may be the prefixed name of a glued SERVICE

    def run(self) -> Outline:
        seen: dict[str, None] = {}
        for token in tokens(self.text):
            kind, value = token.lastgroup, token.group()
            glued, self.candidate = self.candidate, False
            if kind == "open" or value == "<<":
                self._open(value, glued)
            elif kind == "close" or value == ">>":
                self.depth = max(0, self.depth - 1)
            elif value in _SEPARATORS:
                self.found.parts += 1
                self._star(value, token.start())
            elif kind == "variable":
                seen.setdefault(value[1:])
            elif kind == "word":
                self._word(value, token.start())
            elif kind == "name":
                self._name(value, token.start())
            elif kind == "iri":
                self.found.depth = max(self.found.depth, self.depth + value.count("("))
            elif kind == "quote":
                raise malformed(self.text, token.start(), "this string does not end", "Close it with the same quotes.")
            if kind != "word":
                self.before = value
        self.found.variables = list(seen)
        return self.found

    def _open(self, bracket: str, glued: bool) -> None:
        if bracket == "{":
            self.found.parts += 1
            self.group = True
            self.found.service |= glued
        self.depth += 1
        self.found.depth = max(self.found.depth, self.depth)

    def _star(self, operator: str, start: int) -> None:
        if operator == "*" and self.form == "SELECT" and not self.group and not self.depth and self.found.star < 0:
            self.found.star = start

    def _word(self, value: str, start: int) -> None:
        for piece in _PIECE.findall(value.upper()):
            if "SERVICE" in piece:
                self.found.service = True
            if self.depth == 0 and "FROM" in piece:
                if piece != "FROM":
                    raise malformed(self.text, start, f"'{value}' is not a keyword", "Write a space around FROM.")
                self.found.dataset = True
            if not self.form and piece.startswith(("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")):
                self.form = "SELECT" if piece.startswith("SELECT") else piece
            self.before = piece

    def _name(self, value: str, start: int) -> None:
        prefix = value.partition(":")[0].upper()
        self.candidate = "SERVICE" in prefix and self.before != "GRAPH"
        if self.depth == 0 and prefix.startswith("FROM") and self.before != "PREFIX":
            raise malformed(
                self.text,
                start,
                f"'{value}' could be a prefixed name or FROM with one",
                "Write a space after FROM, or give the prefix another name.",
            )
