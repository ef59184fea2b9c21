"""Language and theme: by address, cookie and header, and back to where the reader was."""

import httpx
import pytest

from communique.service.pages.preferences import accepted


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("es", "es"),
        ("es-MX,en;q=0.9", "es"),
        ("de, es;q=0.5, en;q=0.4", "es"),
        ("de", "en"),
        ("es;q=0, en;q=0.1", "en"),
        ("*;;;,es;q=nonsense", "en"),
        ("es" * 9000, "en"),
    ],
)
def test_the_header_of_the_browser(header: str, language: str) -> None:
    assert accepted(header) == language


def test_address_before_cookie_before_header(web: httpx.Client) -> None:
    spanish = {"Accept": "text/html", "Accept-Language": "es"}
    assert '<html lang="es"' in web.get("/", headers=spanish).text
    assert '<html lang="en"' in web.get("/", headers=spanish | {"Cookie": "lang=en"}).text
    answer = web.get("/?lang=es", headers={"Accept": "text/html", "Cookie": "lang=en"})
    assert '<html lang="es"' in answer.text
    assert answer.headers["content-language"] == "es"
    assert "Accept-Language" in answer.headers["vary"] and "Cookie" in answer.headers["vary"]
    assert '<html lang="en"' in web.get("/?lang=xx").text


def test_a_choice_is_kept_without_scripts(web: httpx.Client) -> None:
    answer = web.get("/preferences", params={"theme": "dark", "lang": "es", "back": "/doc/party?page=2"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/doc/party?page=2")
    page = web.get("/").text
    assert '<html lang="es" data-theme="dark">' in page
    web.get("/preferences", params={"theme": "system"})
    assert "data-theme" not in web.get("/").text


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", ""])
def test_nobody_is_led_elsewhere(web: httpx.Client, back: str) -> None:
    assert web.get("/preferences", params={"lang": "es", "back": back}).headers["location"] == "/"
