"""RDF terms of remote and local results as SPARQL text, written so that nothing a remote says can become syntax.

A term is a `str` in SPARQL's own notation (`<iri>`, `"text"@en`, `"1"^^<datatype>`, `_:label`, `<<( s p o )>>`); an
unbound value is None. Everything that enters as data passes through `iri` or `literal`, which check or escape it.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from communique.iris import BASE

Term = str
Row = tuple[Term | None, ...]

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
GENID = f"{BASE}.well-known/genid/"

_UNSAFE = re.compile(r'\\[uU]?|["\n\r\t]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_PORTABLE = re.compile(r'<[^<].*>|"(?:[^"\\]|\\.)*"(?:@[a-z]{1,8})?', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of solutions: the names of its columns, without `?`, and rows of as many terms; duplicates count."""

    variables: tuple[str, ...]
    rows: list[Row]


def iri(value: str) -> Term:
    """An absolute IRI; raises ValueError for anything else: a relative one would be resolved against a base of ours."""
    return str(NamedNode(value))


def literal(value: str, language: str | None = None, datatype: str | None = None) -> Term:
    """A literal with a language tag or a datatype IRI or neither; raises ValueError where one is malformed."""
    value.encode("utf-8")  # a lone surrogate is no character; UnicodeEncodeError is a ValueError
    text = f'"{_UNSAFE.sub(_escape, value)}"'
    if language:
        return f"{text}@{_language(language)}"
    if datatype and datatype != XSD_STRING:
        return f"{text}^^{iri(datatype)}"
    return text


def _escape(match: re.Match[str]) -> str:
    r"""What SPARQL writes for a character; `\u` needs more, as some engines decode it before they read strings."""
    char = match[0]
    return f"\\\\\\u{ord(char[1]):04X}" if len(char) == 2 else _ESCAPES[char]


@lru_cache(maxsize=1024)
def _language(tag: str) -> str:
    """A language tag, with a base direction (`ar--rtl`) or without; raises ValueError where it is none."""
    plain, _, direction = tag.partition("--")
    if direction not in ("", "ltr", "rtl"):
        raise ValueError("a base direction is ltr or rtl")
    Literal("", language=plain)
    return tag


def skolem(salt: str, label: str) -> Term:
    """The IRI that stands for a blank node of a remote result: the same for the same label of the same answer."""
    digest = hashlib.sha256(f"{salt}\0{label}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"<{GENID}{digest[:32]}>"


def is_blank(term: Term) -> bool:
    """Whether a term is a blank node, or a triple term, which may hold one."""
    return term.startswith(("_:", "<<"))


def is_portable(term: Term) -> bool:
    """Whether two engines write the same value the same way: IRIs and texts yes; numbers, dates, en-GB no."""
    return _PORTABLE.fullmatch(term) is not None


def values(variables: tuple[str, ...], rows: list[Row]) -> str:
    """An inline table in one line: `VALUES (?a ?b) { (<x> "y") (UNDEF 1) }`; without columns it still has its rows."""
    head = " ".join(f"?{name}" for name in variables)
    body = " ".join(f"({' '.join(term or 'UNDEF' for term in row)})" for row in rows)
    return f"VALUES ({head}) {{ {body} }}"
