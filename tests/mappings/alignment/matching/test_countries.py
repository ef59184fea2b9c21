"""Countries: codes of both kinds, states of one history, and the words that name them."""

import pytest

from communique.mappings.alignment.matching.countries import (
    code_of,
    countries,
    countries_of_word,
    names_country,
    related,
)


@pytest.mark.parametrize(("text", "code"), [("GRC", "gr"), ("gr", "gr"), ("SUN", "su"), ("YUG", "yu"), ("", "")])
def test_code_of(text: str, code: str) -> None:
    assert code_of(text) == code


def test_an_unknown_code_has_a_near_match() -> None:
    with pytest.raises(ValueError, match="did you mean 'GRC'"):
        code_of("GRCC")


@pytest.mark.parametrize(
    ("one", "other", "same"), [("ru", "su", True), ("su", "ru", True), ("rs", "yu", True), ("ru", "ua", False)]
)
def test_states_of_one_history(one: str, other: str, same: bool) -> None:
    assert related(one, other) is same


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("greek", ("gr",)), ("hellenic", ("gr",)), ("elladas", ("gr",)), ("rossiyskoy", ("ru",)),
        ("deutschlands", ("de",)), ("malavi", ("mw",)), ("united", ()),
        ("communist", ()), ("nigerian", ("ng",)), ("nigerien", ("ne",)),
    ],
)  # fmt: skip
def test_words_that_name_countries(word: str, codes: tuple[str, ...]) -> None:
    assert countries_of_word(word) == codes


def test_an_ordinary_word_names_its_country_only_in_context() -> None:
    assert names_country("united", "us")
    assert not names_country("united", "gb")


def test_every_country_is_well_formed() -> None:
    assert all(
        len(code) == 2 and len(country.alpha3) == 3 and (country.stems or country.weak)
        for code, country in countries().items()
    )
    assert len({country.alpha3 for country in countries().values()}) == len(countries())


def test_a_word_that_only_sounds_as_a_short_stem_begins_names_no_country() -> None:
    assert countries_of_word("kingdom") == ()
    assert countries_of_word("kinesiska") == countries_of_word("chinois") == ("cn",)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("Greece", "gr"),
        ("Ελλάδα", "gr"),
        ("中国", "cn"),
        ("اليونان", "gr"),
        ("North Korea", "kp"),
        ("United Kingdom", "gb"),
        ("Soviet Union", "su"),
        ("Czechoslovakia", "cs"),
        ("UK", "gb"),
        ("", ""),
    ],
)
def test_a_country_may_be_given_by_name(given: str, code: str) -> None:
    assert code_of(given) == code


def test_what_is_no_country_is_refused() -> None:
    with pytest.raises(ValueError, match="'Atlantis' is no code and no name"):
        code_of("Atlantis")
