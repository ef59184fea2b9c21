"""Queries made up by a grammar: valid SPARQL 1.1 for the most part, of bounded depth, with terms of our own data."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")
_TERMS = ("<urn:a>", '"x"', '"x"@en', "1", "2.5", "1e3", "true", '"2016-11-26"^^xsd:date', "''")
_PREDICATES = ("a", "skos:prefLabel", "cmq:role", "cmq:event", "schema:attendee", "cmq:claims", "?p", "<urn:b>")
_UNARY = ("STR", "LANG", "DATATYPE", "IRI", "ABS", "CEIL", "STRLEN", "UCASE", "YEAR", "MD5", "ISIRI", "!", "-")
_BINARY = ("=", "!=", "<", ">", "+", "-", "*", "/", "&&", "||")
_FUNCTIONS = (("CONCAT", 3), ("SUBSTR", 2), ("REGEX", 2), ("IF", 3), ("COALESCE", 3), ("REPLACE", 3), ("STRDT", 2))
_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
PREFIXES = """PREFIX cmq: <https://w3id.org/communique/ont/>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


class Grammar:
    """Makes queries; the same generator of random numbers makes the same ones."""

    def __init__(self, random: Random, depth: int = 4) -> None:
        self.random = random
        self.depth = depth

    def query(self) -> str:
        """One query with its prologue."""
        head = self._one((self._select, self._select, self._ask, self._construct, self._describe))
        return PREFIXES + head() + "".join(self._maybe(part) for part in (self._order, self._slice))

    def _select(self, depth: int | None = None) -> str:
        depth = self.depth if depth is None else depth
        if self.random.random() < 0.3:
            inner = "*" if self.random.random() < 0.3 else self._variable()
            aggregate = f"{self._one(_AGGREGATES)}({self._maybe(lambda: 'DISTINCT ')}{inner.replace('*', '?v1')})"
            return f"SELECT ?v0 ({aggregate} AS ?n) WHERE {self._group(depth)} GROUP BY ?v0"
        shown = "*" if self.random.random() < 0.5 else f"{self._variable()} ({self._expression(2)} AS ?x)"
        return f"SELECT {self._maybe(lambda: 'DISTINCT ')}{shown} WHERE {self._group(depth)}"

    def _ask(self) -> str:
        return f"ASK {self._group(self.depth)}"

    def _construct(self) -> str:
        template = f"{self._triple(paths=False)} {self._triple(paths=False)}"
        return f"CONSTRUCT {{ {template} }} WHERE {self._group(self.depth)}"

    def _describe(self) -> str:
        return f"DESCRIBE {self._variable()} WHERE {self._group(self.depth)}"

    def _group(self, depth: int) -> str:
        parts = [self._triple()] + [self._pattern(depth - 1) for _ in range(self.random.randrange(4))]
        return f"{{ {' '.join(parts)} }}"

    def _pattern(self, depth: int) -> str:
        if depth <= 0:
            return self._triple()
        patterns: Sequence[Callable[[], str]] = (
            self._triple,
            self._triple,
            lambda: f"OPTIONAL {self._group(depth)}",
            lambda: f"{self._group(depth)} UNION {self._group(depth)}",
            lambda: f"MINUS {self._group(depth)}",
            lambda: f"GRAPH {self._one(('?g', '<urn:g>'))} {self._group(depth)}",
            lambda: f"FILTER ({self._expression(depth)})",
            lambda: f"FILTER {self._maybe(lambda: 'NOT ')}EXISTS {self._group(depth)}",
            lambda: f"BIND ({self._expression(depth)} AS ?b{self.random.randrange(1000)})",
            lambda: f"VALUES ({self._variable()}) {{ ({self._one(_TERMS)}) (UNDEF) }}",
            lambda: f"{{ {self._select(depth - 1)} }}",
        )
        return self._one(patterns)()

    def _triple(self, paths: bool = True) -> str:
        predicate = self._path(2) if paths and self.random.random() < 0.3 else self._one(_PREDICATES)
        return f"{self._one((self._variable(), '<urn:a>', '[]'))} {predicate} {self._node()} ."

    def _path(self, depth: int) -> str:
        if depth <= 0:
            return self._one(("cmq:event", "cmq:claims", "a", "<urn:b>", "!a", "!(a|^cmq:event)"))
        form = self._one(("({a}/{b})", "({a}|{b})", "({a})*", "({a})+", "({a})?", "^({a})"))
        return form.format(a=self._path(depth - 1), b=self._path(depth - 1))

    def _expression(self, depth: int) -> str:
        choice = self.random.random() if depth > 0 else 0.0
        if choice < 0.3:
            return self._node()
        if choice < 0.5:
            return f"{self._one(_UNARY)}({self._expression(depth - 1)})"
        if choice < 0.8:
            return f"({self._expression(depth - 1)} {self._one(_BINARY)} {self._expression(depth - 1)})"
        name, arity = self._one(_FUNCTIONS)
        return f"{name}({', '.join(self._expression(depth - 1) for _ in range(arity))})"

    def _order(self) -> str:
        return f" ORDER BY {self._one(('', 'DESC'))}({self._variable()})"

    def _slice(self) -> str:
        return f" LIMIT {self.random.randrange(50)} OFFSET {self.random.randrange(3)}"

    def _node(self) -> str:
        return self._variable() if self.random.random() < 0.6 else self._one(_TERMS)

    def _variable(self) -> str:
        return f"?v{self.random.randrange(5)}"

    def _maybe(self, make: Callable[[], str]) -> str:
        return make() if self.random.random() < 0.4 else ""

    def _one(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)
