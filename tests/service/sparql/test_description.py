"""The service description, negotiated."""

from pathlib import Path

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from communique.service.engine import release as releases
from communique.service.engine.storage import InMemory, Storage, Writable
from communique.service.sparql.description import describe
from communique.tests.service import small

SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("*/*", RdfFormat.TURTLE),
    ],
)
def test_it_names_the_address_it_was_asked_at(web: httpx.Client, accept: str, form: RdfFormat) -> None:
    answer = web.get("/sparql/", headers={"Accept": accept})
    assert answer.status_code == 200
    found = {(quad.predicate.value, getattr(quad.object, "value", "")) for quad in parse(answer.content, format=form)}
    assert (f"{SD}endpoint", f"{str(web.base_url).rstrip('/')}/sparql/") in found
    assert (f"{SD}supportedLanguage", f"{SD}SPARQL11Query") in found


def test_a_browser_is_led_to_the_page(web: httpx.Client) -> None:
    answer = web.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/query")


def test_a_host_that_is_none(web: httpx.Client) -> None:
    assert web.get("/sparql", headers={"Host": "a b<>"}).status_code == 400


@pytest.mark.parametrize(
    ("storage", "update", "union", "counts"),
    [
        (InMemory(), False, True, True),
        (Writable(Path("store"), "token"), True, True, False),
        (Writable(Path("store"), "token", union=False), True, False, False),
    ],
)
def test_it_says_what_can_be_done_here(
    tmp_path: Path, storage: Storage, update: bool, union: bool, counts: bool
) -> None:
    release = releases.read(small.write(tmp_path))
    text = describe(release, storage, "http://127.0.0.1/sparql", "nt").decode()
    assert f"{SD}SPARQL11Query>" in text
    assert (f"{SD}SPARQL11Update>" in text) is update
    assert (f"{SD}UnionDefaultGraph>" in text) is union
    assert ("void#triples>" in text) is counts
