"""Folding: any script becomes plain words, and what stands in brackets stays apart."""

import pytest

from communique.mappings.alignment.matching.fold import Segmenter, fold, is_acronym, skeleton, sound, unbracket


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Κομμουνιστικό Κόμμα Ελλάδας", "kommoynistiko komma elladas"),
        ("Коммунистическая партия", "kommunisticheskaya partiya"),
        ("Komunistická strana Čech a Moravy", "komunisticka strana cech a moravy"),
        ("Đảng Cộng sản Việt Nam", "dang cong san viet nam"),
        ("Workers’ Party", "workers party"),
        ("Worker’s Party", "workers party"),
        ("L'Humanité", "humanite"),
        ("Marxist–Leninist", "marxist leninist"),
        ("Communist\u00a0Party", "communist party"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_the_arabic_article_is_no_part_of_a_word() -> None:
    assert fold("الحزب الشيوعي") == fold("حزب شيوعي")


def test_chinese_is_parted_into_the_words_that_are_known() -> None:
    assert Segmenter(["共产", "党", "中国"])("中国共产党").split() == ["中国", "共产", "党"]


def test_what_is_not_known_stays_together() -> None:
    assert Segmenter(["党"])("亲民党").split() == ["亲民", "党"]


@pytest.mark.parametrize(("one", "other"), [("tsongress", "congress"), ("khrvatski", "hrvatski"), ("malavi", "malawi")])
def test_alphabets_confuse_these(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_a_skeleton_has_no_vowels() -> None:
    assert skeleton("kommounistiko") == skeleton("kmnstk")


def test_brackets() -> None:
    assert unbracket("Communist Party of India (Marxist) [M]") == ("Communist Party of India", ("Marxist", "M"))


@pytest.mark.parametrize(
    ("text", "acronym"),
    [("KPB", True), ("CPI(M)", True), ("КПРФ", True), ("Marxist", False), ("A", False), ("AB CD", False)],
)
def test_is_acronym(text: str, acronym: bool) -> None:
    assert is_acronym(text) is acronym
