"""What crawlers are told."""

import re

import httpx

from communique.service.pages.crawlers import COSTLY


def test_crawlers_are_kept_off_what_costs(web: httpx.Client) -> None:
    text = web.get("/robots.txt").text
    assert all(f"Disallow: {path}\n" in text for path in COSTLY)
    for path in ("/sparql", "/query", "/search", "/graph-store", "/reconcile"):
        assert path in COSTLY


def test_the_site_map_leads_to_every_thing(web: httpx.Client) -> None:
    index = web.get("/sitemap.xml").text
    maps = [re.sub(r"^https?://[^/]+", "", address) for address in re.findall("<loc>([^<]+)</loc>", index)]
    assert maps[0] == "/sitemap/pages.xml"
    pages = [
        re.sub(r"^https?://[^/]+", "", address)
        for each in maps
        for address in re.findall("<loc>([^<]+)</loc>", web.get(each).text)
    ]
    assert "/doc/party/xx-red" in pages
    assert not any("xx-gone" in page or "xx-old" in page for page in pages)
    for page in pages:
        assert web.get(page).status_code == 200, page
    assert web.get("/sitemap/nothing-1.xml").status_code == 404
    assert web.get("/sitemap/party-x.xml").status_code == 404
