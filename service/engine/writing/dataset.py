"""The dataset that the protocol gives an update, written into its text, as the engine takes it from there alone."""

from communique.service.engine.question import Failure
from communique.service.engine.scanner import malformed, tokens


def using(text: str, default_graphs: tuple[str, ...], named_graphs: tuple[str, ...]) -> str:
    """The update with USING clauses for these graphs in each of its operations that have a pattern.

    Raises Failure where the text names a dataset itself, which the protocol forbids.
    """
    clauses = [f" USING <{iri}>" for iri in default_graphs] + [f" USING NAMED <{iri}>" for iri in named_graphs]
    return _Rewriting(text, "".join(clauses) + " ").run()


class _Rewriting:
    """One pass over an update; `places` says what is written before which offset."""

    def __init__(self, text: str, clauses: str) -> None:
        self._text = text
        self._clauses = clauses
        self._places: list[tuple[int, str]] = []
        self._depth = 0
        self._before = ""  # the last word outside of braces, upper case, or the bracket after it
        self._shorthand = -1  # offset of the WHERE of a DELETE WHERE whose block has not begun yet
        self._block = -1  # offset of that block

    def run(self) -> str:
        for token in tokens(self._text):
            kind, value = token.lastgroup, token.group()
            if kind == "open":
                self._open(value, token.start())
            elif kind == "close":
                self._close(token.end())
            elif kind == "word" and not self._depth:
                self._word(value.upper(), token.start())
        parts, done = [], 0
        for offset, written in sorted(self._places):
            parts += [self._text[done:offset], written]
            done = offset
        return "".join(parts) + self._text[done:]

    def _open(self, bracket: str, start: int) -> None:
        if bracket == "{" and not self._depth and self._shorthand >= 0:
            self._block = start
        self._before = bracket
        self._depth += 1

    def _close(self, end: int) -> None:
        self._depth = max(0, self._depth - 1)
        if not self._depth and self._block >= 0:  # `DELETE WHERE {…}` is `DELETE {…} WHERE {…}`
            template = self._text[self._block : end]
            self._places.append((self._shorthand, f"{template}{self._clauses}"))
            self._shorthand = self._block = -1

    def _word(self, word: str, start: int) -> None:
        if word.startswith(("USING", "WITH")):
            detail = f"the update names its dataset itself ({word}), and the request does, too"
            raise Failure("bad-request", detail, hint="Leave out using-graph-uri and using-named-graph-uri.")
        if word == "WHERE" and self._before == "DELETE":
            self._shorthand = start
        elif word == "WHERE":
            self._places.append((start, self._clauses))
        elif word.endswith("WHERE"):
            raise malformed(self._text, start, f"'{word}' is not a keyword", "Write a space before WHERE.")
        self._before = word
