"""Finds SERVICE clauses that would have to be asked anew for each solution, and so cannot become one table.

That is all of LATERAL; and inside EXISTS, where the solution under test is put into the pattern, those that look at
one of its variables without binding it themselves.
"""

import re

from communique.service.federation.errors import Place, QueryNotUnderstood
from communique.service.federation.patterns import Kind, Node, Path, Query

_VARIABLE = re.compile(r"[?$](\w+)")


def check(query: Query, path: Path) -> None:
    """Raise QueryNotUnderstood where the clause at the end of a path depends on single solutions around it."""
    *outer, service = path
    place = Place.of(query.text, service.start)
    if any(node.kind is Kind.LATERAL for node in outer):
        raise QueryNotUnderstood("SERVICE inside LATERAL is not supported; join it in a group of its own", place)
    if any(node.kind in (Kind.FILTER, Kind.BIND) for node in outer):
        clause = service.children[0]
        outside = set(_VARIABLE.findall(query.text[: clause.start] + query.text[clause.end :]))
        seen = [child for child in clause.children if not _is_plain(child, clause.certain)]
        names = sorted({name for child in seen for name in _mentioned(query, child)} & outside)
        if names:
            detail = f"SERVICE inside EXISTS is not supported where it tests ?{names[0]} of the solution around it"
            raise QueryNotUnderstood(
                f"{detail}; let the clause bind it in a triple pattern, and test it outside", place
            )


def _is_plain(node: Node, certain: frozenset[str]) -> bool:
    """Whether putting a value in for a variable does the same to a part as joining it with that value."""
    if node.kind in (Kind.TRIPLES, Kind.VALUES):
        return True
    if node.kind is Kind.FILTER:
        return not node.children and node.used <= certain
    return node.kind in (Kind.GROUP, Kind.UNION) and all(_is_plain(child, node.certain) for child in node.children)


def _mentioned(query: Query, node: Node) -> list[str]:
    return _VARIABLE.findall(query.text[node.start : node.end])
