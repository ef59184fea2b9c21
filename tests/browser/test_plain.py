"""The same without JavaScript, and on the narrowest screens."""

import re

import pytest
from playwright.sync_api import Page, expect

from communique.tests.browser.conftest import Opened

NARROW = {"width": 360, "height": 780}


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_search_read_and_check(opened: Opened, viewport: dict[str, int], script: bool) -> None:
    with opened(java_script_enabled=script, viewport=viewport, locale="en-GB") as page:
        page.goto("/")
        page.locator("header input[type=search]").fill("communist party of greece")
        page.locator("header input[type=search]").press("Enter")
        page.wait_for_url("**/search?**")
        page.locator('main a[href="/doc/party/gr-kke"]').first.click()
        page.locator('main a[href*="/doc/passage/"]').first.click()
        page.wait_for_url("**/doc/passage/*")


def test_ask_break_and_mend(opened: Opened) -> None:
    with opened("status of 400", java_script_enabled=False, locale="en-GB") as page:
        page.goto("/question/CQ01")
        page.get_by_role("button", name="Ask").click()
        expect(page.locator("#result tbody tr").first).to_be_visible()
        field = page.get_by_label("SPARQL")
        field.fill("SELECT * { ?s ?p }")
        page.get_by_role("button", name="Ask").click()
        expect(page.get_by_role("alert")).to_contain_text("Line 1")
        field.fill("ASK {}")
        page.get_by_role("button", name="Ask").click()
        expect(page.locator("#result .truth")).to_have_text("yes")


@pytest.mark.parametrize("view", ["timeline", "map", "network", "matrix"])
def test_views_are_tables(opened: Opened, view: str) -> None:
    with opened(java_script_enabled=False, viewport=NARROW, locale="en-GB") as page:
        page.goto(f"/explore/{view}")
        every = page.locator("main tbody tr").count()
        page.get_by_text("Document", exact=True).first.click()
        page.locator('.facets a[href*="document=003"]').click()
        page.wait_for_url("**document=003**")
        assert 0 < page.locator("main tbody tr").count() < every


def test_choose_language_and_theme(opened: Opened) -> None:
    with opened(java_script_enabled=False, locale="en-GB") as page:
        page.goto("/dumps/")
        page.get_by_role("button", name="Español").click()
        expect(page.locator("html")).to_have_attribute("lang", "es")
        page.get_by_role("button", name="Oscuro").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_editor_fits_a_narrow_screen(opened: Opened) -> None:
    with opened(viewport=NARROW, locale="en-GB") as page:
        page.goto("/question/CQ29")
        expect(page.locator("#result .status")).to_contain_text(re.compile("rows in"))
        assert _overflow(page) <= 0


def _overflow(page: Page) -> int:
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
