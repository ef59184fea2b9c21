"""Answers the SERVICE clauses of one query: each is replaced, in the query's text, by a table of what was answered."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

from communique.service.federation import correlation
from communique.service.federation.context import Context, Surroundings
from communique.service.federation.errors import FederationError, Place, QueryNotUnderstood, ServiceDenied
from communique.service.federation.patterns import Kind, Node, Path, Query, walk
from communique.service.federation.policy import Budget, Policy
from communique.service.federation.requests import (
    Bindings,
    endpoint_query,
    local_query,
    remote_query,
    usable,
    whole_query,
)
from communique.service.federation.terms import Row, Rows, is_blank, values

Local = Callable[[str], Awaitable[Rows]]
"""Evaluates a SELECT query at this endpoint, over the same dataset as the query at hand, and gives its rows."""


class Asks(Protocol):
    """Who asks an endpoint: the client over HTTP, or something in its place."""

    async def select(self, endpoint: str, query: str, variables: tuple[str, ...], budget: Budget) -> Rows:
        """The solutions of a SELECT query at an endpoint, in these columns; raises FederationError."""
        ...


Result = TypeVar("Result")

LONG = 4_096  # characters of a query that is read, and thought about, in a thread
_LARGE = 5_000  # rows of a table that is written in a thread, so that others are not kept waiting
_APART = frozenset({Kind.GRAPH, Kind.FILTER, Kind.BIND, Kind.LATERAL})


class Resolution:
    """One query on its way: its tree, and the text that has replaced some of its nodes."""

    def __init__(self, query: Query, local: Local, client: Asks, policy: Policy, budget: Budget) -> None:
        self._query = query
        self._local = local
        self._client = client
        self._policy = policy
        self._budget = budget
        self._edits: dict[Node, str] = {}
        self._surroundings = Surroundings(query, self._ready, self._render)

    async def run(self) -> str:
        """The query without SERVICE; raises FederationError with the place of the clause that fails."""
        pending = list(walk(self._query.root, Kind.SERVICE))
        if len(pending) > self._policy.clauses:
            raise QueryNotUnderstood(f"a query may have {self._policy.clauses} SERVICE clauses, not {len(pending)}")
        for path in pending:
            correlation.check(self._query, path)
        await self._pin()
        while pending:
            path, context = await self._apart(self._easiest, pending)
            pending.remove(path)
            try:
                table = await self._answer(path[-1], context)
            except FederationError as error:
                error.place = error.place or Place.of(self._query.text, path[-1].start)
                raise
            await self._replace(path[-1], path[-1].scope, table)
        return self._render(None)

    def _easiest(self, pending: list[Path]) -> tuple[Path, Context]:
        """The clause to answer next: the first of which something is known, else the first that names its endpoint."""
        found = []
        for path in pending:
            context = self._surroundings.context(path)
            if context.keys:
                return path, context
            found.append((path, context))
        return next(((path, context) for path, context in found if path[-1].term[0] not in "?$"), found[0])

    async def _apart(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """Call a function, in a thread where the query is long, so that nobody else is kept waiting."""
        if len(self._query.text) > LONG:
            return await asyncio.to_thread(function, *arguments)
        return function(*arguments)

    # -- the text

    def _render(self, node: Node | None) -> str:
        """The text of a node, or of the whole query, as it is by now."""
        text = self._query.text
        start, end = (node.start, node.end) if node else (0, len(text))
        parts = []
        for edited in sorted(self._edits, key=lambda edited: edited.start):
            if start <= edited.start and edited.end <= end:
                parts += [text[start : edited.start], self._edits[edited]]
                start = edited.end
        return "".join([*parts, text[start:end]])

    def _ready(self, node: Node) -> bool:
        """Whether a node can be evaluated here and gives the same whenever it is."""
        if node in self._edits:
            return True
        return node.steady and node.kind is not Kind.SERVICE and all(self._ready(child) for child in node.children)

    async def _replace(self, node: Node, variables: tuple[str, ...], rows: list[Row]) -> None:
        many = len(rows) > _LARGE
        table = await asyncio.to_thread(values, variables, rows) if many else values(variables, rows)
        # What follows keeps its line, so that the engine's complaints are about the lines that the author knows.
        self._edits[node] = table + "\n" * self._query.text.count("\n", node.start, node.end)

    async def _pin(self) -> None:
        """Evaluate once each sub-select that might choose other rows the next time, as with LIMIT, and put these in.

        Without that, what is asked of an endpoint and what its answer is joined with could differ.
        """
        for path in walk(self._query.root, Kind.SELECT):
            *outer, select = path
            apart = any(node.kind in _APART or node in self._edits for node in outer)
            if not outer or select.steady or apart or any(walk(select, Kind.SERVICE)) or not select.scope:
                continue
            if len(self._edits) >= self._policy.clauses:
                break
            found = await self._find(whole_query(self._query, f"{{ {self._render(select)} }}", self._policy.bindings))
            if found and not any(term is not None and is_blank(term) for row in found.rows for term in row):
                await self._replace(select, found.variables, found.rows)

    # -- what is known here

    async def _find(self, query: str) -> Rows | None:
        """The rows of a query to ourselves; None where they are too many, or take too long to find."""
        try:
            async with asyncio.timeout(min(self._policy.local_seconds, self._budget.seconds)):
                found = await self._local(query)
        except TimeoutError:
            return None
        return found if len(found.rows) <= self._policy.bindings else None

    async def _known(self, clause: Node, context: Context, ahead: tuple[str, ...]) -> Rows | None:
        """The distinct values that the context has for the variables `ahead` and for those of a clause."""
        names = tuple(dict.fromkeys((*ahead, *context.keys)))
        if not names:
            return None
        found = await self._find(local_query(self._query, context, names, self._policy.bindings))
        if found is None and ahead and names != ahead:
            found = await self._find(local_query(self._query, context, ahead, self._policy.bindings))
        return found

    # -- what is asked elsewhere

    async def _answer(self, service: Node, context: Context) -> list[Row]:
        """The rows that replace a clause, in the columns of its scope."""
        clause = service.children[0]
        if service.term[0] in "?$":
            return await self._answer_each(service, clause, context)
        found = await self._known(clause, context, ())
        known = usable(found, clause.certain) if found else None
        return await self._ask(service, clause, await self._endpoint(service.term), known)

    async def _answer_each(self, service: Node, clause: Node, context: Context) -> list[Row]:
        """The rows for `SERVICE ?endpoint`, asked at each value that the variable has."""
        name = service.term[1:]
        found = await self._known(clause, context, (name,)) if name in context.scope else None
        if found is None:
            raise QueryNotUnderstood(f"?{name} has no known values: bind it in the same group, to fewer endpoints")
        place = found.variables.index(name)
        rows = list[Row]()
        for endpoint in dict.fromkeys(row[place] for row in found.rows):
            own = Rows(found.variables, [row for row in found.rows if row[place] == endpoint])
            if name not in context.keys:
                own = _without(own, place)
            known = usable(own, clause.certain) if own.variables else None
            table = await self._ask(service, clause, endpoint, known)
            rows += _with_endpoint(table, endpoint, service.scope, clause.scope)
        return rows

    async def _ask(self, service: Node, clause: Node, endpoint: str | None, known: Bindings | None) -> list[Row]:
        """The rows of a clause at an endpoint; for SILENT, one that binds nothing where it fails."""
        try:
            if endpoint is None or not endpoint.startswith("<"):
                raise ServiceDenied(f"an endpoint is an IRI, not {endpoint or 'unbound'}")
            return await self._batches(clause, endpoint[1:-1], known)
        except FederationError as error:
            if not service.silent or isinstance(error, QueryNotUnderstood):
                raise
            return [(None,) * len(clause.scope)]

    async def _batches(self, clause: Node, endpoint: str, known: Bindings | None) -> list[Row]:
        size = self._policy.batch
        parts = (
            [known]
            if known is None
            else [
                Bindings(known.variables, known.rows[start : start + size]) for start in range(0, len(known.rows), size)
            ]
        )
        queries = [remote_query(self._query, clause, part, self._policy.rows) for part in parts]
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(self._client.select(endpoint, text, clause.scope, self._budget))
                    for text in queries
                ]
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None
        return [row for task in tasks for row in task.result().rows]

    async def _endpoint(self, term: str) -> str | None:
        """The IRI of an endpoint as written: in full, or with a prefix or relative, which the engine can expand."""
        if term.startswith("<") and ":" in term and "\\" not in term:
            return term
        found = await self._local(endpoint_query(self._query, term))
        return found.rows[0][0] if found.rows else None


def _without(table: Rows, place: int) -> Rows:
    """A table without one of its columns."""
    return Rows(
        table.variables[:place] + table.variables[place + 1 :],
        [row[:place] + row[place + 1 :] for row in table.rows],
    )


def _with_endpoint(
    table: list[Row], endpoint: str | None, scope: tuple[str, ...], columns: tuple[str, ...]
) -> list[Row]:
    """The rows of a clause with the endpoint's IRI as their first value, those left out that bind it otherwise."""
    name = scope[0]
    if name not in columns:
        return [(endpoint, *row) for row in table]
    place = columns.index(name)
    return [(endpoint, *row[:place], *row[place + 1 :]) for row in table if row[place] in (None, endpoint)]
