"""What stands around a SERVICE clause and decides which of its solutions can matter.

A solution of the clause matters only if it is compatible with what it is joined with. The neighbours found here are
such that leaving out every incompatible solution cannot change the answer; docs/decisions/service-by-rewriting.md says
why.
"""

from collections.abc import Callable
from dataclasses import dataclass

from communique.service.federation.patterns import JOINED, Kind, Node, Path, Query, joint, merge

_SIMPLE = frozenset({Kind.TRIPLES, Kind.VALUES})
_CLOSING = frozenset({Kind.OPTIONAL, Kind.MINUS, Kind.FILTER, Kind.BIND})


@dataclass(frozen=True, slots=True)
class Context:
    """A pattern that this endpoint can evaluate, and the variables of the SERVICE clause that it binds in advance."""

    pattern: str
    scope: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(slots=True)
class _Level:
    """The neighbours of a node in its group: those to evaluate, in order, with what surely is bound by them."""

    nodes: list[Node]
    filters: list[Node]


class Surroundings:
    """Finds contexts in one query. `ready` says of a node that it can be evaluated here; `render` gives its text."""

    def __init__(self, query: Query, ready: Callable[[Node], bool], render: Callable[[Node], str]) -> None:
        self._query = query
        self._ready = ready
        self._render = render

    def context(self, path: Path) -> Context:
        """The context of the SERVICE clause at the end of a path; its pattern is empty where nothing can be told."""
        pattern, scope = "", tuple[str, ...]()
        clause = path[-1].children[0]
        bound = set(clause.certain)
        alone = joined = True
        for depth in range(len(path) - 1, 0, -1):
            node, parent = path[depth], path[depth - 1]
            if parent.kind is Kind.GROUP and joined:
                level = self._level(path[: depth + 1])
                pattern = self._join(level, pattern)
                scope = merge((*(n.scope for n in level.nodes if n.kind is not Kind.MINUS), scope))
                bound |= joint(n for n in level.nodes if n.start < node.start) if alone else set()
                alone &= len(parent.children) == 1
                joined = node.kind not in _CLOSING
            elif parent.kind is Kind.GRAPH and pattern:
                pattern, scope = self._within_graph(parent, pattern, scope, joined)
            elif parent.kind is Kind.SELECT:
                if joined and not parent.grouped and node.kind is not Kind.FILTER:
                    tables = [n for n in parent.children if n.kind is Kind.VALUES]
                    pattern = self._join(_Level(tables, []), pattern)
                    scope = merge((*(n.scope for n in tables), scope))
                joined = False
            alone &= parent.kind not in (Kind.MINUS, Kind.FILTER, Kind.BIND, Kind.GRAPH)
        keys = tuple(name for name in clause.scope if name in scope and name in bound)
        return Context(pattern, scope, keys)

    def _level(self, path: Path) -> _Level:
        """The neighbours of the last node of a path, whose parent is a group, that its solutions must agree with."""
        *outer, parent, node = path
        if node.kind is Kind.BIND:
            return _Level([], [])
        others = [n for n in parent.children if n is not node and n.kind is not Kind.FILTER]
        if node.kind in (Kind.OPTIONAL, Kind.MINUS):
            others = [n for n in others if n.start < node.start]
        if any(n.kind in (Kind.FILTER, Kind.BIND) for n in outer):
            # Inside EXISTS the solution under test is put into the pattern: only plain ones mean the same without it.
            return _Level([n for n in others if n.kind in _SIMPLE], [])
        # All that comes before can be taken together if it can be taken whole; else, as after, only what is joined.
        whole = node.kind is not Kind.FILTER and all(self._ready(n) for n in others if n.start < node.start)
        nodes = [n for n in others if (whole and n.start < node.start) or (n.kind in JOINED and self._ready(n))]
        sure = joint(nodes)
        filters = [n for n in parent.children if n.kind is Kind.FILTER and n is not node]
        return _Level(nodes, [n for n in filters if n.steady and not n.children and n.used and n.used <= sure])

    def _join(self, level: _Level, pattern: str) -> str:
        """The text of a level and of the pattern found within it, each a group of its own where there are both."""
        text = " .\n".join(self._render(node) for node in (*level.nodes, *level.filters)) if level.nodes else ""
        return f"{{\n{text}\n}}\n{{\n{pattern}\n}}" if text and pattern else text or pattern

    def _within_graph(
        self, node: Node, pattern: str, scope: tuple[str, ...], joined: bool
    ) -> tuple[str, tuple[str, ...]]:
        """The pattern in the graph that encloses it. Only a join makes the graph's name a key."""
        variable = node.term[1:] if node.term[0] in "?$" else ""
        if variable and joined:
            return f"GRAPH {node.term} {{\n{pattern}\n}}", merge(((variable,), scope))
        term = f"?{self._unused('graph')}" if variable else node.term
        return f"GRAPH {term} {{\n{pattern}\n}}", scope

    def _unused(self, name: str) -> str:
        while name in self._query.text:
            name += "_"
        return name
