"""What must be true of a dataset before it is written: nothing is counted twice, nothing is lost on the way.

Every check takes canonical N-Quads lines and yields one line of text a problem.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from communique.mappings.release.terms import statement

Problems = Iterator[str]


def overlaps(lines: Sequence[str]) -> Problems:
    """A triple that two graphs hold: counts over the union of the graphs would count it twice."""
    before, home = "", ""
    for line in lines:
        triple, graph, _ = line.rsplit(" ", 2)
        if triple == before:
            yield f"in two graphs, {home} and {graph}: {triple} — move it to the graph of shared triples"
        before, home = triple, graph


def straying(lines: Iterable[str]) -> Problems:
    """A blank node that two graphs hold: separate dumps could not say that it is the same one."""
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        if "_:" in line:
            row = statement(line)
            for term in row[:3]:
                if term.startswith("_:"):
                    homes[term].add(row.graph)
    for node, graphs in sorted(homes.items()):
        if len(graphs) > 1:
            yield f"blank node {node} in more than one graph: {', '.join(sorted(graphs))} — give it an IRI"
