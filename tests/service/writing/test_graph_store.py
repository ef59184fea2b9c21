"""Graph Store Protocol, writing: each method and status, direct and indirect addresses, several formats."""

from collections.abc import Iterator

import httpx
import pytest

from communique.iris import BASE
from communique.tests.service.writing.serving import Writable, writable

TURTLE = {"Content-Type": "text/turtle; charset=utf-8"}
JSON_LD = {"Content-Type": "application/ld+json"}
NT = {"Accept": "application/n-triples"}
ONE = "<urn:s> <urn:p> <urn:one> .\n"
TWO = "<urn:s> <urn:p> <urn:two> .\n"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writable]:
    folder = tmp_path_factory.mktemp("graphs")
    with writable(folder, "--default-graph", "own", limits={"update_bytes": 4000}) as service:
        yield service


def get(service: Writable, address: str, **parameters: str) -> str:
    return service.client.get(address, params=parameters, headers=NT).raise_for_status().text


def test_put_makes_and_replaces(service: Writable) -> None:
    graph = {"graph": "http://example.org/put"}
    assert service.client.put(service.graphs, params=graph, content=ONE, headers=TURTLE).status_code == 201
    assert service.client.put(service.graphs, params=graph, content=TWO, headers=TURTLE).status_code == 204
    assert get(service, service.graphs, **graph) == TWO


def test_post_adds(service: Writable) -> None:
    graph = {"graph": "http://example.org/post"}
    assert service.client.post(service.graphs, params=graph, content=ONE, headers=TURTLE).status_code == 201
    assert service.client.post(service.graphs, params=graph, content=TWO, headers=TURTLE).status_code == 204
    assert sorted(get(service, service.graphs, **graph).splitlines(True)) == [ONE, TWO]


def test_blank_nodes_of_two_requests_are_two(service: Writable) -> None:
    graph = {"graph": "http://example.org/blank"}
    for _ in range(2):
        service.client.post(service.graphs, params=graph, content="_:x <urn:p> 1 .", headers=TURTLE).raise_for_status()
    assert len(get(service, service.graphs, **graph).splitlines()) == 2


def test_post_without_a_graph_makes_one_and_says_which(service: Writable) -> None:
    reply = service.client.post(service.graphs, content="<> <urn:p> <urn:one> .", headers=TURTLE)
    assert reply.status_code == 201
    made = reply.headers["location"]
    assert get(service, service.graphs, graph=made) == f"<{made}> <urn:p> <urn:one> .\n"
    assert get(service, f"{service.graphs}/{made.removeprefix(f'{BASE}graph/')}").startswith(f"<{made}>")


def test_delete_removes_once(service: Writable) -> None:
    address = f"{service.graphs}/person/1.ttl"
    assert service.client.put(address, content=ONE, headers=TURTLE).status_code == 201
    assert get(service, service.graphs, graph=f"{BASE}graph/person/1.ttl") == ONE
    assert service.client.delete(address).status_code == 204
    assert service.client.get(address).status_code == 404
    assert service.client.delete(address).status_code == 404


def test_an_empty_graph_is_there(service: Writable) -> None:
    address = f"{service.graphs}/empty"
    assert service.client.head(address).status_code == 404
    assert service.client.put(address, content="", headers=TURTLE).status_code == 201
    reply = service.client.head(address, headers={"Accept": "text/turtle"})
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/turtle; charset=utf-8")


def test_the_default_graph_is_one_of_its_own(service: Writable) -> None:
    default = f"{service.graphs}?default"
    assert service.client.put(default, content=ONE, headers=TURTLE).status_code == 204
    assert service.client.get(default, headers=NT).text == ONE
    assert service.ask("SELECT ?o { <urn:s> ?p ?o }") == ["urn:one"]
    assert service.client.delete(default).status_code == 204
    assert service.client.get(default, headers=NT).text == ""


def test_a_form_with_several_documents_is_one_change(service: Writable) -> None:
    address = f"{service.graphs}/form"
    files = [
        ("a", ("a.ttl", "@prefix u: <urn:> . u:s u:p u:one .", "text/turtle; charset=utf-8")),
        ("b", ("b.nt", TWO, "application/n-triples")),
    ]
    assert service.client.post(address, files=files).status_code == 201
    assert sorted(get(service, address).splitlines(True)) == [ONE, TWO]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/n-triples", ONE),
        ("application/ld+json", '{"@id": "urn:s", "urn:p": {"@id": "urn:one"}}'),
        (
            "application/rdf+xml",
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
            '<r:Description r:about="urn:s"><u:p r:resource="urn:one"/></r:Description></r:RDF>',
        ),
    ],
)
def test_formats_of_a_graph_are_read(service: Writable, kind: str, content: str) -> None:
    address = f"{service.graphs}/formats"
    service.client.put(address, content=content, headers={"Content-Type": kind}).raise_for_status()
    assert get(service, address) == ONE


@pytest.mark.parametrize(
    ("content", "headers", "status", "kind"),
    [
        ("<urn:s> <urn:p>\n oops .", TURTLE, 400, "content"),
        ('{"@id": "urn:g", "@graph": [{"@id": "urn:s", "urn:p": 1}]}', JSON_LD, 400, "content"),
        ('{"@context": "http://127.0.0.1:9/"}', JSON_LD, 400, "content"),
        (ONE, {"Content-Type": "application/pdf"}, 415, "media-type"),
        (ONE, {"Content-Type": "application/n-quads"}, 415, "media-type"),
        (ONE, {}, 415, "media-type"),
        (ONE, {"Content-Type": "text/turtle", "Content-Encoding": "gzip"}, 415, "media-type"),
        (ONE, {"Content-Type": "text/turtle; charset=latin-1"}, 415, "media-type"),
        (ONE * 200, TURTLE, 413, "update-bytes"),
        ("no parts", {"Content-Type": "multipart/form-data; boundary=x"}, 400, "bad-request"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_what_is_refused_leaves_the_graph_as_it_was(
    service: Writable, content: str, headers: dict[str, str], status: int, kind: str
) -> None:
    address = f"{service.graphs}/kept"
    service.client.put(address, content=TWO, headers=TURTLE).raise_for_status()
    reply = service.client.put(address, content=content, headers=headers)
    assert (reply.status_code, reply.json()["type"]) == (status, f"/problems#{kind}")
    assert get(service, address) == TWO


def test_the_place_of_a_mistake_is_told(service: Writable) -> None:
    reply = service.client.put(f"{service.graphs}/x", content="<urn:s> <urn:p>\n  oops .", headers=TURTLE)
    assert reply.json()["line"] == 2


def test_writing_takes_the_token_and_a_name(service: Writable) -> None:
    for call in (httpx.put, httpx.post):
        assert call(f"{service.graphs}/x", content=ONE, headers=TURTLE).status_code == 401
    assert httpx.delete(f"{service.graphs}/x").status_code == 401
    assert service.client.put(service.graphs, content=ONE, headers=TURTLE).status_code == 400
    assert service.client.patch(f"{service.graphs}/x", content=ONE, headers=TURTLE).status_code == 405
    assert "PUT" in service.client.options(service.graphs).headers["allow"]
