"""Names taken apart: the same meaning in other languages, brackets, acronyms, years and countries."""

import pytest

from communique.mappings.alignment.matching.lexicon import concepts_of, lexicon
from communique.mappings.alignment.matching.words import bag, initials, words_of

COMMUNIST_PARTY = {"=communist", "=party"}


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Communist Party of Greece", "gr"), ("Κομμουνιστικό Κόμμα Ελλάδας", "gr"), ("Parti communiste français", "fr"),
        ("Коммунистическая партия Украины", "ua"), ("الحزب الشيوعي السوري", "sy"), ("中国共产党", "cn"),
        ("日本共産党", "jp"), ("Коммунист Парти Оф Аустралиа", "au"),
        ("Komunistyczna Partia Polski", "pl"), ("Türkiye Komünist Partisi", "tr"), ("Norges Kommunistiske Parti", "no"),
        ("Partido Comunista Português", "pt"),
    ],
)  # fmt: skip
def test_a_communist_party_is_one_in_every_language(name: str, country: str) -> None:
    words = words_of(name)
    assert set(words.tokens) >= COMMUNIST_PARTY
    assert bag(words, frozenset({country})) == {"=communist"}


def test_communists_are_not_a_communist_party() -> None:
    assert "=communists" in words_of("Партия коммунистов Киргизии").tokens
    assert "=communists" in words_of("Party of Bulgarian Communists").tokens
    assert "=communist" not in words_of("Partidul Comuniștilor din Republica Moldova").tokens


@pytest.mark.parametrize(
    ("word", "concepts"),
    [
        ("socialdemokraterne", ("=social", "=democrats")), ("sozialdemokratische", ("=social", "=democratic")),
        ("folkpartiet", ("=people",)), ("demotsratits", ("=democratic",)), ("refoundation", ("=refoundation",)),
        ("xyz", ()),
    ],
)  # fmt: skip
def test_concepts_of_words(word: str, concepts: tuple[str, ...]) -> None:
    assert concepts_of(word) == concepts


def test_brackets_that_distinguish_count_as_words() -> None:
    words = words_of("Communist Party of Nepal (Unified Marxist–Leninist)")
    assert words.tokens[-3:] == ("=united", "=marxist", "=leninist")


def test_brackets_that_do_not() -> None:
    assert words_of("Communist Party of India (CPI)").acronyms == ("cpi",)
    assert words_of("Communist Party of Germany (1990)").founded == 1990
    assert words_of("Workers' Party (Brazil)").tokens == words_of("Workers' Party").tokens
    assert words_of("Workers' Party (Brazil)").countries == ("br",)


def test_a_letter_in_brackets_distinguishes() -> None:
    assert words_of("Indian National Congress (U)").tokens != words_of("Indian National Congress").tokens


def test_initials() -> None:
    assert initials(words_of("Communist Party of Greece")) == "cpg"


def test_nearness_is_mutual_and_never_sameness() -> None:
    near = lexicon().near
    assert all((other, one) in near and one != other for one, other in near)
    assert "=labour" in lexicon().neighbours["=worker"]


def test_a_name_in_the_brackets_of_its_acronym_is_the_name() -> None:
    told, plain = words_of("KKE (Communist Party of Greece)"), words_of("Communist Party of Greece (KKE)")
    assert (told.tokens, told.acronyms) == (plain.tokens, plain.acronyms)


@pytest.mark.parametrize(
    ("name", "acronyms", "founded"),
    [
        ("Communist Party of Bulgaria (KPB, 1996)", ("kpb",), 1996),
        ("Communist Party of Kazakhstan (QKP, 1991-2015)", ("qkp",), 1991),
        ("Progressive Party of Working People – AKEL", ("akel",), None),
        ("PRC - Communist Refoundation Party", ("prc",), None),
    ],
)
def test_acronyms_and_years_beside_a_name_are_no_part_of_it(
    name: str, acronyms: tuple[str, ...], founded: int | None
) -> None:
    words = words_of(name)
    assert (words.acronyms, words.founded) == (acronyms, founded)
    assert not {"kpb", "qkp", "akel", "prc", "1996"} & set(words.tokens)
