"""Time spans: an EDTF text becomes a span of its own IRI, with the calendar days that bound it."""

import re
from functools import lru_cache

from communique.iris import node
from communique.mappings.records import dates
from communique.mappings.terms import TYPE, Term, Triple, date, edtf, iri, term


def key(text: str) -> str:
    """The key of a span: the EDTF text with `/` as two hyphens and any other stranger percent-encoded; no two clash."""
    return re.sub(r"[^0-9A-Za-z-]", lambda match: f"%{ord(match[0]):02X}", text.replace("/", "--"))


@lru_cache(maxsize=100_000)
def span(text: str) -> tuple[Term, tuple[Triple, ...]]:
    """The span of an EDTF text and its triples; raises NoDate."""
    subject = iri(node("span", key(text)))
    earliest, latest = dates.bounds(text)
    triples = [(subject, TYPE, term("cmq:TimeSpan")), (subject, term("cmq:edtf"), edtf(text))]
    if earliest:
        triples.append((subject, term("cmq:earliest"), date(earliest)))
    if latest:
        triples.append((subject, term("cmq:latest"), date(latest)))
    return subject, tuple(triples)
