"""Dates: bounds as the `edtf` package has them, without its traps."""

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.mappings.records.dates import Bounds, NoDate, bounds, is_exact

DAYS = st.dates().map(str)
MONTHS = DAYS.map(lambda day: day[:7])
YEARS = DAYS.map(lambda day: day[:4])
SIMPLE = st.one_of(DAYS, MONTHS, YEARS)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017-08-12", "2017-08-12", "2017-08-12"),
        ("2017-08-10/2017-08-13", "2017-08-10", "2017-08-13"),
        ("1957-11~", "1957-11-01", "1957-11-30"),
        ("192X", "1920-01-01", "1929-12-31"),
        ("../2018-01-23", None, "2018-01-23"),
        ("2010/..", "2010-01-01", None),
        ("/2010", None, "2010-12-31"),
        ("2010/", "2010-01-01", None),
        ("[2016-11-08..2016-11-26]", "2016-11-08", "2016-11-26"),
        ("2017-21", "2017-03-01", "2017-05-31"),
    ],
)
def test_bounds(text: str, earliest: str | None, latest: str | None) -> None:
    assert bounds(text) == Bounds(earliest, latest)


@pytest.mark.parametrize(
    "text",
    ["", "..", "/", "../..", "2017-13", "2011-02-30", "12.08.2017", "early 2011", "2017/unknown", "1/2/3", "0000"],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(NoDate):
        bounds(text)


def test_an_interval_must_not_end_before_it_begins() -> None:
    with pytest.raises(NoDate, match="ends before it begins"):
        bounds("2018/2017")


def test_years_beyond_four_digits_are_refused() -> None:
    with pytest.raises(NoDate, match="0001 to 9999"):
        bounds("Y170000002")


@settings(max_examples=30, deadline=None)
@given(SIMPLE, st.sampled_from(["", "?", "~", "%"]))
def test_the_short_way_agrees_with_the_edtf_package(text: str, qualifier: str) -> None:
    parsed = parse_edtf(text + qualifier)
    lower, upper = parsed.lower_strict(), parsed.upper_strict()
    assert bounds(text + qualifier) == Bounds(
        f"{lower[0]:04}-{lower[1]:02}-{lower[2]:02}", f"{upper[0]:04}-{upper[1]:02}-{upper[2]:02}"
    )


@settings(deadline=None)
@given(SIMPLE | st.just("..") | st.just(""), SIMPLE | st.just("..") | st.just(""))
def test_earliest_is_never_after_latest(start: str, end: str) -> None:
    try:
        found = bounds(f"{start}/{end}")
    except NoDate:
        return
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        found = bounds(text)
    except NoDate:
        return
    assert any(found)


@pytest.mark.parametrize(
    ("text", "exact"),
    [("2017-08-12", True), ("2017-08-10/2017-08-13", True)]
    + [(text, False) for text in ("2017-08", "2017-08-12~", "../2017-08-12", "2017-08-10/2017-08", "2017-21")],
)
def test_exact_dates_are_days(text: str, exact: bool) -> None:
    assert is_exact(text) is exact
