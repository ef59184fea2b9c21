"""How like two names are: the tier says in what way they differ, and the country's own words count for nothing."""

import pytest

from communique.mappings.alignment.matching.likeness import Likeness, Tier, bare, compare, identical
from communique.mappings.alignment.matching.words import words_of


def likeness(query: str, name: str, code: str = "") -> Likeness:
    ours, theirs = bare(words_of(query), code, lambda token: 1.0), bare(words_of(name), code, lambda token: 1.0)
    if identical(ours, theirs):
        return Likeness(Tier.IDENTICAL, 1.0, 1.0)
    return compare(ours.parts, theirs.parts, ours.weight + theirs.weight, lambda token: 1.0)


@pytest.mark.parametrize(
    ("query", "name", "code", "tier"),
    [
        ("communist party of greece", "Communist Party of Greece", "gr", Tier.IDENTICAL),
        ("French Communist Party", "Communist Party of France", "fr", Tier.SAME_WORDS),
        ("Party of Labor of Belgium", "Parti du travail de Belgique", "be", Tier.SAME_WORDS),
        ("Comunst Party of Sweden", "Communist Party of Sweden", "se", Tier.SPELLING),
        ("Italian Republican", "Italian Republican Party", "it", Tier.BUT_PARTY),
        ("Labour Party", "Workers' Party", "br", Tier.NEAR),
        ("Communist Party, Italy", "Communist Refoundation Party", "it", Tier.PART),
        ("Communist Workers' Party", "Socialist Workers' Party", "fi", Tier.OVERLAP),
        ("Communist Party in Denmark", "Communist Party of Denmark", "dk", Tier.PART),
    ],
)
def test_tiers(query: str, name: str, code: str, tier: Tier) -> None:
    assert likeness(query, name, code).tier is tier


def test_what_is_missing_and_what_is_extra() -> None:
    found = likeness("Communist Workers' Party", "United Communist Party")
    assert (found.missing, found.extra) == (("=united",), ("=worker",))


def test_a_country_counts_where_it_is_not_the_context() -> None:
    assert likeness("Communist Party of France", "Communist Party of Spain").tier is Tier.OVERLAP


def test_names_with_nothing_in_common() -> None:
    assert likeness("Green Alliance", "Communist Party").score == 0
