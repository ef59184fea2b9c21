"""One small release and one server of it for all tests that do not harm either."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from communique.tests.service import small
from communique.tests.service.running import Server, serving


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases with one small release."""
    folder = tmp_path_factory.mktemp("few")
    small.write(folder, lines=small.quads() + small.filler(3000))
    return folder


@pytest.fixture(scope="session")
def small_server(few: Path) -> Iterator[Server]:
    """A server of that release with a short deadline."""
    limits = ("query_seconds=2", "query_memory=268435456", "header_seconds=1", "body_seconds=1", "url_bytes=20000")
    with serving(few, *(item for limit in limits for item in ("--limit", limit))) as server:
        yield server


@pytest.fixture
def web(small_server: Server) -> Iterator[httpx.Client]:
    """A client of that server; redirections are not followed."""
    with small_server.client() as client:
        yield client
