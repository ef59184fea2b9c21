"""A real browser, and pages that fail their test where they ask another host or make a mistake."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from communique.service.pages import assets

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30_000  # milliseconds that anything may take on a busy machine
Opened = Callable[..., AbstractContextManager[Page]]


@dataclass
class Watch:
    """What must not happen on a page: requests to other hosts, errors, and what the policy of the page forbids."""

    server: str
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"error: {error.error}"))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.server, "blob:", "data:")):
            self.faults.append(f"asked another host: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(part in message.text for part in self.expected):
            self.faults.append(f"{message.type}: {message.text}")


@pytest.fixture(scope="module")  # while it lives its event loop runs, and other modules have loops of their own
def chromium() -> Iterator[Browser]:
    """The browser; skips where there is none, as .ci/run installs it."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("needs Debian's package chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def front() -> None:
    """The front end is built, or the tests of it would pass without it."""
    assert assets.asset("editor"), "the front end is not built: make .venv/front-test.done"


@pytest.fixture
def opened(chromium: Browser, server: str) -> Opened:
    """Opens a page in a new, watched context with these options; `expected` are parts of errors to come."""

    @contextmanager
    def open_page(*expected: str, **options: Any) -> Iterator[Page]:
        context = chromium.new_context(base_url=server, **{"viewport": {"width": 1280, "height": 900}} | options)
        context.set_default_timeout(PATIENCE)
        watch = Watch(server, expected=list(expected))
        watch.over(context)
        try:
            yield context.new_page()
        finally:
            context.close()
        assert not watch.faults, "\n".join(watch.faults)

    return open_page


@pytest.fixture
def page(opened: Opened) -> Iterator[Page]:
    """A page in English on a wide screen, watched."""
    with opened(locale="en-GB") as made:
        yield made
