"""How many triples of each graph another store holds, and whether they are those of a release."""

from collections.abc import Mapping

from pyoxigraph import QuerySolutions

from communique.service.engine.question import Failure
from communique.service.engine.stores import answers
from communique.service.engine.stores.client import SOLUTIONS, Client

QUERY = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
MOST = 64 << 20  # bytes of an answer
SHOWN = 5  # graphs named in a complaint


def counts(client: Client) -> dict[str, int]:
    """The named graphs of a store with their numbers of triples; raises Failure."""
    with client.ask(QUERY, SOLUTIONS) as response:
        found = answers.solutions(response, MOST)
        if not isinstance(found, QuerySolutions):
            raise Failure("store", "the store answered another question")
        try:
            return {row["graph"].value: int(row["triples"].value) for row in found}
        except (SyntaxError, ValueError, AttributeError) as error:
            raise Failure("store", f"the store's counts cannot be read ({error})") from None


def differences(expected: Mapping[str, int], found: Mapping[str, int]) -> list[str]:
    """One line for each graph of a release that the store does not hold as it should."""
    return [
        f"<{graph}> has {found.get(graph, 0)} triples there, {number} in the release"
        for graph, number in expected.items()
        if found.get(graph, 0) != number
    ]


def check(client: Client, expected: Mapping[str, int]) -> None:
    """Raises ValueError where a store does not hold the release, Failure where it cannot be asked."""
    wrong = differences(expected, counts(client))
    if wrong:
        more = f"; and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        raise ValueError(
            f"the store does not hold this release: {'; '.join(wrong[:SHOWN])}{more}; run `communique load` first"
        )
