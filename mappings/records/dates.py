"""Dates: EDTF as written, and the calendar days it cannot lie before or after."""

import calendar
import re
from functools import lru_cache
from typing import NamedTuple

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

EXPECTED = "a date in EDTF: 2017, 2017-08, 2017-08-12, 2017-08-10/2017-08-13, ../2018-01-23, 1957-11~ …"

_DAY = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?[?~%]?")


class NoDate(ValueError):
    """The text is no date, or one that `xsd:date` cannot bound."""


class Bounds(NamedTuple):
    """The first and the last possible day as `xsd:date` texts, None where open or unknown."""

    earliest: str | None
    latest: str | None


def _simple(text: str) -> Bounds | None:
    """The bounds of a year, month or day, with a qualifier or without; None for what needs the whole of EDTF.

    Nearly all dates are of this form, and the full parser takes some ten milliseconds for each.
    """
    match = _DAY.fullmatch(text)
    if match is None or match[1] == "0000":
        return None
    year, month, day = match.groups()
    if day is not None:
        within = 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]
        return Bounds(f"{year}-{month}-{day}", f"{year}-{month}-{day}") if within else None
    if month is not None:
        return Bounds(f"{year}-{month}-01", f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]:02}")
    return Bounds(f"{year}-01-01", f"{year}-12-31")


def _limit(text: str, upper: bool) -> str | None:
    """The strict lower or upper limit by the `edtf` package, None where it is infinite."""
    try:
        parsed = parse_edtf(text)
        year, month, day = (parsed.upper_strict() if upper else parsed.lower_strict())[:3]
    except TypeError:  # An open end has a float for its limit, which the package cannot turn into a day.
        return None
    except (EDTFParseException, ValueError, OverflowError) as fault:
        raise NoDate(f"expected {EXPECTED}") from fault
    if not 1 <= year <= 9999:
        raise NoDate("a date must lie in the years 0001 to 9999")
    return f"{year:04}-{month:02}-{day:02}"


def _end(text: str, upper: bool) -> str | None:
    """One end of an interval; `..` (open) and nothing (unknown) have no limit."""
    if text in ("", ".."):
        return None
    simple = _simple(text)
    return simple[upper] if simple else _limit(text, upper)


@lru_cache(maxsize=100_000)
def bounds(text: str) -> Bounds:
    """The bounds of an EDTF text; raises NoDate."""
    start, slash, end = text.partition("/")
    if not slash:
        return _simple(text) or Bounds(_limit(text, False), _limit(text, True))
    found = Bounds(_end(start, False), _end(end, True))
    if found == (None, None):
        raise NoDate("an interval needs at least one end")
    if found.earliest and found.latest and found.earliest > found.latest:
        raise NoDate("the interval ends before it begins")
    if "/" in end:
        raise NoDate(f"expected {EXPECTED}")
    return found


def is_exact(text: str) -> bool:
    """Whether both ends are calendar days, stated without doubt: such dates may stand as plain `xsd:date`."""
    return all(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", end) for end in text.split("/"))
