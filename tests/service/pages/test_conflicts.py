"""The page of conflicts: every kind is found by the query, with both sides and their sources, in every form."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import RdfFormat, Store, parse

from communique.iris import PREFIXES
from communique.mappings import vocabulary
from communique.service.pages import conflict_queries, queries
from communique.service.pages.conflict_queries import PATTERNS, WITH_WIKIDATA
from communique.service.pages.conflicts import SIZE, read

CASES = Path(__file__).with_name("conflicts.ttl")
BASE = "https://w3id.org/communique/"


@pytest.fixture(scope="module")
def pages(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def cases() -> Store:
    """Made-up things that conflict in each way once, and as many that do not."""
    store = Store()
    store.load(CASES.read_text(encoding="utf-8"), RdfFormat.TURTLE)
    store.extend(quad for path in vocabulary.files() for quad in parse(path=path, format=RdfFormat.TURTLE))
    return store


def rows(store: Store, *kinds: str) -> list[dict[str, str]]:
    return told(store, conflict_queries.table(*kinds))


def told(store: Store, query: str) -> list[dict[str, str]]:
    text = queries.query(query, BASE)
    found = store.query(text, use_default_graph_as_union=True)
    names = [variable.value for variable in found.variables]  # type: ignore[union-attr]
    return [
        {name: term.value for name, term in zip(names, row, strict=True) if term is not None}  # type: ignore[union-attr]
        for row in found  # type: ignore[union-attr]
    ]


@pytest.mark.parametrize("kind", PATTERNS)
def test_each_kind_is_found_and_what_agrees_is_not(cases: Store, kind: str) -> None:
    (row,) = rows(cases, kind)
    assert row["kind"] == kind
    assert row["ours"].rpartition("/")[2] == kind
    assert row["passage"] == f"{BASE}id/passage/one"
    assert row["said"] and row["stated"]
    if kind in WITH_WIKIDATA:
        assert (row["source"], row["recorded"]) == ("A snapshot", "2025-07-31")


def test_all_kinds_together_are_one_query(cases: Store) -> None:
    assert sorted(row["kind"] for row in rows(cases)) == sorted(PATTERNS)


def test_a_page_has_some_of_each_kind_and_tells_how_many_there_are(cases: Store) -> None:
    first, second = (told(cases, conflict_queries.page(1, {"name": number}, "en")) for number in (1, 2))
    assert {row["kind"]: row["total"] for row in first if "total" in row} == dict.fromkeys(PATTERNS, "1")
    assert sorted(row["kind"] for row in first if "ours" in row) == sorted(PATTERNS)
    assert sorted(row["kind"] for row in second if "ours" in row) == sorted(set(PATTERNS) - {"name"})


@pytest.mark.parametrize("language", ["en", "es"])
def test_both_sides_are_told_in_the_readers_language_or_else_in_english(cases: Store, language: str) -> None:
    (row,) = (
        row for row in told(cases, conflict_queries.page(1, {}, language)) if row.get("ours", "")[-6:] == "change"
    )
    assert row["said"] == {"en": "foundation “founded in 1930”", "es": "fundación “founded in 1930”"}[language]
    assert row["name"] == "A party"


def test_every_prefix_of_the_query_is_ours(cases: Store) -> None:
    text = queries.query(conflict_queries.table(), BASE)
    declared = dict(line.split()[1:3] for line in text.splitlines() if line.startswith("PREFIX "))
    for name, namespace in declared.items():
        known = PREFIXES.get(name.rstrip(":"))
        assert known is None or namespace == f"<{known}>"


def test_rows_become_conflicts_with_all_their_places() -> None:
    cell = {"kind": "name", "thing": "t", "ours": "o", "theirs": "i", "stated": " A  name ", "passage": "p/1"}
    more = cell | {"passage": "p/2", "where": "000, line 2"}
    total = {"kind": "name", "total": "21"}
    found = read([{name: {"value": value} for name, value in row.items()} for row in (cell, more, total)], {"name": 2})
    (listing,) = found.values()
    assert (listing.total, listing.number, listing.last) == (21, 2, 2)
    (conflict,) = listing.conflicts
    assert conflict.stated == "A name"
    assert [(place.iri, place.text) for place in conflict.places] == [("p/1", "1"), ("p/2", "000, line 2")]


def test_the_page_shows_both_sides_and_their_sources(pages: httpx.Client) -> None:
    text = pages.get("/conflicts").text
    for part in (
        "/doc/organization/eu-left-group",
        "1995-01-06",
        "formed a leftist parliamentarian group",
        "/doc/passage/",
        "partypositions-wikitags 9fd3e2a",
        "Tito cancelled his trip",
        "lumbago",
        "Chinese Communist Party",
        "First Secretary",
        "The house has 110 seats.",
        'href="/query?query=',
    ):
        assert part in text, part


def test_the_page_speaks_the_readers_language(pages: httpx.Client) -> None:
    text = pages.get("/conflicts", headers={"Accept-Language": "es"}).text
    assert "Lo que se discute" in text and "Dentro de un documento" in text
    assert "fundación" in text


def test_a_kind_with_many_comes_a_page_at_a_time(pages: httpx.Client) -> None:
    first = pages.get("/conflicts").text
    assert first.count("<tr>") > SIZE
    assert 'href="/conflicts?elsewhere=2#elsewhere" rel="next"' in first
    second = pages.get("/conflicts?elsewhere=2").text
    assert 'href="/conflicts?elsewhere=1#elsewhere" rel="prev"' in second
    shown = [set(re.findall(r'href="(/doc/claim/[^"]+)"', text)) for text in (first, second)]
    assert shown[0] and shown[1] and not shown[0] & shown[1]
    assert pages.get(f"/conflicts?elsewhere={'9' * 5000}").status_code == 200


def test_the_same_as_table_and_as_graph(pages: httpx.Client) -> None:
    found = pages.get("/conflicts.json").json()["results"]["bindings"]
    table = list(csv.DictReader(io.StringIO(pages.get("/conflicts.csv").text)))
    assert len(table) == len(found) > 40
    assert {row["kind"] for row in table} >= {"within", "change", "name", "elsewhere"}
    graph = pages.get("/conflicts.ttl")
    assert graph.headers["content-type"] == "text/turtle; charset=utf-8"
    pairs = {
        (quad.subject.value, quad.object.value)
        for quad in parse(graph.content, format=RdfFormat.TURTLE)
        if quad.predicate.value == f"{BASE}ont/disagreesWith"
    }
    assert {(row["ours"], row["theirs"]) for row in table} <= pairs


def test_another_ending_is_no_page(pages: httpx.Client) -> None:
    answer = pages.get("/conflicts.xml")
    assert answer.status_code == 404
    assert "json, csv, ttl" in json.dumps(answer.json())


def test_a_release_without_conflicts_says_so(web: httpx.Client) -> None:
    answer = web.get("/conflicts", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "Nothing in this release is contested." in answer.text
