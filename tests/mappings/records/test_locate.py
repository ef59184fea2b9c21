"""Finding passages by their words."""

from pathlib import Path

import pytest

from communique.mappings.records.locate import NotLocated, locate
from communique.mappings.records.texts import Text, digest, index, read

TEXT = Text(Path("x.txt"), "", "One\u00a0two 🐝 three.\n\nThe bee, the bees: the\tend\nlast")


def found(line: int, first: str = "", last: str = "", nth: int | None = None) -> str:
    place = locate(TEXT, line, first, last, nth)
    assert place.sha256 == digest(TEXT.text[place.start : place.end])
    assert place.line == TEXT.line_of(place.start)
    return TEXT.text[place.start : place.end]


def test_white_space_of_the_words_stands_for_any() -> None:
    assert found(1, "One two") == "One\u00a0two"
    assert found(3, "the  end") == "the\tend"


def test_offsets_are_code_points() -> None:
    place = locate(TEXT, 1, "three")
    assert (place.start, place.end) == (10, 15)


def test_without_words_the_whole_line() -> None:
    assert found(1) == "One\u00a0two 🐝 three."


def test_from_first_to_the_nearest_last_words_after_them() -> None:
    assert found(3, "bee", "the") == "bee, the"
    assert found(1, "two", "bee") == "two 🐝 three.\n\nThe bee"


def test_words_are_whole_words() -> None:
    assert found(3, "bees") == "bees"
    with pytest.raises(NotLocated, match="“hre” is not on line 1"):
        locate(TEXT, 1, "hre")


def test_words_that_stand_twice_need_a_number() -> None:
    with pytest.raises(NotLocated, match="stands 2 times on line 3"):
        locate(TEXT, 3, "the")
    assert locate(TEXT, 3, "the", nth=2).start > locate(TEXT, 3, "the", nth=1).start
    with pytest.raises(NotLocated, match="there is no number 3"):
        locate(TEXT, 3, "the", nth=3)


@pytest.mark.parametrize(
    ("line", "first", "last", "message"),
    [
        (9, "x", "", "the document has 4 lines; there is no line 9"),
        (2, "", "", "line 2 holds no words"),
        (3, "the bees", "One", "“One” does not follow “the bees” of line 3"),
    ],
)
def test_what_cannot_be_located(line: int, first: str, last: str, message: str) -> None:
    with pytest.raises(NotLocated, match=message):
        locate(TEXT, line, first, last)


def test_a_document_is_read_with_its_line_ends_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("a\r\nb\rc\u2028d\n".encode())
    text = read(path)
    assert text.text == "a\r\nb\rc\u2028d\n"
    assert index(tmp_path) == {text.sha256: path}
    assert (text.line_start(2), text.line_end(2), text.line_start(9)) == (3, 8, None)
