"""Dates in words."""

import pytest

from communique.service.pages.dates import shown


@pytest.mark.parametrize(
    ("edtf", "english", "spanish"),
    [
        ("1957", "1957", "1957"),
        ("1957-11", "November 1957", "noviembre de 1957"),
        ("2017-08-12", "12 August 2017", "12 de agosto de 2017"),
        ("2017-08-10/2017-08-13", "10–13 Aug 2017", "10–13 de agosto de 2017"),
        ("1957~", "about 1957", "hacia 1957"),
        ("2018-01-23/..", "since 23 January 2018", "desde 23 de enero de 2018"),
        ("../2010", "until 2010", "hasta 2010"),
        ("[1927..1928]", "within 1927–1928", "en algún momento de 1927–1928"),
        ("1957-13", "1957-13", "1957-13"),
        ("Y-17E7", "Y-17E7", "Y-17E7"),
    ],
)
def test_dates_in_the_language_of_the_reader(edtf: str, english: str, spanish: str) -> None:
    assert shown(edtf, "en").replace("\u2009", "") == english
    assert shown(edtf, "es").replace("\u2009", "") == spanish
