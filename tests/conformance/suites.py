"""The suites by name: which manifests each takes its tests from, and how many tests it must find there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.tests.conformance.cases import Case
from communique.tests.conformance.manifests import left_out, read

_SYNTAX = ("PositiveSyntax", "NegativeSyntax", "PositiveUpdateSyntax", "NegativeUpdateSyntax")


def _folders(version: str, names: str) -> tuple[str, ...]:
    return tuple(f"{version}/{name}" for name in names.split())


_QUERY = _folders(
    "sparql11",
    "aggregates bind bindings cast construct exists functions grouping negation project-expression property-path "
    "subquery",
)
_UPDATE = _folders(
    "sparql11",
    "add basic-update clear copy delete-data delete-insert delete-where delete drop move update-silent",
)
_SYNTAX_11 = _folders("sparql11", "syntax-query syntax-update-1 syntax-update-2 syntax-fed")
_RESULTS = _folders("sparql11", "csv-tsv-res json-res")
_TWELVE = _folders(
    "sparql12",
    "codepoint-escapes eval-triple-terms expression grouping lang-basedir rdf11 syntax syntax-triple-terms-negative "
    "syntax-triple-terms-positive version",
)


def _is_syntax(case: Case) -> bool:
    return case.kind.startswith(_SYNTAX)


def _is_evaluation(case: Case) -> bool:
    return not _is_syntax(case)


@dataclass(frozen=True)
class Suite:
    """A named suite: its folders under `sparql/`, which of their tests it takes, and their number when it was written.

    `needs` names what a target must offer: protocol, query, update, store, description or service.
    """

    name: str
    title: str
    folders: tuple[str, ...]
    tests: int
    needs: str
    takes: Callable[[Case], bool] = _is_evaluation


SUITES = {
    suite.name: suite
    for suite in (
        Suite("protocol", "SPARQL 1.1 Protocol", ("sparql11/protocol",), 34, "protocol"),
        Suite("graph-store", "Graph Store Protocol", ("sparql11/graph-store-protocol",), 14, "store"),
        Suite("description", "Service Description", ("sparql11/service-description",), 3, "description"),
        Suite("service", "Federated Query", ("sparql11/service",), 7, "service"),
        Suite("query", "SPARQL 1.1 query evaluation", _QUERY, 225, "query"),
        Suite("results", "Result formats", _RESULTS, 10, "query"),
        Suite("update", "SPARQL 1.1 update evaluation", _UPDATE, 94, "update"),
        Suite("syntax", "SPARQL 1.1 syntax", _SYNTAX_11 + _QUERY + _UPDATE, 169, "query", _is_syntax),
        Suite("query-1.2", "SPARQL 1.2 evaluation", _TWELVE, 66, "query"),
        Suite("syntax-1.2", "SPARQL 1.2 syntax", _TWELVE, 203, "query", _is_syntax),
    )
}


def cases(suite: Suite, folder: Path) -> Iterator[Case]:
    """The tests of a suite; `folder` is the checkout of the official suites (it holds `sparql/`)."""
    for name in suite.folders:
        manifest = folder / "sparql" / name / "manifest.ttl"
        yield from filter(suite.takes, read(manifest, folder, suite.name))
    if suite.name == "graph-store":
        # Defined in the direct part, but missing from its mf:entries.
        yield from left_out(folder / "sparql" / suite.folders[0] / "manifest-direct.ttl", folder, suite.name)
