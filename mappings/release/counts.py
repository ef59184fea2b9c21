"""The headline counts of a release, taken from its canonical lines."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.iris import BASE, SITUATION_KINDS, THING_KINDS, thing
from communique.mappings.release.statistics import Statistics, types
from communique.mappings.release.terms import name, statement

_ACCORDING_TO = name("cmq:accordingTo")
_DOCUMENT = f"<{thing('doc', '')}"


@dataclass(frozen=True)
class Counts:
    """How much a release holds.

    `things` are subjects under `/id/` of the kinds that registries name; `situations` those of the kinds that claims
    report; each is counted once, whatever its classes. `quads` equals `triples`, as no triple is in two graphs.
    """

    quads: int
    triples: int
    documents: int
    things: int
    claims: int
    passages: int
    situations: int
    per_graph: Mapping[str, int]
    claims_per_document: Mapping[str, int]


def count(lines: Sequence[str], whole: Statistics, graphs: Mapping[str, Sequence[str]]) -> Counts:
    """The counts of canonical lines; `graphs` holds the same lines by graph IRI text."""
    ours = f"<{BASE}id/"
    kinds = Counter(node[len(ours) :].partition("/")[0] for node in types(lines) if node.startswith(ours))
    return Counts(
        quads=len(lines),
        triples=len(lines),
        documents=whole.entities[name("cmq:SourceDocument")],
        things=sum(kinds[kind] for kind in THING_KINDS),
        claims=whole.entities[name("cmq:Claim")],
        passages=whole.entities[name("cmq:Passage")],
        situations=sum(kinds[kind] for kind in SITUATION_KINDS),
        per_graph={each[1:-1]: len(held) for each, held in graphs.items()},
        claims_per_document=claims_per_document(lines),
    )


def claims_per_document(lines: Sequence[str]) -> dict[str, int]:
    """Claims by the key of the source document that makes them."""
    claims: Counter[str] = Counter()
    for line in lines:
        if _ACCORDING_TO in line:
            row = statement(line)
            if row.predicate == _ACCORDING_TO and row.object.startswith(_DOCUMENT):
                claims[row.object[len(_DOCUMENT) : -1]] += 1
    return dict(sorted(claims.items()))
