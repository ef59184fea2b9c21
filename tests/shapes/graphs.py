"""Graphs for the tests of shapes: a small one that conforms, one broken in every way, and what a report says."""

from pathlib import Path

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from communique.mappings import validation, vocabulary
from communique.mappings.turtle import Triple

FOLDER = Path(__file__).parent

Result = tuple[str, str, str, str, str]
"""Focus node, path, value, constraint component and source shape of one result, as N-Triples terms."""


def valid_triples() -> list[Triple]:
    """The triples of a small graph that holds every kind of node and conforms."""
    return [triple for path in sorted((FOLDER / "valid").glob("*.ttl")) for triple in vocabulary.read(path)]


def valid_graph() -> Graph:
    """The same with the vocabulary, as the shapes see it."""
    return validation.data_graph(valid_triples())


def results(report: Graph) -> set[Result]:
    """What a report found, without texts; a path or shape that is a blank node is named by its parts."""
    return {
        (
            named(report, report.value(result, SH.focusNode)),
            named(report, report.value(result, SH.resultPath)),
            named(report, report.value(result, SH.value)),
            named(report, report.value(result, SH.sourceConstraintComponent)),
            named(report, report.value(result, SH.sourceShape)),
        )
        for result in report.objects(None, SH.result)
    }


def named(graph: Graph, term: Node | None) -> str:
    """A term as N-Triples; a blank node as what is said of it."""
    if term is None:
        return ""
    about = sorted(f"{p.n3()} {named(graph, o)}" for p, o in graph.predicate_objects(term)) if _blank(term) else []
    return f"[{'; '.join(about)}]" if _blank(term) else URIRef(term).n3() if isinstance(term, URIRef) else term.n3()


def _blank(term: Node) -> bool:
    return not isinstance(term, URIRef) and term.n3().startswith("_:")
