"""Graph Store Protocol, reading."""

import httpx
import pytest

BASE = "https://w3id.org/communique/"
NT = {"Accept": "application/n-triples"}


@pytest.mark.parametrize(
    "address", [f"/graph-store?graph={BASE}graph/vocabulary", "/graph-store/vocabulary", "/graph/vocabulary"]
)
def test_a_graph(web: httpx.Client, address: str) -> None:
    answer = web.get(address, headers=NT)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/n-triples"
    assert len(answer.text.splitlines()) == 5


def test_the_default_graph_is_the_union(web: httpx.Client) -> None:
    answer = web.get("/graph-store?default", headers=NT)
    assert len(answer.text.splitlines()) > 3000
    assert f"<{BASE}ont/Party>" in answer.text


def test_head(web: httpx.Client) -> None:
    assert web.head("/graph-store?default").status_code == 200
    assert web.head(f"/graph-store?graph={BASE}graph/nothing").status_code == 404


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/graph-store", 400),
        ("GET", "/graph-store?default&graph=urn:x", 400),
        ("GET", "/graph-store?graph=not%20an%20iri", 400),
        ("GET", "/graph-store?graph=urn:x%3E%20%7D", 400),
        ("GET", "/graph-store?graph=urn:none", 404),
        ("GET", "/graph-store/none", 404),
        ("PUT", "/graph-store?default", 403),
        ("DELETE", "/graph-store?default", 403),
        ("POST", "/graph-store", 403),
        ("PATCH", "/graph-store?default", 403),
        ("TRACE", "/graph-store?default", 405),
        ("OPTIONS", "/graph-store?default", 204),
    ],
)
def test_statuses(web: httpx.Client, method: str, address: str, status: int) -> None:
    assert web.request(method, address).status_code == status


def test_not_acceptable(web: httpx.Client) -> None:
    assert web.get("/graph-store?default", headers={"Accept": "text/csv"}).status_code == 406
