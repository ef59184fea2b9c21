"""In which years the things of the knowledge base act, by what its documents say: what a lifespan is held against."""

from collections import defaultdict
from collections.abc import Iterable
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from communique.iris import BASE, PREFIXES

ACTS = """
SELECT DISTINCT ?agent ?day WHERE {
  {
    ?participation cmq:participant ?agent ; cmq:event ?event .
    ?dated rdf:subject ?event ; rdf:predicate cmq:timeSpan ; rdf:object ?span .
  } UNION {
    ?sent rdf:subject ?message ; rdf:predicate ?property ; rdf:object ?agent .
    VALUES ?property { schema:sender cmq:addressee }
    ?dated rdf:subject ?message ; rdf:predicate cmq:timeSpan ; rdf:object ?span .
  }
  ?span cmq:earliest ?day .
}
"""


def acts(quads: Iterable[Quad]) -> dict[str, frozenset[int]]:
    """The years in which each thing (`kind/key`) took part in an event, or sent or was sent a message."""
    store = Store()
    store.bulk_extend(quads)
    years: dict[str, set[int]] = defaultdict(set)
    found = store.query(ACTS, use_default_graph_as_union=True, prefixes=PREFIXES)
    for solution in cast(QuerySolutions, found):
        agent, day = cast(NamedNode, solution["agent"]), cast(Literal, solution["day"])
        years[agent.value.removeprefix(f"{BASE}id/")].add(int(day.value[:4]))
    return {agent: frozenset(them) for agent, them in years.items()}
