"""Named graphs that share no triple: a store's union of them then counts each triple once.

A triple that several graphs would hold goes to `graph/shared` alone: nearly always one that several documents bring.
"""

from collections.abc import Iterable, Iterator, Mapping

from communique.iris import graph
from communique.mappings.terms import Triple, iri

SHARED = iri(graph("shared"))


def disjoint(graphs: Mapping[str, Iterable[Triple]]) -> dict[str, set[Triple]]:
    """The graphs, by IRI term, with each triple in exactly one of them."""
    home: dict[Triple, str] = {}
    for name, triples in graphs.items():
        for triple in triples:
            if home.setdefault(triple, name) != name:
                home[triple] = SHARED
    parted: dict[str, set[Triple]] = {}
    for triple, name in home.items():
        parted.setdefault(name, set()).add(triple)
    return parted


def lines(graphs: Mapping[str, Iterable[Triple]]) -> Iterator[str]:
    """The N-Quads lines of graphs, without line ends, in the order they come."""
    for name, triples in graphs.items():
        for subject, predicate, value in triples:
            yield f"{subject} {predicate} {value} {name} ."
