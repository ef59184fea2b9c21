"""The vocabulary and the graphs at their addresses."""

import httpx
import pytest

HTML = {"Accept": "text/html"}
NT = {"Accept": "application/n-triples"}


@pytest.mark.parametrize("path", ["/ont/Party", "/concept/role/hosted", "/ont/Party/"])
def test_a_term_is_a_page_and_data(web: httpx.Client, path: str) -> None:
    page, data = web.get(path, headers=HTML), web.get(path, headers=NT)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert f"https://w3id.org/communique{path.rstrip('/')}" in page.text
    assert data.headers["content-type"] == "application/n-triples"
    assert data.text
    assert data.headers["vary"] == "Accept, Accept-Encoding"
    assert page.headers["vary"] == "Accept, Accept-Language, Cookie, Accept-Encoding"


def test_the_vocabulary_as_a_whole(web: httpx.Client) -> None:
    assert len(web.get("/ont", headers=NT).text.splitlines()) == 5
    assert web.get("/ont", headers={"Accept": "text/turtle"}).text.startswith("@prefix")


@pytest.mark.parametrize("path", ["/ont/Partty", "/concept/role/none", "/concept/none", "/ont/x%3E", "/graph/none"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_unknown_terms(web: httpx.Client, path: str, accept: str) -> None:
    assert web.get(path, headers={"Accept": accept}).status_code == 404


def test_graphs(web: httpx.Client) -> None:
    page = web.get("/graph/doc/900", headers=HTML)
    assert "15 triples" in page.text
    assert len(web.get("/graph/doc/900", headers=NT).text.splitlines()) == 15
    assert web.get("/graph/doc/900", headers={"Accept": "image/png"}).status_code == 406
