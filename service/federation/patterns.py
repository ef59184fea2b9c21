"""The parts of a query that matter for SERVICE: groups and what stands in them, with places and variables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a node of the tree is; an expression is no node, but a FILTER or BIND is, with the groups of its EXISTS."""

    TRIPLES = "triples"
    VALUES = "VALUES"
    GROUP = "{}"
    UNION = "UNION"
    GRAPH = "GRAPH"
    SERVICE = "SERVICE"
    SELECT = "SELECT"
    OPTIONAL = "OPTIONAL"
    MINUS = "MINUS"
    LATERAL = "LATERAL"
    FILTER = "FILTER"
    BIND = "BIND"


JOINED = frozenset(
    {Kind.TRIPLES, Kind.VALUES, Kind.GROUP, Kind.UNION, Kind.GRAPH, Kind.SERVICE, Kind.SELECT}
)  # their solutions are joined with their neighbours', in any order


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A part of a query, from character `start` to before `end`.

    `scope` are the variables that it binds, in the order of their first mention; `certain` those that every solution of
    it binds; `used` those that its expression mentions. `term` is the graph of GRAPH or the endpoint of SERVICE as
    written. `steady` says that it means the same each time it is evaluated, if what stands in it does; `grouped` that a
    SELECT aggregates.
    """

    kind: Kind
    start: int
    end: int
    children: tuple["Node", ...] = ()
    scope: tuple[str, ...] = ()
    certain: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    term: str = ""
    silent: bool = False
    steady: bool = True
    grouped: bool = False


Path = tuple[Node, ...]
"""A node with all that encloses it, the whole query first."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query as read: its text, its declarations (prefix label or `BASE`, and text), its FROM clauses, its tree."""

    text: str
    declarations: tuple[tuple[str, str], ...]
    dataset: str
    root: Node


def merge(scopes: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The variables of several scopes, each once, in order."""
    return tuple(dict.fromkeys(name for scope in scopes for name in scope))


def joint(nodes: Iterable[Node]) -> frozenset[str]:
    """The variables that every solution of the join of these nodes binds."""
    return frozenset().union(*(node.certain for node in nodes if node.kind in JOINED))


def walk(root: Node, kind: Kind) -> Iterator[Path]:
    """The paths to all nodes of a kind in the order of the text, without looking into what is sent away whole."""
    trail: list[Path] = [(root,)]
    while trail:
        path = trail.pop()
        if path[-1].kind is kind:
            yield path
        if path[-1].kind is not Kind.SERVICE:
            trail.extend((*path, child) for child in reversed(path[-1].children))
