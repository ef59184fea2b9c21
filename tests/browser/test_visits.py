"""What a person does on the site."""

import json
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from communique.tests.browser.conftest import Opened
from communique.tools import front

REFUSED = "the server responded with a status of 400"


def test_find_a_party_and_follow_a_statement_to_its_passage(page: Page) -> None:
    page.goto("/")
    page.get_by_role("banner").get_by_role("combobox").fill("comunist party of greec")
    page.get_by_role("option", name=re.compile("Communist Party of Greece")).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/party/gr-kke")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Communist Party of Greece")
    page.locator('main a[href*="/doc/passage/"]').first.click()
    page.wait_for_url("**/doc/passage/*")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"\d+"))


def test_filter_the_network_and_go_through_it_by_keyboard(page: Page) -> None:
    page.goto("/explore/network")
    marks = page.locator("svg .mark-link")
    marks.first.wait_for()
    before = marks.count()
    page.get_by_text("Decade", exact=True).click()
    page.get_by_role("link", name="1950–1959").click()
    page.wait_for_url("**/explore/network?decade=1950")
    marks.first.wait_for()
    assert 0 < marks.count() < before
    marks.first.focus()
    first = page.locator(".readout").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".readout")).not_to_have_text(first)
    page.keyboard.press("End")
    name = page.locator(":focus").get_attribute("aria-label") or ""
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name.split(":")[0])


@pytest.mark.parametrize("view", ["timeline", "map", "network", "matrix"])
def test_take_a_view_away(page: Page, view: str) -> None:
    page.goto(f"/explore/{view}")
    page.locator("svg .mark-link").first.wait_for()
    for form, start in (("SVG", b"<svg"), ("PNG", b"\x89PNG"), ("CSV", b"")):
        with page.expect_download() as started:
            page.get_by_role("button", name=f"Save as {form}").click()
        content = Path(started.value.path()).read_bytes()
        assert content.startswith(start) and len(content) > 500
        assert started.value.suggested_filename == f"communique-{view}.{form.lower()}"


def ask(page: Page, query: str) -> None:
    """Write a query into the editor in place of what is there, and ask it by keyboard."""
    editor = page.get_by_role("textbox", name="SPARQL query")
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)
    page.keyboard.press("Control+Enter")


def test_run_an_example_and_look_at_it_in_several_ways(page: Page) -> None:
    page.goto("/query")
    page.get_by_label("Find examples").fill("Moscow by date")
    page.get_by_role("link", name="CQ29").click()
    expect(page.locator("#result .status")).to_contain_text("rows in")
    page.get_by_role("button", name="Timeline").click()
    expect(page.locator("#result svg .mark-link").first).to_be_visible()
    page.get_by_role("button", name="Table", exact=True).click()
    expect(page.locator("#result tbody tr")).to_have_count(len(page.locator("#result tbody tr").all()))
    expect(page.locator('#result a[href="/doc/event/1957-moscow-meeting"]').first).to_be_visible()
    assert "query=" in page.url
    with page.expect_download() as started:
        page.get_by_role("button", name="Save as TSV").click()
    assert Path(started.value.path()).read_text().startswith("?event\t?from")


def test_start_from_what_stands_in_the_editor(page: Page) -> None:
    page.goto("/query")
    expect(page.get_by_role("textbox", name="SPARQL query")).to_contain_text("schema:attendee")
    expect(page.locator("#result tbody")).to_have_count(0)
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("#result svg .mark-link")).to_have_count(20)  # numbers by name: a chart, before anybody chooses
    page.get_by_role("button", name="Table", exact=True).click()
    expect(page.locator("#result tbody tr")).to_have_count(20)


def test_break_a_query_and_mend_it(opened: Opened) -> None:
    with opened(REFUSED, locale="en-GB") as page:
        page.goto("/query")
        ask(page, "SELECT * {\n  ?s ?p }")
        failure = page.get_by_role("alert")
        expect(failure).to_contain_text("Line 2")
        expect(page.locator(".cm-lint-marker-error")).to_be_visible()
        ask(page, "SELECT * {\n  ?s ?p ?o } LIMIT 3")
        expect(page.locator("#result .status")).to_contain_text("3 rows")
        expect(page.locator(".cm-lint-marker-error")).to_have_count(0)


def test_complete_a_term_by_its_name_and_a_thing_by_its_own(page: Page) -> None:
    page.goto("/query", wait_until="networkidle")
    editor = page.get_by_role("textbox", name="SPARQL query")
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT * { ?m a mess")
    page.locator(".cm-tooltip-autocomplete li", has_text="cmq:Message").first.click()
    expect(editor).to_contain_text("PREFIX cmq: <https://w3id.org/communique/ont/>")
    page.keyboard.type(" . ?m ?p workers-world")
    page.locator(".cm-tooltip-autocomplete li", has_text="party:us-wwp").first.click()
    page.keyboard.type(" ")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result tbody a")).to_contain_text(["Greeting of Workers World Party"])


def test_a_link_holds_the_query_and_opens_it_again(opened: Opened) -> None:
    with opened(locale="en-GB") as page:
        page.goto("/query")
        ask(page, "ASK { ?s a <https://w3id.org/communique/ont/Message> }")
        expect(page.locator("#result .truth")).to_have_text("yes")
        page.get_by_text("Link to this query").click()
        short = page.get_by_label("Short link").input_value()
    for address in (
        short,
        "/query#query=ASK%20%7B%3Fs%20%3Fp%20%3Fo%7D",
        "/query#/?query=ASK%20%7B%3Fs%20%3Fp%20%3Fo%7D",
    ):
        with opened(locale="en-GB") as page:
            page.goto(address)
            expect(page.locator("#result .truth")).to_have_text("yes")


def test_programs_ask_what_the_editor_asks(page: Page, server: str) -> None:
    query = '# it\'s "quoted"\nSELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/communique/ont/Message> }'
    page.goto("/query")
    ask(page, query)
    number = page.locator("#result tbody td").inner_text()
    page.get_by_text("Ask it from a program").click()
    page.locator(".programs pre").first.wait_for()
    texts = dict(
        zip(("curl", "python", "r", "javascript"), page.locator(".programs pre").all_inner_texts(), strict=True)
    )
    node = Path(front.npm()[0]).parent / "node"  # npm lies beside it, on the machine and in the wheel
    programs = {
        "curl": ["bash", "-c"],
        "python": [sys.executable, "-c"],
        "javascript": [str(node), "--input-type=module", "-e"],
    }
    for name, program in programs.items():
        done = subprocess.run([*program, texts[name]], capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0 and number in done.stdout, f"{name}: {done.stdout}{done.stderr}"
    assert f'r"---({query})---"' in texts["r"] and f"{server}/sparql" in texts["r"]


def test_stop_a_query(opened: Opened) -> None:
    with opened(locale="en-GB") as page:
        page.goto("/query")
        ask(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        page.get_by_role("button", name="Cancel").click()
        expect(page.locator("#result .status")).to_contain_text("Cancelled")
        expect(page.get_by_role("button", name="Cancel")).to_be_hidden()


def test_an_answer_that_breaks_off_is_shown_as_a_failure(opened: Opened) -> None:
    with opened("ERR_", locale="en-GB") as page:
        page.goto("/query")
        page.route("**/sparql", lambda route: route.abort("connectionreset"))
        ask(page, "ASK {}")
        expect(page.get_by_role("alert")).to_contain_text("cannot be reached")


def test_download_a_dump(page: Page, server: str) -> None:
    page.goto("/dumps/")
    link = page.locator('main a[href$="communique.ttl.gz"]').first
    address = link.get_attribute("href") or ""
    assert httpx.get(f"{server}{address}", timeout=60).content.startswith(b"\x1f\x8b")
    with page.expect_download() as started:
        link.evaluate("link => { link.download = ''; link.click(); }")
    assert Path(started.value.path()).stat().st_size > 10_000


def test_switch_language_and_theme(page: Page) -> None:
    page.goto("/explore/map")
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page).to_have_url(re.compile("/explore/map"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Mapa")
    page.get_by_role("button", name="Oscuro").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    red, green, blue = map(int, re.findall(r"\d+", ground)[:3])
    assert red + green + blue < 150


def test_nothing_moves_for_those_who_do_not_want_it(opened: Opened) -> None:
    with opened(reduced_motion="reduce") as page:
        page.goto("/explore/network")
        page.locator("svg .mark-link").first.wait_for()
        assert json.loads(page.evaluate("JSON.stringify(document.getAnimations().length)")) == 0
