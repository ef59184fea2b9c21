"""Twins: other parties that bear the name asked, where it is asked and when; nothing is left to the matcher's view."""

from communique.mappings.alignment.evaluation.perturb import Perturbed
from communique.mappings.alignment.evaluation.twins import Twins
from communique.mappings.alignment.matching.candidates import Candidate, Span


def party(key: str, name: str, country: str, start: int, end: int | None = None) -> Candidate:
    return Candidate(key, name, {name: True}, countries={country}, spans={Span(start, end, "list")})


KNOWN = [
    party("Q1", "Labour Party", "gb", 1900),
    party("Q2", "Party Labour", "gb", 1890, 1899),
    party("Q3", "Labour Party", "ie", 1912),
    party("Q4", "Independent Labour Party", "gb", 1893, 1975),
    party("Q5", "Κόμμα Ελλάδας", "gr", 1950),
    party("Q6", "Komma Elladas", "gr", 1960),
]


def twins(key: str, original: str, name: str, country: str = "", year: int | None = None) -> int:
    return Twins(KNOWN).of(Perturbed(key, original, name, "dropped", "name", country, year))


def test_another_party_of_the_same_words_is_a_twin_in_any_order() -> None:
    assert twins("Q1", "Labour Party", "Labuor Party") == 2


def test_country_and_year_part_them() -> None:
    assert twins("Q1", "Labour Party", "Labour Party", "gb") == 1
    assert twins("Q1", "Labour Party", "Labour Party", "gb", 1950) == 0


def test_what_is_left_of_a_name_may_be_the_name_of_others() -> None:
    assert twins("Q4", "Independent Labour Party", "Labour Party", "ie") == 1
    assert twins("Q4", "Independent Labour Party", "Independent Party") == 0


def test_scripts_are_one() -> None:
    assert twins("Q5", "Κόμμα Ελλάδας", "Κόμμα Ελλάδας") == 1
