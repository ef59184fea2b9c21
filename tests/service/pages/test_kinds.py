"""A page for each kind of thing in the real release: what a reader looks for is on it, with who says so."""

import csv
import io
import json
import re
from collections.abc import Iterator

import html5lib
import httpx
import pytest

PAGES = {
    "party/gr-kke": ("Names in use", "Meetings and other events", "Κομμουνιστικό Κόμμα", "Q192406", "not the same"),
    "body/ru-cprf-cc-presidium": ("Messages and documents issued",),
    "forum/imcwp": ("Series", "Changes"),
    "series/imcwp": ("Editions", "Participants"),
    "event/1957-moscow-meeting": ("Participants", "Counted by us", "refused to sign", "Figures", "sources disagree"),
    "message/2018-cprf-py-pcp": ("sources disagree", "Presidium of the CPRF CC"),
    "message/2016-wwp-okp": ("addressee", "occasion", "signed by"),
    "person/josip-broz-tito": ("Posts held", "Stayed away, or would not sign", "The sides, side by side"),
    "organization/icp": ("Who says so, and where",),
    "place/moscow": ("Events held here", "Names in use"),
    "document/1957-rodong-sinmun-editorial": ("Positions taken",),
    "doc/000": ("What it says", "SHA-256 of the file", "9519fcfe872959c4"),
}  # fmt: skip
AROUND = ("/", "/about", "/sources", "/status", "/releases", "/doc/party", "/doc/claim", "/dumps/", "/query", "/ont")
SITUATIONS = ("claim", "passage", "participation", "naming", "observation", "position", "posting", "relation", "change")
CAP = 12
"""Pages of one sort that the crawl opens: every sort is crawled, not every page of it."""


@pytest.fixture(scope="module")
def site(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60, headers={"Accept": "text/html", "Accept-Language": "en"}) as client:
        yield client


def some(site: httpx.Client, kind: str) -> str:
    """The address of the first thing of a kind."""
    return re.findall(rf'href="(/doc/{kind}/[^"]+)"', site.get(f"/doc/{kind}").text)[0]


@pytest.mark.parametrize("thing", PAGES)
def test_each_kind_has_what_is_looked_for(site: httpx.Client, thing: str) -> None:
    text = site.get(f"/doc/{thing}").text
    for part in PAGES[thing]:
        assert part in text, part
    kind, _, key = thing.partition("/")
    for ending in ("ttl", "jsonld", "json", "csv"):
        assert f'href="/data/{kind}/{key}.{ending}"' in text
    schema = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)[0])
    assert schema["@id"].endswith(f"/id/{thing}")


@pytest.mark.parametrize("kind", SITUATIONS)
def test_situations_claims_and_passages_say_who_says_so(site: httpx.Client, kind: str) -> None:
    text = site.get(some(site, kind)).text
    assert 'id="note-1"' in text
    assert "/doc/passage/" in text
    assert "characters" in text


@pytest.mark.parametrize(
    ("kind", "schema", "field"), [("claim", "Claim", "appearance"), ("observation", "Observation", "observationAbout")]
)
def test_claims_and_figures_have_terms_of_schema_org(site: httpx.Client, kind: str, schema: str, field: str) -> None:
    text = site.get(some(site, kind)).text
    told = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)[0])
    assert told["@type"] == schema and told["name"]
    assert all(each["@id"].startswith("https://w3id.org/communique/id/") and each["name"] for each in told[field])


def test_the_data_of_a_document_have_all_that_it_says(site: httpx.Client) -> None:
    page = site.get("/doc/doc/000").text
    total = int(re.findall(r'<h2 id="said">What it says <small>(\d+)</small>', page)[0])
    rows = list(csv.DictReader(io.StringIO(site.get("/data/doc/000.csv").text)))
    of_document = {row["situation"] for row in rows if row["document"].endswith("/id/doc/000")}
    assert len(of_document) >= total > 100
    assert rows[0]["situation"].rpartition("/id/")[2] in site.get("/data/doc/000.nt").text


def test_a_note_leads_to_the_passage_and_its_claim(site: httpx.Client) -> None:
    text = site.get("/doc/party/gr-kke").text
    for number in re.findall(r'href="#note-(\d+)"', text):
        assert f'id="note-{number}"' in text
    note = text.partition('id="note-1"')[2].partition("</li>")[0]
    passage, claim = re.findall(r'href="(/doc/(?:passage|claim)/[^"]+)"', note)
    assert site.get(claim).status_code == 200
    assert "The words of this passage are not republished here" in site.get(passage).text


@pytest.mark.parametrize("path", [*AROUND, *(f"/doc/{thing}" for thing in PAGES)])
def test_pages_are_html_and_made_of_at_most_one_query(site: httpx.Client, path: str) -> None:
    text = site.get(path).text  # names and documents are read once a release
    html5lib.HTMLParser(strict=True).parse(text)
    before = asked(site)
    site.get(path, headers={"Accept-Language": "es"})
    assert asked(site) - before <= 1


def asked(site: httpx.Client) -> int:
    """How many queries the engine was asked since it began."""
    number: int = site.get("/status", headers={"Accept": "application/json"}).json()["queries"]["asked"]
    return number


def test_no_link_is_dead(site: httpx.Client) -> None:
    opened: dict[str, int] = {}
    ahead = {"/": ""}  # address, and where it was found
    dead = []
    while ahead:
        path, found_on = ahead.popitem()
        sort = re.sub(r"[^/]+$", "", path.partition("?")[0])
        opened[path] = 1
        opened[sort] = opened.get(sort, 0) + 1
        if opened[sort] > CAP:
            continue
        answer = site.get(path, follow_redirects=True)
        if answer.status_code != 200:
            dead.append(f"{answer.status_code} {path} on {found_on}")
        if answer.headers.get("content-type", "").startswith("text/html"):
            ahead |= {link: path for link in links(answer.text) if link not in opened and link not in ahead}
    assert not dead, "\n".join(dead)


def links(text: str) -> set[str]:
    """Links to this server, but for the queries behind pages and for preferences."""
    found = re.findall(r'(?:href|src)="(/(?!preferences|query\?)[^"#]*)', text)
    return {link.replace("&amp;", "&") for link in found if "lang=" not in link}


def test_long_sections_come_in_pages(site: httpx.Client) -> None:
    first = site.get("/doc/doc/002").text
    address = re.findall(r'href="([^"]+)" rel="next"', first)[0].replace("&amp;", "&")
    second = site.get(address).text
    assert "said=2" in address
    assert 'rel="prev"' in second
    statement = re.compile(r'<a class="quiet" href="(/doc/[a-z]+/[0-9a-f]{16})"')
    assert set(statement.findall(first)).isdisjoint(statement.findall(second))
    assert site.get("/doc/doc/002?said=nonsense").status_code == 200


def test_names_in_the_language_of_the_reader(site: httpx.Client) -> None:
    text = site.get("/doc/party/gr-kke", headers={"Accept-Language": "es"}).text
    assert "Quién lo dice, y dónde" in text
    assert '<html lang="es"' in text
    assert 'lang="en"' in text  # what has no Spanish name says so


def test_the_table_of_a_thing_ties_every_row_to_a_passage(site: httpx.Client) -> None:
    lines = site.get("/data/party/gr-kke.csv").text.splitlines()
    assert lines[0].startswith(
        "situation,kind,property,value,contested,claim,document,modality,passage,start,end,sha256"
    )
    assert len(lines) > 10
    rows = site.get("/data/party/gr-kke.json").json()["results"]["bindings"]
    assert len(rows) == len(lines) - 1
    assert site.get("/data/party/no-such.csv").status_code == 404
