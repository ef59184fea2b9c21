"""A syntax error as a person can use it: the place, what is wrong there, and what was perhaps meant.

The engine tells the farthest place it reached and everything that could have followed. The usual mistakes are found
more exactly by looking at the tokens again: a bracket without its partner, a prefix that is not declared, a misspelt
keyword, a string without its end.
"""

import re
from collections.abc import Iterator

from rapidfuzz import process

from communique.service.engine.question import Failure
from communique.service.engine.scanner import malformed, tokens

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SENTENCE = re.compile(r"(?:^|, |of )([A-Z][a-z]+ [^,\[\]\"]+|SELECT \* is not authorized with GROUP BY)")
_PARTNER = {")": "(", "}": "{", "]": "["}
KEYWORDS = frozenset(
    re.findall(
        r"\w+",
        """
    A ABS ADJUST ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL CLEAR COALESCE CONCAT CONSTRUCT CONTAINS COPY
    COUNT CREATE DATA DATATYPE DAY DEFAULT DELETE DESC DESCRIBE DISTINCT DROP ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR
    FROM GRAPH GROUP GROUP_CONCAT HASLANG HASLANGDIR HAVING HOURS IF IN INSERT INTO IRI ISBLANK ISIRI ISLITERAL
    ISNUMERIC ISTRIPLE ISURI LANG LANGDIR LANGMATCHES LATERAL LCASE LIMIT LOAD MAX MD5 MIN MINUS MINUTES MONTH MOVE
    NAMED NOT NOW OBJECT OFFSET OPTIONAL ORDER PREDICATE PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMEVALUE
    SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS
    STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TO TRIPLE TRUE TZ UCASE UNDEF UNION URI
    USING UUID VALUES VERSION WHERE WITH YEAR""",
    )
)
NEAR = 75  # of 100: how alike two words are of which one may be meant by the other
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
QUERIES = frozenset({"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"})


def explain(text: str, error: SyntaxError, update: bool = False) -> Failure:
    """The failure to report for a query, or an update, that the engine could not read."""
    try:
        found = next(_mistakes(text, update), None)
    except Failure as unfinished:
        found = unfinished
    told = _PLACE.match(str(error))
    failure = found or _as_told(told)
    line = failure.more.get("line")
    if isinstance(line, int) and 0 < line <= text.count("\n") + 1:
        failure.more["excerpt"] = text.split("\n")[line - 1][:200]
    return failure


def _as_told(told: re.Match[str] | None) -> Failure:
    if told is None:
        return Failure("syntax", "the engine cannot read this query")
    place = {"line": int(told[1]), "column": int(told[2])}
    sentence = _SENTENCE.search(told[3])
    detail = sentence[1].strip() if sentence else "the text cannot be read beyond this place, or breaks shortly before"
    return Failure("syntax", detail, **place)


def _mistakes(text: str, update: bool) -> Iterator[Failure]:
    """The mistakes that the tokens give away, in the order of the text."""
    declared: set[str] = set()
    opened: list[tuple[str, int]] = []
    before = ""
    for token in tokens(text):
        kind, value, start = token.lastgroup, token.group(), token.start()
        if kind == "open":
            opened.append((value, start))
        elif kind == "close":
            if not opened or opened.pop()[0] != _PARTNER[value]:
                yield malformed(text, start, f"this '{value}' closes nothing", "Take it out, or open it before.")
        elif kind == "quote":
            yield malformed(text, start, "this string does not end", "Close it with the same quotes.")
        elif kind == "name":
            prefix = value.partition(":")[0]
            if before == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                yield _undeclared(text, start, prefix, declared)
        elif kind == "word" and not opened and not update and value.upper() in UPDATES:
            yield malformed(text, start, "this is an update, not a query", "Send an update as one, by POST.")
        elif kind == "word" and not opened and update and value.upper() in QUERIES:
            yield malformed(text, start, "this is a query, not an update", "Send a query as one.")
        elif kind == "word" and value.upper().rstrip(".") not in KEYWORDS:
            yield _unknown(text, start, value)
        before = value.upper() if kind == "word" else ""
    if opened:
        bracket, start = opened[-1]
        yield malformed(text, start, f"this '{bracket}' is never closed", "Close it where its content ends.")


def _undeclared(text: str, start: int, prefix: str, declared: set[str]) -> Failure:
    near = process.extractOne(prefix, declared, score_cutoff=NEAR)
    hint = f"Did you mean {near[0]}: ?" if near else f"Write `PREFIX {prefix}: <…>` at the top; /prefixes lists ours."
    return malformed(text, start, f"the prefix {prefix}: is not declared", hint)


def _unknown(text: str, start: int, word: str) -> Failure:
    near = process.extractOne(word.upper(), KEYWORDS, score_cutoff=NEAR) if len(word) > 2 else None
    hint = f"Did you mean {near[0]}?" if near else "A name has a prefix, a variable a question mark, a text quotes."
    return malformed(text, start, f"'{word[:60]}' is no word of SPARQL", hint)
