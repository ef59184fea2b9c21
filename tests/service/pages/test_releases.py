"""The list of releases, and what changed between two."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from communique.service.pages.releases import difference, things_first
from communique.tests.service import small
from communique.tests.service.running import serving

OLD, NEW = "1.0.0-aaaaaaaaaaaa", "1.1.0-bbbbbbbbbbbb"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two releases: in the second, one party is new, one is gone, one has another name."""
    folder = tmp_path_factory.mktemp("two")
    small.write(folder, OLD)
    lines = [line.replace("Old Party", "Older Party") for line in small.quads() if "xx-gone" not in line]
    new = [
        line.replace("xx-old", "xx-new") for line in lines if "/id/party/xx-old>" in line and "label" in line.lower()
    ]
    small.write(folder, NEW, sorted([*lines, *new]))
    return folder


@pytest.fixture(scope="module")
def site(two: Path) -> Iterator[httpx.Client]:
    with serving(two) as server, server.client() as client:
        yield client


def test_what_is_added_changed_and_withdrawn(two: Path) -> None:
    found = difference(two / OLD, two / NEW)
    party = f"{small.BASE}id/party/"
    assert (found.added, found.changed, found.withdrawn) == (
        [f"{party}xx-new"],
        [f"{party}xx-old"],
        [f"{party}xx-gone"],
    )
    assert (found.quads_added, found.quads_withdrawn) == (2, 3)
    assert found.graphs == {f"{small.BASE}graph/registry": [2, 3]}
    same = difference(two / OLD, two / OLD)
    assert (same.quads_added, same.quads_withdrawn, same.changed, same.graphs) == (0, 0, [], {})


def test_the_list_and_the_difference_are_pages_and_json(site: httpx.Client) -> None:
    page = site.get("/releases", headers={"Accept": "text/html"}).text
    assert OLD in page and NEW in page and "served now" in page
    assert [each["release"] for each in site.get("/releases").json()] == [NEW, OLD]
    asked = {"before": OLD, "after": NEW}
    assert site.get("/releases/diff", params=asked).json()["quads_added"] == 2
    page = site.get("/releases/diff", params=asked, headers={"Accept": "text/html"}).text
    assert "party/xx-gone" in page
    assert '<a href="/doc/party/xx-new">Older Party</a>' in page  # by its name, in the release that is served


def test_things_come_before_what_is_said_of_them() -> None:
    said, thing, other = (f"{small.BASE}id/{path}" for path in ("claim/a", "party/b", "party/c"))
    assert things_first([said, thing, other], small.BASE) == [thing, other, said]


@pytest.mark.parametrize("name", ["nothing", "../two", "current", ""])
def test_only_releases_of_the_folder_are_compared(site: httpx.Client, name: str) -> None:
    assert site.get("/releases/diff", params={"before": name, "after": NEW}).status_code == 404
