"""The pages of Explore over the release of the seeds."""

import csv
import html
import io
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

VIEWS = ("timeline", "map", "network", "matrix")


@pytest.fixture(scope="module")
def site(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as client:
        yield client


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_view_is_a_table_with_its_data_and_its_query(site: httpx.Client, view: str, language: str) -> None:
    page = site.get(f"/explore/{view}", params={"lang": language}).text
    rows = site.get(f"/explore/{view}.json").json()["rows"]
    assert page.count("<tr>") == len(rows) + 1
    assert f'data-view="{view}"' in page
    assert f'href="/explore/{view}.csv"' in page
    behind = re.search(r'href="(/query\?[^"]+)" rel="nofollow"', page)
    assert behind
    query = parse_qs(urlsplit(html.unescape(behind[1])).query)["query"][0]
    asked = site.post(
        "/sparql", content=query, headers={"content-type": "application/sparql-query", "accept": "text/csv"}
    )
    assert asked.status_code == 200 and len(asked.text.splitlines()) > 100


def test_the_table_as_csv_names_things_and_gives_their_iris(site: httpx.Client) -> None:
    answer = site.get("/explore/network.csv", params={"role": "correspondence"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {"who", "who_iri", "tie", "whom", "whom_iri", "times"} == set(rows[0])
    ends = {(row["who_iri"].rpartition("/")[2], row["whom_iri"].rpartition("/")[2]) for row in rows}
    assert ("us-wwp", "ru-okp") in ends and ("ru-cprf", "de-dkp") in ends  # one was addressed through its body
    assert all(row["tie"] == "wrote" for row in rows)


def test_facets_narrow_all_views_alike_and_stay_in_the_address(site: httpx.Client) -> None:
    chosen = {"decade": "1950", "document": "004"}
    dates = [row["from"] for row in site.get("/explore/timeline.json", params=chosen).json()["rows"]]
    assert dates and all(date.startswith("195") for date in dates)
    page = site.get("/explore/network", params=chosen).text
    assert 'href="/explore/matrix?decade=1950&amp;document=004"' in page
    parties = {row["who"]["iri"] for row in site.get("/explore/matrix.json", params=chosen).json()["rows"]}
    assert parties and not any("ru-rkrp" in party for party in parties)


def test_kinds_countries_and_roles(site: httpx.Client) -> None:
    kinds = site.get("/explore/timeline.json", params={"kind": "congress"}).json()["rows"]
    assert kinds and all(any(kind["iri"].endswith("/congress") for kind in row["kind"]) for row in kinds)
    places = site.get("/explore/map.json", params={"country": "gr"}).json()["rows"]
    assert any(row["country"]["iri"].endswith("/gr") for row in places)
    roles = site.get("/explore/matrix.json", params={"role": "absent"}).json()["rows"]
    assert len(roles) > 1 and all(row["role"]["name"] == "absent" for row in roles)


def test_all_events_and_messages_of_the_knowledge_base_are_on_the_timeline(site: httpx.Client, endpoint: str) -> None:
    query = """SELECT DISTINCT ?what { VALUES ?class { cmq:Event cmq:Message } ?what a ?class }"""
    text = f"PREFIX cmq: <https://w3id.org/communique/ont/> {query}"
    asked = httpx.get(endpoint, params={"query": text}, headers={"accept": "text/csv"}).text.split()[1:]
    shown = {row["what"]["iri"] for row in site.get("/explore/timeline.json").json()["rows"]}
    assert set(asked) <= shown


@pytest.mark.parametrize("address", ["/explore/globe", "/explore/map.xml", "/explore/map.csv.csv"])
def test_there_are_no_other_views(site: httpx.Client, address: str) -> None:
    assert site.get(address).status_code == 404


@pytest.mark.parametrize("choice", ["decade=1955", "country=g%3E", "kind=a%20b", "role=%3Curn:x%3E", "document=../x"])
def test_what_no_facet_can_have_is_refused(site: httpx.Client, choice: str) -> None:
    assert site.get(f"/explore/map?{choice}").status_code == 400


def test_the_way_in(site: httpx.Client) -> None:
    page = site.get("/explore").text
    assert all(f'href="/explore/{view}"' in page for view in VIEWS)
