"""Words of passages: only from the very file, and only where the passage's own hash agrees."""

import hashlib
import re
import time
from pathlib import Path

import httpx

from communique.service.pages.originals import LONGEST, Documents
from communique.tests.conftest import PATIENCE, serving
from communique.tests.shared import shared

PAGE = {"Accept": "text/html"}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_words_are_shown_where_the_hash_agrees() -> None:
    known = Documents({"900": "en"}, {"900": "The party … greets them."})
    assert known.words("900", 4, 9, digest("party")) == "party"
    assert known.words("900", 4, 9, digest("Party")) == ""
    assert known.words("901", 4, 9, digest("party")) == ""
    assert known.words("900", 4000, 9000, digest("")) == ""
    assert (known.language("900"), known.language("901")) == ("en", "")


def test_long_passages_are_cut() -> None:
    text = "a" * (2 * LONGEST)
    assert Documents({}, {"900": text}).words("900", 0, len(text), digest(text)) == "a" * LONGEST + " …"


def test_words_come_without_a_restart(releases: Path, tmp_path: Path) -> None:
    originals = sorted(shared("seeds").glob("000_*.txt"))
    with serving(releases, COMMUNIQUE_DOCUMENTS=str(tmp_path)) as server:
        address = f"{server}{first_passage(server)}"
        assert "<blockquote" not in httpx.get(address, headers=PAGE).text
        (tmp_path / "any name").symlink_to(originals[0])
        end = time.monotonic() + PATIENCE
        while "<blockquote" not in httpx.get(address, headers=PAGE).text:
            assert time.monotonic() < end, "the file was not noticed"
            time.sleep(0.2)


def first_passage(server: str) -> str:
    """The address of a passage of the document 000."""
    text = httpx.get(f"{server}/doc/doc/000", headers=PAGE).text
    return re.findall(r'href="(/doc/passage/[^"#]+)"', text)[0]
