"""What must be true of a dataset before it is written: nothing is counted twice, nothing is lost on the way.

Every check takes canonical N-Quads lines and yields one line of text a problem.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import RdfFormat, Store

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


def lossy(lines: Iterable[str]) -> Problems:
    """A literal that the store would hand back changed (`"01"^^xsd:integer`, `"1.00"^^xsd:decimal`, …)."""
    first: dict[str, str] = {}
    for line in lines:
        row = statement(line)
        if row.object.startswith('"') and not row.object.endswith('"'):
            first.setdefault(row.object, f"{row.subject} {row.predicate}")
    literals = list(first)
    store = Store()
    store.bulk_load(
        "".join(f"<urn:x:{n}> <urn:x:is> {literal} .\n" for n, literal in enumerate(literals)).encode(),
        RdfFormat.N_TRIPLES,
    )
    for quad in store:
        literal = literals[int(str(quad.subject)[len("<urn:x:") : -1])]
        if str(quad.object) != literal:
            yield f"{literal} would come back as {quad.object} — write it so (of {first[literal]})"
