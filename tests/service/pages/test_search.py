"""The page of search over HTTP: without scripts, in two languages, narrowed, paged, as JSON and CSV."""

import csv
import io
import json
import re
from collections.abc import Iterator

import httpx
import pytest

from communique.tests.conftest import PATIENCE


@pytest.fixture
def pages(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=PATIENCE) as client:
        yield client


def main(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer.text[:500]
    return re.search(r"<main.*</main>", answer.text, re.S)[0]  # type: ignore[index]


def test_a_name_leads_to_its_thing_and_says_where_it_is_printed(pages: httpx.Client) -> None:
    shown = main(pages.get("/search", params={"q": "Communist Party of the Russia Federation"}))
    assert 'href="/doc/party/ru-cprf"' in shown
    assert '<q lang="en">Communist Party of the Russia Federation</q>' in shown
    assert "misprint" in shown
    assert re.search(r'href="/doc/passage/[0-9a-f]{16}">003, line \d+<', shown)


def test_a_misspelled_name_is_found_and_the_right_one_proposed(pages: httpx.Client) -> None:
    shown = main(pages.get("/search", params={"q": "comunist party of grece"}))
    assert "Did you mean" in shown
    assert 'href="/search?q=Communist+Party+of+Greece"' in shown
    assert "Nothing is called" in main(pages.get("/search", params={"q": "qqqqqqqqqqqq"}))


def test_facets_narrow_and_can_be_taken_back(pages: httpx.Client) -> None:
    wide = pages.get("/search.json", params={"q": "communist"}).json()
    kinds = {value["value"]: value["count"] for value in wide["facets"]["kind"]}
    narrow = pages.get("/search.json", params={"q": "communist", "kind": "party", "country": "gr"}).json()
    assert narrow["total"] < kinds["party"] < wide["total"] == sum(kinds.values())
    assert {item["country"] for item in narrow["items"]} == {"gr"}
    shown = main(pages.get("/search", params={"q": "communist", "kind": "party", "country": "gr"}))
    assert 'aria-label="Remove Greece"' in shown
    for address in re.findall(r'href="(/search\?[^"]+)"', shown):
        assert pages.get(address.replace("&amp;", "&")).status_code == 200


def test_pages_lead_through_all_hits(pages: httpx.Client) -> None:
    seen: list[str] = []
    address = "/search?size=50"
    while address:
        shown = main(pages.get(address))
        seen += re.findall(r'<li>\n<a href="(/doc/[^"]+)"', shown)
        following = re.search(r'<a href="([^"]+)" rel="next"', shown)
        address = following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == len(set(seen)) == pages.get("/search.json").json()["total"]


def test_the_query_behind_finds_the_same_things(pages: httpx.Client) -> None:
    found = pages.get("/search.json", params={"q": "party of labour"}).json()
    rows = pages.get("/sparql", params={"query": found["sparql"]}, headers={"Accept": "application/json"}).json()
    things = {row["thing"]["value"] for row in rows["results"]["bindings"]}
    assert things == {item["id"] for item in found["items"]} != set()
    assert {row["thing"]["value"]: int(row["claims"]["value"]) for row in rows["results"]["bindings"]} == {
        item["id"]: item["claims"] for item in found["items"]
    }


def test_csv_has_a_line_for_each_hit(pages: httpx.Client) -> None:
    answer = pages.get("/search.csv", params={"q": "kke"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    (line,) = csv.DictReader(io.StringIO(answer.text))
    assert (line["key"], line["country"], line["wikidata"]) == ("gr-kke", "gr", "Q192406")


def test_labels_are_in_the_language_of_the_reader(pages: httpx.Client) -> None:
    shown = main(pages.get("/search", params={"q": "kke", "lang": "es"}))
    assert "resultado para" in shown
    assert "partido" in shown


def test_what_is_typed_is_shown_as_text(pages: httpx.Client) -> None:
    shown = main(pages.get("/search", params={"q": "<script>alert(1)</script>\"'"}))
    assert "<script>alert" not in shown


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "size=101", "size=0", "page=999999", "q=" + "a" * 201, "&".join(["kind=a"] * 60)]
)
def test_what_is_out_of_bounds_is_refused(pages: httpx.Client, query: str) -> None:
    answer = pages.get(f"/search.json?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.text)["detail"]


def test_every_name_of_every_thing_finds_it(pages: httpx.Client) -> None:
    """In all scripts of the data: each name, as it is printed, has its thing among the first hundred hits."""
    query = """
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?thing ?name { ?thing skos:prefLabel|skos:altLabel|skos:hiddenLabel ?name
          FILTER(STRSTARTS(STR(?thing), "https://w3id.org/communique/id/")) }
    """
    rows = pages.get("/sparql", params={"query": query}, headers={"Accept": "application/json"}).json()
    names = {(row["thing"]["value"], row["name"]["value"]) for row in rows["results"]["bindings"]}
    assert len(names) > 400
    lost = [
        (thing, name)
        for thing, name in sorted(names)
        if thing
        not in {item["id"] for item in pages.get("/search.json", params={"q": name[:200], "size": 100}).json()["items"]}
    ]
    assert not lost
