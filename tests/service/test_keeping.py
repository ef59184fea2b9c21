"""Pages are kept by release, language and coding, tagged and packed; what is live or told by a cookie stays apart."""

import gzip
from pathlib import Path

import brotli
import httpx
import pytest

from communique.service.pages.words import LANGUAGES
from communique.tests.service import small
from communique.tests.service.running import serving, until

PAGE = "/doc/party/xx-red"
HTML = {"Accept": "text/html", "Accept-Encoding": "identity"}


def test_a_page_is_kept_and_told_to_be_unchanged(web: httpx.Client) -> None:
    first, second = web.get(PAGE, headers=HTML), web.get(PAGE, headers=HTML)
    assert second.content == first.content
    assert second.headers["etag"] == first.headers["etag"]
    assert first.headers["cache-control"] == "public, max-age=60"
    for path in (PAGE, "/"):
        tag = web.get(path, headers=HTML).headers["etag"]
        unchanged = web.get(path, headers=HTML | {"If-None-Match": tag})
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert unchanged.headers["etag"] == tag
        assert unchanged.headers["vary"].startswith("Accept")
    head = web.head(PAGE, headers=HTML)
    assert head.headers["content-length"] == str(len(first.content))
    assert head.content == b""


@pytest.mark.parametrize(("coding", "unpack"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_a_page_is_packed(web: httpx.Client, coding: str, unpack: object) -> None:
    plain = web.get(PAGE, headers=HTML)
    for _ in range(2):
        with web.stream("GET", PAGE, headers=HTML | {"Accept-Encoding": coding}) as packed:
            assert packed.headers["content-encoding"] == coding
            assert packed.headers["etag"] != plain.headers["etag"]
            assert "Accept-Encoding" in packed.headers["vary"]
            assert unpack(b"".join(packed.iter_raw())) == plain.content  # type: ignore[operator]


def test_what_pages_depend_on_keeps_them_apart(web: httpx.Client) -> None:
    other = next(name for name in LANGUAGES if name != "en")
    english, foreign = (web.get("/", headers=HTML | {"Accept-Language": name}) for name in ("en", other))
    assert english.headers["content-language"] == "en"
    assert foreign.headers["content-language"] == other
    assert web.get("/", headers=HTML | {"Accept-Language": "en"}).content == english.content
    data = web.get("/prefixes", headers={"Accept": "application/json"})
    assert data.headers["content-type"] == "application/json"
    assert web.get("/prefixes", headers=HTML).headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/query?query=SELECT+(RAND()+AS+?x)+{}", "/health", "/metrics", "/nothing-here"])
def test_what_is_live_or_a_failure_is_not_kept(web: httpx.Client, path: str) -> None:
    answers = [web.get(path, headers=HTML | {"If-None-Match": "*"}) for _ in range(2)]
    assert all(answer.status_code in (200, 404) for answer in answers)
    if "RAND" in path:
        assert answers[0].text != answers[1].text


def test_data_of_a_thing_are_tagged_and_packed(web: httpx.Client) -> None:
    path = "/data/doc/900.ttl"
    first, second = (web.get(path, headers={"Accept-Encoding": "identity"}) for _ in range(2))
    assert first.content == second.content
    known = {"Accept-Encoding": "identity", "If-None-Match": first.headers["etag"]}
    assert web.get(path, headers=known).status_code == 304
    assert web.get(path, headers={"Accept-Encoding": "gzip"}).text == first.text


def test_another_release_has_other_pages(tmp_path: Path) -> None:
    small.write(tmp_path, "1.0.0-aaaaaaaaaaaa")
    with serving(tmp_path) as server, server.client(headers=HTML) as client:
        before = client.get(PAGE)
        changed = [line.replace('"Red Party"', '"Redder Party"') for line in small.quads()]
        small.write(tmp_path, "1.0.1-bbbbbbbbbbbb", changed)
        until(lambda: client.get("/ready").json()["release"] == "1.0.1-bbbbbbbbbbbb")
        after = client.get(PAGE, headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert "Redder Party" in after.text
