"""WCAG 2.2 AA by axe on every kind of page: light, dark, at 360 pixels, in both languages."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from communique.tests.browser.conftest import Opened
from communique.tests.browser.kinds import addresses
from communique.tests.conftest import ROOT

AXE = ROOT / "service" / "pages" / "front" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = f"""async () => (await axe.run(document, {{
  runOnly: {json.dumps(TAGS)}, resultTypes: ["violations"],
}})).violations.map(({{ id, nodes }}) => [id, nodes.map(({{ html, failureSummary }}) => html + failureSummary)])"""
EXPECTED = "the server responded with a status of 4"  # the pages of mistakes among them
DRAWN = {"/explore/": "svg.view", "/question/": "#result svg, #result table", "/query": ".cm-content"}
"""What scripts put into a page, by the start of its address; without it the page is not what a reader sees."""
NARROW = {"width": 360, "height": 780}
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def kinds(server: str) -> list[str]:
    return addresses(server)


def violations(page: Page, where: str) -> list[str]:
    """What axe finds on the page as it is; it is put in by the debugger, so the page's policy stays in force."""
    found: list[Any] = page.evaluate(RUN)
    return [f"{where}: {rule}: {'; '.join(nodes[:2])[:600]}" for rule, nodes in found]


def visit(page: Page, address: str) -> None:
    page.goto(address)
    for start, part in DRAWN.items():
        if address.startswith(start):
            page.locator(part).first.wait_for()
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


def test_no_page_keeps_anybody_out(opened: Opened, kinds: list[str]) -> None:
    assert len(kinds) > 30
    found = []
    with opened(EXPECTED, locale="en-GB", color_scheme="light") as page:
        for address in kinds:
            page.set_viewport_size(WIDE)
            page.emulate_media(color_scheme="light")
            visit(page, address)
            found += violations(page, f"{address} light")
            page.emulate_media(color_scheme="dark")
            page.set_viewport_size(NARROW)
            found += violations(page, f"{address} dark, at 360 px")
            if overflow(page) > 0:
                found.append(f"{address} is {overflow(page)} pixels wider than a narrow screen")
    assert not found, "\n".join(found)


def test_nor_in_spanish(opened: Opened, kinds: list[str]) -> None:
    found = []
    with opened(EXPECTED, locale="es-ES", viewport=NARROW) as page:
        for address in kinds:
            visit(page, address)
            assert page.locator("html").get_attribute("lang") == "es"
            found += violations(page, f"{address} in Spanish")
            if overflow(page) > 0:
                found.append(f"{address} is {overflow(page)} pixels wider than a narrow screen")
    assert not found, "\n".join(found)
