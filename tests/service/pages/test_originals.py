"""Words of passages: only from the very file, and only where the passage's own hash agrees."""

import hashlib
from pathlib import Path

from communique.service.pages.originals import LONGEST, Documents, files


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


def test_files_are_found_by_what_is_in_them(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "any name").write_bytes(b"\xff")
    assert files(tmp_path) == {hashlib.sha256(b"\xff").hexdigest(): tmp_path / "below" / "any name"}
