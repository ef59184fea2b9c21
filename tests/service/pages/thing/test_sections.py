"""The query of a page, asked of a store that is filled here: each section finds and counts what its pattern says."""

import pyoxigraph as ox
import pytest

from communique.service.pages.thing import sections
from communique.service.pages.thing.kinds import KINDS

BASE = "https://w3id.org/communique/"
CMQ = f"{BASE}ont/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RED = f"{BASE}id/party/xx-red"
HOLDS, SIZE = ox.NamedNode(sections.HOLDS), ox.NamedNode(sections.SIZE)


def quad(subject: str, predicate: str, target: str) -> ox.Quad:
    return ox.Quad(
        ox.NamedNode(f"{BASE}id/{subject}"), ox.NamedNode(predicate), ox.NamedNode(target), ox.NamedNode(f"{BASE}g")
    )


def took_part(number: int, role: str) -> list[ox.Quad]:
    key = f"participation/{number}"
    return [quad(key, f"{CMQ}participant", RED), quad(key, f"{CMQ}role", f"{BASE}concept/role/{role}")]


def tied(number: int, predicate: str) -> list[ox.Quad]:
    key = f"statement/{number}"
    return [quad(key, f"{RDF}object", RED), quad(key, f"{RDF}predicate", predicate)]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """A party that was at 25 events, hosted one, kept away from 3, sent 2 messages, is mentioned 4 times and signed."""
    found = ox.Store()
    roles = [*["attended"] * 25, "hosted", "absent", "absent", "refused-to-sign"]
    ties = ["https://schema.org/sender"] * 2 + ["https://schema.org/mentions"] * 4 + [f"{CMQ}signedBy"]
    for number, role in enumerate(roles):
        found.extend(took_part(number, role))
    for number, predicate in enumerate(ties):
        found.extend(tied(number, predicate))
    return found


def answer(store: ox.Store, kind: str = "party", **numbers: int) -> ox.Store:
    """What the query of the page brings, to be looked into."""
    query = sections.query(BASE, RED, KINDS[kind].sections, numbers)
    graph = ox.Store()
    triples = store.query(query, use_default_graph_as_union=True)
    assert isinstance(triples, ox.QueryTriples)
    graph.extend(ox.Quad(each.subject, each.predicate, each.object) for each in triples)
    return graph


def sizes(graph: ox.Store) -> dict[str, int]:
    return {
        str(each.subject.value).removeprefix(sections.SECTION): int(each.object.value)  # type: ignore[union-attr]
        for each in graph.quads_for_pattern(None, SIZE, None)
    }


def held(graph: ox.Store, name: str) -> set[str]:
    section = ox.NamedNode(f"{sections.SECTION}{name}")
    return {str(each.object) for each in graph.quads_for_pattern(section, HOLDS, None)}


def test_sections_of_one_pattern_are_counted_each_for_itself(store: ox.Store) -> None:
    assert sizes(answer(store)) == {"came": 26, "stayed": 3, "sent": 2, "mentioned": 4, "mentions": 1}


def test_what_no_section_of_a_kind_asks_for_is_counted_nowhere(store: ox.Store) -> None:
    assert sizes(answer(store, "place")) == {"mentioned": 4, "mentions": 3}
    assert sizes(answer(store, "person"))["signed"] == 1


def test_a_long_section_comes_a_page_at_a_time(store: ox.Store) -> None:
    first, second, third = (held(answer(store, came=number), "came") for number in (1, 2, 3))
    assert (len(first), len(second), len(third)) == (20, 6, 0)
    assert not first & second
    assert len(held(answer(store, came=2), "stayed")) == 3


def test_nothing_is_counted_of_what_is_not_there() -> None:
    assert sizes(answer(ox.Store())) == {}
