"""Dates as a reader of a language writes them, from EDTF: "10–13 Aug 2017", "about 1957", "since 2018"."""

import re
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, format_interval, format_skeleton

from communique.service.pages.words import words

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")
_LOCALES = {"en": "en_GB"}  # the day before the month
_SKELETONS = ("y", "yMMMM", "yMMMMd")


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, month or day: its first day, how much of it is given (0 to 2), and whether it is about or unsure."""

    first: date
    given: int
    doubt: str


def shown(edtf: str, language: str) -> str:
    """An EDTF date or interval in words; what this does not read comes back as it is."""
    say = words(language)
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        return _interval(start, end, language) or edtf
    if edtf.startswith("[") and ".." in edtf:
        start, _, end = edtf.strip("[]").partition("..")
        between = _interval(start, end, language)
        return say("date-one-day-of", span=between) if between else edtf
    moment = _moment(edtf)
    return _single(moment, language) if moment else edtf


def _interval(start: str, end: str, language: str) -> str:
    """Two ends joined as the language does; open or unknown ends in words; "" where an end cannot be read."""
    say = words(language)
    first, last = _moment(start), _moment(end)
    if first and last:
        if first.given == last.given and not first.doubt and not last.doubt:
            return str(
                format_interval(
                    first.first, last.first, _SKELETONS[first.given], locale=_LOCALES.get(language, language)
                )
            )
        return f"{_single(first, language)} – {_single(last, language)}"
    if first and end in ("", ".."):
        return say("date-since" if end else "date-from", start=_single(first, language))
    if last and start in ("", ".."):
        return say("date-until", end=_single(last, language))
    return ""


def _moment(text: str) -> Moment | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    try:
        first = date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return Moment(first, bool(found[2]) + bool(found[3]), found[4])


def _single(moment: Moment, language: str) -> str:
    if moment.given == 2:
        text = str(format_date(moment.first, "long", locale=_LOCALES.get(language, language)))
    else:
        text = str(format_skeleton(_SKELETONS[moment.given], moment.first, locale=_LOCALES.get(language, language)))
    if not moment.doubt:
        return text
    return words(language)({"~": "date-about", "?": "date-unsure", "%": "date-about-unsure"}[moment.doubt], date=text)
