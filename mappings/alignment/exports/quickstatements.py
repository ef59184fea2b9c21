"""QuickStatements V1: the lines that an editor of Wikidata can paste, review and run; each with its source.

One line is one statement: item, property, value, then qualifiers, then the source (S854 its address, S1476 its title,
S813 the day on which it was read), between tabs; what a reader should know is in a comment at the end. Where a document
has no address, the source is the claim here, which leads to the document and the passage. Dates that QuickStatements
cannot say (intervals, what is about or unsure) are left to the table.
"""

import re
from collections.abc import Iterable, Iterator

from communique.mappings.alignment.exports.candidates import Candidate

DAY, MONTH, YEAR = 11, 10, 9
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_ITEM = re.compile(r"Q[1-9][0-9]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def date(edtf: str) -> str | None:
    """A plain day, month or year as QuickStatements writes it, with its precision; None for any other date."""
    found = _DATE.fullmatch(edtf)
    if not found:
        return None
    year, month, day = found.groups()
    precision = DAY if day else MONTH if month else YEAR
    return f"+{year}-{month or '00'}-{day or '00'}T00:00:00Z/{precision}"


def quoted(text: str) -> str:
    """A string in quotation marks, on one line and without tabs; quotation marks inside become typographic ones."""
    return '"' + " ".join(text.split()).replace('"', "”") + '"'


def _value(candidate: Candidate) -> str | None:
    if _ITEM.fullmatch(candidate.value) or (candidate.value.isdigit() and candidate.property == "P2124"):
        return candidate.value
    return date(candidate.value)


def _source(candidate: Candidate, day: str) -> Iterator[str]:
    yield from ("S854", quoted(candidate.address or candidate.claim))
    if candidate.title and _LANGUAGE.fullmatch(candidate.language):
        yield from ("S1476", f"{candidate.language}:{quoted(candidate.title)}")
    yield from ("S813", date(day) or "")


def _comment(candidate: Candidate) -> str:
    state = "not in the record of this item" if candidate.lacking else "this property was not recorded: look first"
    return f"/* {candidate.claim} ({candidate.where}); {state} */".replace("\t", " ")


def line(candidate: Candidate, day: str) -> str | None:
    """The line of a statement read on a day (`YYYY-MM-DD`); None where QuickStatements cannot say it."""
    value = _value(candidate)
    if value is None:
        return None
    at = date(candidate.at) if candidate.at else None
    if candidate.at and at is None:
        return None
    qualifiers = ("P585", at) if at else ()
    return "\t".join(
        (candidate.item, candidate.property, value, *qualifiers, *_source(candidate, day), _comment(candidate))
    )


def lines(candidates: Iterable[Candidate], day: str) -> Iterator[str]:
    """The lines of all statements that can be said; the same statement from several sources is several lines."""
    return (made for candidate in candidates if (made := line(candidate, day)) is not None)
