"""Proof against the originals."""

from pathlib import Path

import pytest

from communique.mappings.records.seeds import read_seeds


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(seeds: Path, originals: Path) -> list[str]:
    return [str(issue).replace(f"{seeds}/", "") for issue in read_seeds(seeds, originals).issues]


def test_originals_are_found_whatever_their_name(seeds: Path, originals: Path) -> None:
    (originals / "fair.txt").rename(originals / "renamed")
    assert told(seeds, originals) == []


@pytest.mark.parametrize("change", [lambda text: text + "x", lambda text: text.replace("\n", "\r\n"), str.strip])
def test_a_changed_original_is_reported(seeds: Path, originals: Path, change: object) -> None:
    path = originals / "fair.txt"
    assert callable(change)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    (line,) = told(seeds, originals)
    assert line.startswith("000/document.yaml:3: no original file has the sha256")
    assert line.endswith("it is missing, or it was changed (was 'fair.txt' changed?)")


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "000/passages.yaml",
            "start: 336, end: 348",
            "start: 335, end: 348",
            "000/passages.yaml:16: the text at 'l5-well' has another sha256 than its entry",
        ),
        (
            "000/passages.yaml",
            "l5-well: {line: 5",
            "l5-well: {line: 6",
            "000/passages.yaml:16: 'l5-well' starts on line 5, not on line 6",
        ),
        (
            "000/names.yaml",
            "printed: the old well",
            "printed: the new well",
            "000/names.yaml:10: 'the new well' is not printed in the text of its passage (l5-well)",
        ),
        (
            "000/document.yaml",
            "characters: 504",
            "characters: 505",
            "000/document.yaml:4: characters is 505, the file has 504",
        ),
        ("000/document.yaml", "bytes: 518", "bytes: 504", "000/document.yaml:5: bytes is 504, the file has 518"),
    ],
)
def test_what_the_original_does_not_bear_out(
    seeds: Path, originals: Path, file: str, old: str, new: str, expected: str
) -> None:
    edit(seeds / file, old, new)
    assert told(seeds, originals) == [expected]


def test_printed_words_may_stand_over_a_no_break_space(seeds: Path, originals: Path) -> None:
    assert "3\u00a0May" in (originals / "fair.txt").read_text(encoding="utf-8")
    assert "printed: 3 May 2019" in (seeds / "000/facts.yaml").read_text(encoding="utf-8")
    assert told(seeds, originals) == []


def test_an_original_that_is_not_utf8_is_reported(seeds: Path, originals: Path) -> None:
    import hashlib

    data = b"caf\xe9\n"
    (originals / "fair.txt").write_bytes(data)
    about = seeds / "000/document.yaml"
    lines = about.read_text(encoding="utf-8").splitlines()
    lines[2] = f"sha256: {hashlib.sha256(data).hexdigest()}"
    about.write_text("\n".join(lines))
    assert any("is not UTF-8: byte 3 is 0xe9" in line for line in told(seeds, originals))
