"""Writes the queries of federation: to ourselves, what is known already; to an endpoint, its clause and that."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from communique.service.federation.context import Context
from communique.service.federation.patterns import JOINED, Kind, Node, Query, joint, walk
from communique.service.federation.reader import read
from communique.service.federation.terms import Row, Rows, is_blank, is_portable, values

_BLACK = re.compile(r"\S")
_MOVABLE = JOINED | {Kind.FILTER}


@dataclass(frozen=True, slots=True)
class Bindings:
    """Known solutions to send along: columns, and distinct rows in which each is bound."""

    variables: tuple[str, ...]
    rows: list[Row]


def local_query(query: Query, context: Context, variables: tuple[str, ...], most: int) -> str:
    """The query to ourselves for the distinct values of some variables in a context, one more than `most` at most."""
    names = " ".join(f"?{name}" for name in variables)
    return _own_query(query, f"DISTINCT {names}", context.pattern, most)


def whole_query(query: Query, pattern: str, most: int) -> str:
    """The query to ourselves for all the solutions of a pattern, one more than `most` at most."""
    return _own_query(query, "*", pattern, most)


def endpoint_query(query: Query, term: str) -> str:
    """The query to ourselves for what an IRI, written with a prefix or relative to a base, stands for."""
    return f"{declarations(query, lambda label: True)}SELECT ({term} AS ?endpoint) WHERE {{}}"


def _own_query(query: Query, projection: str, pattern: str, most: int) -> str:
    head = declarations(query, lambda label: True)
    return f"{head}SELECT {projection}\n{query.dataset}\nWHERE {{\n{pattern}\n}}\nLIMIT {most + 1}"


def remote_query(query: Query, clause: Node, known: Bindings | None, most: int) -> str:
    """The query to an endpoint for a clause, the group after its name, joined with what is known of its variables."""
    text = query.text[clause.start : clause.end]
    names = " ".join(f"?{name}" for name in clause.scope) or "(1 AS ?row)"
    pattern = (
        text if known is None else f"{{\n{values(known.variables, known.rows)}\n{_inside(clause, text, known)}\n}}"
    )
    head = declarations(query, lambda label: label in text)
    return f"{head}SELECT {names} WHERE {pattern}\nLIMIT {most + 1}"


def blanked(text: str) -> str:
    """A query with an empty group in place of each SERVICE clause, all else in its place: for the engine to judge.

    Raises QueryNotUnderstood where it cannot be read.
    """
    for path in walk(read(text).root, Kind.SERVICE):
        start, end = path[-1].start, path[-1].end
        text = f"{text[:start]}{{{_BLACK.sub(' ', text[start + 1 : end - 1])}}}{text[end:]}"
    return text


def declarations(query: Query, wanted: Callable[[str], bool]) -> str:
    """The BASE declarations of a query and those prefixes that are wanted, a line each."""
    return "".join(f"{text}\n" for label, text in query.declarations if label == "BASE" or wanted(label))


def _inside(clause: Node, text: str, known: Bindings) -> str:
    """A clause beside known solutions: flat where that means the same, as stores plan it better, else as a group.

    It means the same where each known variable is bound before the first part that is not simply joined.
    """
    leading = []
    for child in clause.children:
        if child.kind not in _MOVABLE:
            break
        leading.append(child)
    selects = any(child.kind is Kind.SELECT for child in clause.children)
    return text[1:-1] if not selects and joint(leading) >= set(known.variables) else text


def usable(found: Rows, certain: frozenset[str]) -> Bindings | None:
    """What of our own solutions can be sent along; None where no column can.

    A blank node of ours is nobody else's: a row with one matches nothing, if the clause surely binds that variable. A
    column is left out if a row leaves it open, if its values may be written otherwise elsewhere, or for a blank node.
    """
    sure = [index for index, name in enumerate(found.variables) if name in certain]
    rows = [row for row in found.rows if not any((term := row[index]) and is_blank(term) for index in sure)]
    kept = [
        index
        for index in range(len(found.variables))
        if all((term := row[index]) is not None and not is_blank(term) and is_portable(term) for row in rows)
    ]
    if not kept:
        return None
    columns = tuple(found.variables[index] for index in kept)
    return Bindings(columns, list(dict.fromkeys(tuple(row[index] for index in kept) for row in rows)))
