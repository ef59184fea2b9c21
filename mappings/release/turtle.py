"""Turtle, streamed: constant memory at any size, and the same rows always give the same text.

Unlike the canonical form of hand-written files (`communique.mappings.turtle`) it takes rows as they come, grouped by
subject, and keeps the labels of blank nodes. Each subject is one block, its types first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from communique.mappings.release.terms import NAMESPACES
from communique.mappings.terms import Triple

_TYPE = f"<{NAMESPACES['rdf']}type>"
_XSD = NAMESPACES["xsd"]
_REMEMBERED = 1 << 16
"""Shortened IRIs at a time; most stand in many triples."""
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BARE = {
    f"<{_XSD}integer>": re.compile(r"[+-]?[0-9]+"),
    f"<{_XSD}decimal>": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"<{_XSD}boolean>": re.compile("true|false"),
}


def turtle(rows: Iterable[Triple], prefixes: Mapping[str, str] = NAMESPACES) -> Iterator[str]:
    """The Turtle text of rows that come grouped by subject: the prefixes, then one block a subject.

    Raises nothing for a subject that comes twice; it then gets two blocks, which means the same.
    """
    yield "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(prefixes.items()))
    short = _Shortener(prefixes)
    for subject, group in groupby(rows, key=itemgetter(0)):
        yield f"\n{short.node(subject)} {_body(group, short)} .\n"


def compact(rows: Iterable[Triple]) -> str:
    """The Turtle text of a small graph, its rows sorted and only the prefixes it uses declared."""
    ordered = sorted(set(rows))
    used = {_namespace(part) for row in ordered for term in row for part in _iris(term)}
    return "".join(turtle(ordered, {p: n for p, n in NAMESPACES.items() if n in used}))


def _iris(term: str) -> Sequence[str]:
    return (term,) if term.startswith("<") else (term[term.rfind("<") :],) if term.endswith(">") else ()


def _namespace(term: str) -> str:
    return term[1 : max(term.rfind("/"), term.rfind("#")) + 1]


def _body(group: Iterable[Triple], short: "_Shortener") -> str:
    rows = sorted(group, key=lambda row: row[1] != _TYPE)
    parts = []
    for predicate, same in groupby(rows, key=itemgetter(1)):
        verb = "a" if predicate == _TYPE else short.node(predicate)
        objects = " ,\n        ".join(short.term(row[2]) for row in same)
        parts.append(f"{verb} {objects}")
    return " ;\n    ".join(parts)


class _Shortener:
    """Turns the text of N-Triples terms into that of Turtle terms."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefix = {namespace: prefix for prefix, namespace in prefixes.items()}
        self.node = lru_cache(_REMEMBERED)(self._node)

    def _node(self, term: str) -> str:
        """An IRI as a prefixed name where one of the prefixes fits; a blank node as it is."""
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        prefix = self.prefix.get(term[1:cut])
        if prefix is None or not _LOCAL.fullmatch(term, cut, len(term) - 1):
            return term
        return f"{prefix}:{term[cut:-1]}"

    def term(self, term: str) -> str:
        """Any term; numbers and booleans bare."""
        if not term.startswith('"'):
            return self.node(term)
        value, quote, datatype = term.rpartition('"^^')
        if not quote or not term.endswith(">"):
            return term
        bare = _BARE.get(datatype)
        if bare and bare.fullmatch(value, 1):
            return value[1:]
        return f'{value}"^^{self.node(datatype)}'
