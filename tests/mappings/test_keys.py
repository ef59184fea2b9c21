"""Keys: the same content has the same key, other content has another."""

from hypothesis import given
from hypothesis import strategies as st

from communique.mappings.keys import LENGTH, content_key, ordered_key
from communique.mappings.spans import key

PARTS = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs",)), min_size=1), max_size=5)
DATES = st.text("0123456789-/.X~?%[],{}", min_size=1, max_size=12)


@given(PARTS, st.randoms())
def test_the_order_of_the_parts_plays_no_role(parts: list[str], random: object) -> None:
    shuffled = sorted(parts, key=lambda part: hash((part, id(random))))
    assert content_key("claim", parts) == content_key("claim", shuffled)
    assert len(content_key("claim", parts)) == LENGTH


@given(PARTS, PARTS)
def test_other_content_has_another_key(one: list[str], other: list[str]) -> None:
    assert (content_key("claim", one) == content_key("claim", other)) == (sorted(one) == sorted(other))


def test_the_kind_and_for_places_the_order_count() -> None:
    assert content_key("claim", ["a"]) != content_key("naming", ["a"])
    assert ordered_key("1", "2") != ordered_key("2", "1")


@given(DATES, DATES)
def test_keys_of_spans_are_told_apart(one: str, other: str) -> None:
    if "--" not in one + other and "-/" not in one + other and "/-" not in one + other:
        assert (key(one) == key(other)) == (one == other)


def test_keys_of_spans_can_be_read() -> None:
    assert key("2017-08-10/2017-08-13") == "2017-08-10--2017-08-13"
    assert key("../1957-11~") == "%2E%2E--1957-11%7E"
