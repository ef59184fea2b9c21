"""What the tests use in place of this service's engine and of endpoints: stores in this process."""

from collections import Counter
from collections.abc import Mapping

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

from communique.service.federation import Budget, Rows, ServiceDenied, read_own
from communique.service.federation.results import read_results
from communique.service.federation.terms import skolem

PREFIX = "PREFIX : <http://example.org/>\n"

Bag = Counter[frozenset[tuple[str, str]]]
"""Solutions with their multiplicity, each a set of variables with their values."""


def store(turtle: str, **graphs: str) -> Store:
    """A store with this Turtle in its default graph, and further named graphs `http://example.org/{name}`."""
    data = Store()
    nested = "".join(f":{name} {{ {content} }}\n" for name, content in graphs.items())
    data.load((PREFIX + turtle + nested).encode(), format=RdfFormat.TRIG)
    return data


def solutions(data: Store, query: str) -> QuerySolutions:
    found = data.query(query)
    assert isinstance(found, QuerySolutions)
    return found


def table(data: Store, query: str) -> bytes:
    written = solutions(data, query).serialize(format=QueryResultsFormat.JSON)
    assert written is not None
    return written


def bag(data: Store, query: str) -> Bag:
    """The solutions of a SELECT, whatever their order."""
    return bag_of(solutions(data, query))


def bag_of(found: QuerySolutions) -> Bag:
    names = [variable.value for variable in found.variables]
    return Counter(
        frozenset((name, str(row[index])) for index, name in enumerate(names) if row[index] is not None)
        for row in found
    )


class Engine:
    """Evaluates local queries, as the service's engine does for federation; `asked` keeps them."""

    def __init__(self, data: Store) -> None:
        self.data = data
        self.asked: list[str] = []

    async def __call__(self, query: str) -> Rows:
        self.asked.append(query)
        return read_own(table(self.data, query))


class Stores:
    """Endpoints that are stores in this process, by IRI; `asked` keeps what they were asked."""

    def __init__(self, data: Mapping[str, Store]) -> None:
        self.data = data
        self.asked: list[tuple[str, str]] = []

    async def select(self, endpoint: str, query: str, variables: tuple[str, ...], budget: Budget) -> Rows:
        self.asked.append((endpoint, query))
        if endpoint not in self.data:
            raise ServiceDenied(f"there is no <{endpoint}>")
        body = table(self.data[endpoint], query)
        kind = "application/sparql-results+json"
        rows = read_results(body, kind, variables, lambda label: skolem(endpoint, label))
        budget.spend_rows(len(rows.rows))
        return rows
