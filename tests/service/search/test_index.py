"""Hits and their order, facets, paging; any name finds itself, also with one letter wrong."""

import random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from communique.service.search.index import FEW, Index
from communique.service.search.matching import TIERS, allowed
from communique.service.search.words import forms
from communique.tests.service.search.indexes import entry, index_of, keys

SCRIPTS = [
    "Communist Party of Greece",
    "Κομμουνιστικό Κόμμα Ελλάδας",
    "Коммунистическая партия Российской Федерации",
    "中国共产党",
    "日本共産党",
    "조선로동당",
    "الحزب الشيوعي السوري",
    "המפלגה הקומוניסטית הישראלית",
    "Đảng Cộng sản Việt Nam",
    "भारत की कम्युनिस्ट पार्टी",
    "พรรคคอมมิวนิสต์แห่งประเทศไทย",
    "საქართველოს კომუნისტური პარტია",
    "Հայաստանի կոմունիստական կուսակցություն",
    "Partido Comunista Português",
    "Türkiye Komünist Partisi",
]
NAMES = st.text(st.characters(whitelist_categories=("Lu", "Ll", "Lo", "Nd")) | st.just(" "), min_size=1, max_size=40)


@pytest.fixture(scope="module")
def world() -> Index:
    return index_of(entry(f"p{number}", name) for number, name in enumerate(SCRIPTS))


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_finds_itself_whole_begun_and_misspelled(world: Index, name: str) -> None:
    own = f"p{SCRIPTS.index(name)}"
    assert keys(world, name)[0] == own
    assert own in keys(world, name[:-2])
    other = next(letter for letter in name if letter.isalnum() and letter != name[3])
    swapped = name[:3] + other + name[4:]
    assert own in keys(world, swapped)


@pytest.mark.parametrize(
    ("typed", "own"),
    [
        ("kommounistiko", "Κομμουνιστικό Κόμμα Ελλάδας"),
        ("kommunisticheskaya partiya", "Коммунистическая партия Российской Федерации"),
        ("共产党", "中国共产党"),
        ("gongchandang", "中国共产党"),
        ("中國共產黨", "中国共产党"),
        ("로동당", "조선로동당"),
        ("dang cong san", "Đảng Cộng sản Việt Nam"),
        ("turkiye komunist", "Türkiye Komünist Partisi"),
        ("PORTUGUES", "Partido Comunista Português"),
    ],
)
def test_other_scripts_parts_and_missing_accents_find_it(world: Index, typed: str, own: str) -> None:
    assert f"p{SCRIPTS.index(own)}" in keys(world, typed)


def test_hits_come_by_how_they_match_then_by_claims_then_by_key() -> None:
    index = index_of(
        [
            entry("fuzzy", "Rod Party", claims=9),
            entry("word", "The Red Party", claims=8),
            entry("begins-b", "Red Party of B", claims=1),
            entry("begins-a", "Red Party of A", claims=1),
            entry("begins-most", "Red Party of C", claims=2),
            entry("exact", "Red Party"),
        ]
    )
    assert keys(index, "red party") == ["exact", "begins-most", "begins-a", "begins-b", "word"]
    assert keys(index, "rod partu") == ["fuzzy", "exact", "word", "begins-most", "begins-a", "begins-b"]


def test_misspelled_names_join_only_where_few_are_spelled_so() -> None:
    many = [entry(f"p{number}", f"Red Party {number}") for number in range(FEW)]
    index = index_of([*many, entry("other", "Rod Party")])
    assert "other" not in keys(index, "red")
    assert "other" in keys(index_of([*many[1:], entry("other", "Rod Party")]), "red")
    assert index.find("red", {}, 0, 9).spelled
    assert not index.find("roed partye", {}, 0, 9).spelled


def test_facets_combine_and_are_counted_without_their_own_choice() -> None:
    index = index_of(
        [
            entry("a", "Red A", country="gr", decades=(1950, 1960), documents=("1",)),
            entry("b", "Red B", country="fr", decades=(1950,), documents=("1", "2")),
            entry("c", "Red C", kind="event", country="gr", decades=(2010,), documents=("2",)),
        ]
    )
    found = index.find("red", {"country": ["gr"], "kind": ["party"]}, 0, 10)
    assert ([hit.entry.key for hit in found.hits], found.total) == (["a"], 1)
    assert found.facets == {
        "kind": [("event", 1), ("party", 1)],
        "country": [("fr", 1), ("gr", 1)],
        "decade": [("1950", 1), ("1960", 1)],
        "document": [("1", 1)],
    }
    assert keys(index, "", country=["gr", "fr"], document=["2"]) == ["c", "b"]
    assert keys(index, "", decade=["nonsense"]) == []


def test_pages_join_to_the_whole_in_every_tier() -> None:
    rng = random.Random(4)
    names = ["Red Party", "Red Partei", "The Red Party", "Rod Party", "Redd Party", "Red Pardy"]
    index = index_of(entry(f"p{number:03}", rng.choice(names) + "" * number) for number in range(120))
    for typed in ("red party", "rad party", "partei", ""):
        whole = [hit.entry.key for hit in index.find(typed, {}, 0, 200).hits]
        paged = [hit.entry.key for start in range(0, 200, 7) for hit in index.find(typed, {}, start, 7).hits]
        assert paged == whole
        assert len(set(whole)) == len(whole) == index.find(typed, {}, 0, 1).total


def test_the_name_that_matched_is_told() -> None:
    index = index_of([entry("gr-kke", "Communist Party of Greece", "Κομμουνιστικό Κόμμα Ελλάδας", wikidata="Q192406")])
    for typed, name in (("greece", 0), ("komma", 1), ("Ελλαδα", 1), ("comunist party of grece", 0)):
        (hit,) = index.find(typed, {}, 0, 5).hits
        assert hit.name is hit.entry.names[name]
        assert hit.tier in TIERS
    for typed in ("gr-kke", "kke", "Q192406"):
        (hit,) = index.find(typed, {}, 0, 5).hits
        assert hit.name is None


def test_a_thing_is_found_by_kind_and_key() -> None:
    index = index_of([entry("gr", "Greece", kind="place"), entry("gr", "Gr")])
    assert index.entry("place", "gr").label("en") == "Greece"  # type: ignore[union-attr]
    assert index.entry("place", "fr") is None
    assert index.labels("place", ["gr", "fr"], "en") == {"gr": "Greece", "fr": "fr"}


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.lists(NAMES.filter(lambda name: bool(forms(name))), min_size=1, max_size=8, unique=True), st.data())
def test_any_name_finds_itself_also_with_one_letter_wrong(names: list[str], data: st.DataObject) -> None:
    index = index_of(entry(f"p{number}", name) for number, name in enumerate(names))
    number = data.draw(st.integers(0, len(names) - 1))
    name = names[number]
    assert f"p{number}" in keys(index, name)
    assert f"p{number}" in [hit.entry.key for hit in index.suggest(name, 20)]
    own = forms(name)[-1].whole
    assume(allowed(own, 1) and " " not in own)
    at = data.draw(st.integers(0, len(own) - 1))
    wrong = own[:at] + own[at + 1 :] if data.draw(st.booleans()) else own[:at] + "q" + own[at:]
    assume(forms(wrong) and forms(wrong)[-1].whole == wrong and allowed(wrong, 1))
    found = index.find(wrong, {}, 0, 100)
    assert f"p{number}" in [hit.entry.key for hit in found.hits] or found.total >= FEW


@settings(deadline=None, max_examples=100)
@given(typed=st.text(max_size=200))
def test_nothing_that_is_typed_is_refused(world: Index, typed: str) -> None:
    found = world.find(typed, {}, 0, 5)
    assert found.total >= len(found.hits) >= len(world.suggest(typed, 0))


@pytest.mark.parametrize("typed", ["a " * 100, "(" * 200, "\\w+.*" * 40, "共" * 200, "^a_b", "\x00", "AND OR NOT", '"'])
def test_what_means_something_to_engines_means_nothing_here(world: Index, typed: str) -> None:
    world.find(typed, {}, 0, 5)
