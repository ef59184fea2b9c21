"""The federation tests of the official suite: each endpoint a server on loopback, the local engine pyoxigraph."""

from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, Store
from pyoxigraph import parse_query_results as parse_results

from communique.service.federation import Policy
from communique.tests.service.federation.endpoints import endpoint, federation, run
from communique.tests.service.federation.local import Bag, Engine, bag, bag_of
from communique.tests.shared import shared

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
TESTS = ("service1", "service2", "service3", "service4a", "service5", "service6", "service7")


class Case:
    """One test of the manifest: query, local data, data of endpoints by IRI, expected solutions."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.manifest = Store()
        self.manifest.load(
            path=folder / "manifest.ttl", format=RdfFormat.TURTLE, base_iri=(folder / "manifest.ttl").as_uri()
        )
        test = NamedNode(f"http://www.w3.org/2009/sparql/docs/tests/data-sparql11/service/manifest#{name}")
        (action,) = self.objects(test, f"{MF}action")
        (query,) = self.objects(action, f"{QT}query")
        (result,) = self.objects(test, f"{MF}result")
        self.query = self.path(query).read_text(encoding="utf-8")
        self.data = self.load(self.objects(action, f"{QT}data"))
        self.remotes: dict[str, Store] = {}
        for node in self.objects(action, f"{QT}serviceData"):
            (iri,) = self.objects(node, f"{QT}endpoint")
            self.remotes[str(iri)[1:-1]] = self.load(self.objects(node, f"{QT}data"))
        solutions = parse_results(path=self.path(result), format=QueryResultsFormat.XML)
        assert isinstance(solutions, QuerySolutions)
        self.expected: Bag = bag_of(solutions)

    def objects(self, subject: object, predicate: str) -> list[NamedNode | BlankNode | Literal]:
        return [quad.object for quad in self.manifest.quads_for_pattern(subject, NamedNode(predicate), None)]  # type: ignore[arg-type, misc]

    def path(self, iri: object) -> Path:
        return self.folder / str(iri)[1:-1].rsplit("/", 1)[1]

    def load(self, files: list[NamedNode | BlankNode | Literal]) -> Store:
        data = Store()
        for file in files:
            data.load(path=self.path(file), format=RdfFormat.TURTLE, base_iri=str(file)[1:-1])
        return data


def test_all_of_the_suite_is_run() -> None:
    text = (shared("suites/rdf-tests/sparql/sparql11/service") / "manifest.ttl").read_text(encoding="utf-8")
    named = text.split("mf:entries")[1].split(")")[0].split()
    assert tuple(name[1:] for name in named if name.startswith(":")) == TESTS


@pytest.mark.parametrize("name", TESTS)
def test_official(name: str) -> None:
    case = Case(shared("suites/rdf-tests/sparql/sparql11/service"), name)

    async def resolved() -> str:
        addresses: dict[str, str] = {}
        policy = Policy(allow=(), map=addresses, loopback=True)
        async with AsyncExitStack() as stack:
            for iri, data in case.remotes.items():
                theirs = await stack.enter_async_context(federation(policy))
                addresses[iri] = (await stack.enter_async_context(endpoint(data, theirs))).url
            ours = await stack.enter_async_context(federation(policy))
            return await ours.resolve(case.query, Engine(case.data))

    found = bag(case.data, run(resolved()))
    assert found == case.expected
    assert Counter(found).total() > 0
