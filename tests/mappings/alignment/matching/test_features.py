"""Features: each tells one thing, and the lifespan is never bent towards a match."""

import pytest

from communique.mappings.alignment.matching.candidates import Span
from communique.mappings.alignment.matching.features import Features, Lifespan, Query, lifespan, site
from communique.tests.mappings.alignment.parties import matcher


def features(query: Query, key: str) -> Features:
    return next(found for found in matcher().match(query).features if found.candidate.key == key)


@pytest.mark.parametrize(
    ("spans", "year", "found"),
    [
        ([(1918, 1956)], 1950, Lifespan.LIVES),
        ([(1918, 1956)], 1957, Lifespan.LIVES),
        ([(1918, 1956)], 2017, Lifespan.ENDED),
        ([(1918, 1956)], 1900, Lifespan.UNBORN),
        ([(1990, None)], 1989, Lifespan.LIVES),
        ([(None, None)], 2017, Lifespan.UNKNOWN),
        ([(1994, 2004), (1994, None)], 2017, Lifespan.DISPUTED),
        ([(1936, None), (1992, None)], 1950, Lifespan.LIVES),
        ([(1918, 1956)], None, Lifespan.NO_YEAR),
    ],
)
def test_lifespan(spans: list[tuple[int | None, int | None]], year: int | None, found: Lifespan) -> None:
    assert lifespan([Span(start, end, str(at)) for at, (start, end) in enumerate(spans)], year) is found


@pytest.mark.parametrize(
    ("address", "host"), [("https://www.pcp.pt/en", "pcp.pt"), ("inter.kke.gr", "inter.kke.gr"), ("", "")]
)
def test_site(address: str, host: str) -> None:
    assert site(address) == host


def test_each_feature_is_told() -> None:
    query = Query(("Communist Party of Greece (KKE)",), "gr", 2017, founded=1918, website="http://www.kke.gr/en")
    found = features(query, "Q8")
    assert (found.country, found.lifespan, found.acronym) == ("same", Lifespan.LIVES, "agrees")
    assert (found.founded, found.website) == ("agrees", "agrees")


def test_what_disagrees_is_told_too() -> None:
    query = Query(("Communist Party of Greece (ABC)",), "gr", 2017, founded=1990, website="http://other.gr")
    found = features(query, "Q8")
    assert (found.founded, found.website, found.acronym) == ("differs", "differs", "differs")


def test_states_of_one_history_are_kin() -> None:
    assert features(Query(("League of Communists of Yugoslavia",), "rs", 1957), "Q19").country == "kin"
