"""The pages of the vocabulary in the real release: what a term means, its uses and questions, as a picture too."""

import re
from collections.abc import Iterator

import httpx
import pytest

from communique.service.pages.graph import Graph
from communique.service.pages.ontology import BOX, around, drawn


@pytest.fixture(scope="module")
def site(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60, headers={"Accept": "text/html", "Accept-Language": "en"}) as client:
        yield client


def test_the_overview_has_every_class_and_property(site: httpx.Client) -> None:
    text = site.get("/ont").text
    terms = site.get("/ont", headers={"Accept": "application/n-triples"}).text
    ours = set(
        re.findall(
            r"^<https://w3id\.org/communique(/ont/\w+)> <[^>]+#type> <[^>]+owl#(?:Class|\w+tyProperty)>", terms, re.M
        )
    )
    for path in ours:
        assert f'href="{path}"' in text, path
    assert "<svg" in text


def test_a_class_has_meaning_uses_shape_questions_and_a_diagram(site: httpx.Client) -> None:
    text = site.get("/ont/Participation").text
    for part in (
        "When not to use it",
        "Uses in this release",
        "/dumps/shapes/events.ttl",
        "Questions that use it",
        "<svg",
    ):
        assert part in text, part
    assert 'href="/question/' in text
    assert 'href="/ont/participant"' in text


def test_a_class_means_the_same_in_spanish(site: httpx.Client) -> None:
    text = site.get("/ont/Party", headers={"Accept-Language": "es"}).text
    assert "Partido político, legal o no" in text and "A political party" not in text


def test_concepts_and_schemes(site: httpx.Client) -> None:
    assert 'href="/concept/role/hosted"' in site.get("/concept/role").text
    assert 'href="/concept/role"' in site.get("/concept/role/hosted").text


def test_diagrams_have_a_line_for_each_property() -> None:
    graph = Graph(b"", "https://w3id.org/communique/", {"x": "urn:x#"}, {})
    edges = [("urn:x#A", "urn:x#p", "urn:x#B"), ("urn:x#A", "urn:x#q", "urn:x#B"), ("urn:x#C", "urn:x#r", "urn:x#B")]
    together, named = drawn(edges, graph), drawn(edges, graph, named=True)
    assert together is not None and named is not None
    assert (len(together.lines), len(together.boxes)) == (3, 3)
    assert (len(named.lines), len(named.boxes)) == (3, 5)
    assert drawn([], graph) is None
    assert around(edges, "urn:x#C") == edges[2:]


def test_a_property_of_several_classes_has_one_box_within_the_diagram() -> None:
    graph = Graph(b"", "https://w3id.org/communique/", {"x": "urn:x#"}, {})
    made = drawn([(f"urn:x#{start}", "urn:x#p", "urn:x#Z") for start in "ABC"], graph, named=True)
    assert made is not None
    assert len(made.boxes) == 4
    assert all(box.y + BOX <= made.height for box in made.boxes)
    assert all(line.y2 <= made.height for line in made.lines)


def test_what_belongs_to_a_term_stands_under_words(site: httpx.Client) -> None:
    text = site.get("/ont/Party").text
    assert "Properties that lead, among others, to it" in text and "leads to of" not in text
    assert "Conceptos de la lista" in site.get("/concept/role", headers={"Accept-Language": "es"}).text
