"""Things: the thing, its data, its page; what is unknown, withdrawn or merged."""

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from communique.tests.service.small import BASE

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
FORMATS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}


def triples(content: bytes, form: RdfFormat) -> set[str]:
    return {str(quad.triple) for quad in parse(content, format=form)}


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        (BROWSER["Accept"], "/doc/party/xx-red"),
        ("*/*", "/data/party/xx-red.ttl"),
        ("application/ld+json", "/data/party/xx-red.jsonld"),
        ("text/turtle;q=0.1, application/rdf+xml", "/data/party/xx-red.rdf"),
    ],
)
def test_a_thing_leads_to_what_describes_it(web: httpx.Client, accept: str, location: str) -> None:
    answer = web.get("/id/party/xx-red", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"], answer.headers["vary"]) == (303, location, "Accept")
    assert web.get(location).status_code == 200


@pytest.mark.parametrize("ending", FORMATS)
def test_data_hold_the_thing_its_claims_and_their_places(web: httpx.Client, ending: str) -> None:
    media_type, form = FORMATS[ending]
    answer = web.get(f"/data/party/xx-red.{ending}", headers=BROWSER)
    assert answer.headers["content-type"].partition(";")[0] == media_type
    found = triples(answer.content, form)
    same = triples(
        web.get("/data/party/xx-red", headers={"Accept": "application/n-triples"}).content, RdfFormat.N_TRIPLES
    )
    assert found == same
    text = "\n".join(found)
    for part in (
        "Rote Partei",
        "participation/p1",
        "claim/c1",
        "passage/a1",
        "900, line 3",
        "position",
        "Meeting of 1999",
    ):
        assert part in text
    assert "xx-gone" not in text


def test_data_are_the_same_bytes_each_time(web: httpx.Client) -> None:
    assert len({web.get("/data/party/xx-red.ttl").content for _ in range(3)}) == 1


def test_turtle_has_the_prefixes_it_uses(web: httpx.Client) -> None:
    text = web.get("/data/party/xx-red.ttl").text
    assert f"@prefix party: <{BASE}id/party/>" in text
    assert "party:xx-red a cmq:Party" in text
    assert "@prefix owl:" not in text


def test_the_page_says_who_says_so_and_where(web: httpx.Client) -> None:
    answer = web.get("/doc/party/xx-red")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self';" in policy and "unsafe" not in policy and "http" not in policy
    text = answer.text
    assert "<h1>Red Party</h1>" in text
    assert "the &lt;Reds&gt;" in text  # nothing of the data is markup
    assert "900, line 3</a>" in text and "characters 10 to 20" in text
    assert "A made-up report" in text
    assert 'href="/doc/event/1999-meeting"' in text  # links stay on this server
    assert f'<link rel="canonical" href="{BASE}id/party/xx-red">' in text
    assert "<script>" not in text and "http-equiv" not in text


def test_situations_claims_and_passages_have_pages(web: httpx.Client) -> None:
    for path in ("participation/p1", "claim/c1", "passage/a1", "doc/900", "event/1999-meeting"):
        assert "the &lt;Reds&gt;" in web.get(f"/doc/{path}").text or path == "doc/900"
        assert web.get(f"/data/{path}.ttl").status_code == 200


@pytest.mark.parametrize("form", ["data", "doc"])
def test_what_was_merged_leads_on_and_what_was_withdrawn_is_gone(web: httpx.Client, form: str) -> None:
    ending = ".ttl" if form == "data" else ""
    merged = web.get(f"/{form}/party/xx-old{ending}")
    assert (merged.status_code, merged.headers["location"]) == (301, f"/{form}/party/xx-red{ending}")
    assert web.get(f"/{form}/party/xx-gone{ending}").status_code == 410


@pytest.mark.parametrize("form", ["data", "doc"])
def test_what_is_unknown_is_told_with_what_is_near(web: httpx.Client, form: str) -> None:
    answer = web.get(f"/{form}/party/xx-redd")
    assert answer.status_code == 404
    assert "xx-red" in answer.json()["hint"]
    assert "/doc/party/xx-red" in answer.json()["near"]
    answer = web.get(f"/{form}/partty/xx-red")
    assert answer.status_code == 404
    assert "Did you mean party?" in answer.json()["hint"]
    page = web.get(f"/{form}/party/xx-redd", headers=BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert '<a href="/doc/party/xx-red">xx-red</a>' in page.text


@pytest.mark.parametrize("key", ["x%3E%20%7B", "x%22", "%00", "x%0Ay", "a b", "x>", "%5C"])
def test_a_key_cannot_be_a_query(web: httpx.Client, key: str) -> None:
    for form in ("id", "data", "doc"):
        assert web.get(f"/{form}/party/{key}").status_code == 404


def test_lists_of_a_kind(web: httpx.Client) -> None:
    text = web.get("/doc/party").text
    assert "Red Party" in text and "Rote Partei" not in text
    assert web.get("/doc/nothing").status_code == 404


def test_not_acceptable(web: httpx.Client) -> None:
    for path in ("/id/party/xx-red", "/data/party/xx-red"):
        assert web.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_head_and_options(web: httpx.Client) -> None:
    answer = web.head("/data/party/xx-red.ttl")
    assert (answer.status_code, answer.content) == (200, b"")
    assert web.options("/data/party/xx-red.ttl").headers["allow"] == "GET, HEAD, OPTIONS"
    refused = web.post("/data/party/xx-red.ttl")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert refused.headers["content-type"] == "application/problem+json"
