"""The page of source documents: each once, with what it is called in the reader's language."""

import csv
import io
from collections.abc import Iterator

import httpx
import pytest


@pytest.fixture(scope="module")
def site(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60, headers={"Accept": "text/html"}) as client:
        yield client


def test_a_publisher_is_named_once(site: httpx.Client) -> None:
    text = site.get("/sources").text
    assert "Communist Party of Vietnam" in text and "Đảng Cộng sản" not in text


def test_each_document_has_its_hash_and_the_number_of_its_claims(site: httpx.Client) -> None:
    text = site.get("/sources").text
    assert "9519fcfe872959c4" in text and 'href="/doc/doc/000"' in text
    assert '<th scope="col" class="number">Claims</th>' in text
    assert "<td>English</td>" in text
    assert "<td>inglés</td>" in site.get("/sources", headers={"Accept-Language": "es"}).text


def test_the_same_as_a_table(site: httpx.Client) -> None:
    rows = list(csv.DictReader(io.StringIO(site.get("/sources.csv").text)))
    assert len(rows) == len({row["document"] for row in rows}) == 5
    assert len(site.get("/sources.json").json()["results"]["bindings"]) == 5
    assert site.get("/sources.xml").status_code == 404
