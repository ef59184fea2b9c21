"""One server of the release from the seeds, and a client of it."""

from collections.abc import Iterator

import httpx
import pytest

from communique.tests.conftest import PATIENCE


@pytest.fixture
def web(server: str) -> Iterator[httpx.Client]:
    """A client of that server."""
    with httpx.Client(base_url=server, timeout=PATIENCE) as client:
        yield client
