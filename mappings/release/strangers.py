"""No quad that a shape does not know: classes without a shape, predicates that no shape has, subjects without a class.

SHACL itself never looks at a node that no shape targets. The vocabulary is not looked at here: it describes terms, and
rules of its own watch over it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from communique.iris import graph
from communique.mappings import vocabulary
from communique.mappings.records.issue import near
from communique.mappings.release.statistics import TYPE, types
from communique.mappings.release.terms import statement
from communique.mappings.terms import iri

_UNSHAPED = iri(graph("vocabulary"))
_KNOWN = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?known WHERE { %s FILTER(isIRI(?known) && ?known != rdf:nil) }"""
_CLASSES = "?shape sh:targetClass ?known"
_PREDICATES = """{ ?shape sh:path/(sh:inversePath|sh:alternativePath|sh:zeroOrMorePath|sh:oneOrMorePath|
    sh:zeroOrOnePath|rdf:rest|rdf:first)* ?known } UNION { ?shape sh:ignoredProperties/rdf:rest*/rdf:first ?known }
    UNION { ?shape sh:targetSubjectsOf|sh:targetObjectsOf ?known }"""


@dataclass(frozen=True)
class Known:
    """The classes that shapes target and the predicates that they speak of, as N-Quads terms."""

    classes: frozenset[str]
    predicates: frozenset[str]


def known(shapes: Iterable[Path]) -> Known:
    """What the shapes in Turtle files know. Raises SyntaxError for a file that is not Turtle."""
    store = Store()
    for path in shapes:
        store.load(vocabulary.text(path), RdfFormat.TURTLE)
    return Known(_ask(store, _CLASSES), _ask(store, _PREDICATES) | {TYPE})


def _ask(store: Store, pattern: str) -> frozenset[str]:
    return frozenset(str(row["known"]) for row in store.query(_KNOWN % pattern))  # type: ignore[union-attr]


def strangers(lines: Iterable[str], shapes: Known) -> Iterator[str]:
    """One problem for each class, predicate or subject that no shape knows, with the first place it stands at."""
    shaped = [line for line in lines if line.rsplit(" ", 2)[1] != _UNSHAPED]
    typed = types(shaped)
    seen: set[str] = set()
    for row in map(statement, shaped):
        if row.predicate not in shapes.predicates and row.predicate not in seen:
            seen.add(row.predicate)
            hint = near(row.predicate, shapes.predicates)
            yield f"no shape knows the predicate {row.predicate} (of {row.subject}) {hint}".rstrip()
        if row.predicate == TYPE and row.object not in shapes.classes and row.object not in seen:
            seen.add(row.object)
            hint = near(row.object, shapes.classes)
            yield f"no shape is for the class {row.object} (of {row.subject}) {hint}".rstrip()
        if row.subject not in typed and row.subject not in seen:
            seen.add(row.subject)
            yield f"{row.subject} has no class, so no shape looks at it"
