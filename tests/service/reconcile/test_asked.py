"""Batches of both versions in one form; whatever is sent is read or refused, and never anything else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.service.engine.question import Failure
from communique.service.reconcile.asked import LONGEST_NAME, Asked, Condition, batch02, batch10, extension

KEYS = (
    "query",
    "queries",
    "conditions",
    "matchType",
    "propertyValue",
    "limit",
    "type",
    "properties",
    "pid",
    "v",
    "ids",
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


def test_both_versions_ask_the_same() -> None:
    old = {"q": {"query": "A", "type": "party", "limit": 3, "properties": [{"pid": "year", "v": 2017}]}}
    new = {
        "queries": [
            {
                "type": "party",
                "limit": 3,
                "conditions": [
                    {"matchType": "name", "propertyValue": "A"},
                    {"matchType": "property", "propertyId": "year", "propertyValue": 2017},
                ],
            }
        ]
    }
    asked = Asked(("A",), ("party",), (Condition("year", ("2017",)),), 3)
    assert batch02(json.dumps(old)) == {"q": asked}
    assert batch10(json.dumps(new)) == [asked]
    assert Asked.of(json.loads(json.dumps(asked.to_dict()))) == asked


def test_values_of_all_kinds_are_texts_of_a_bounded_length() -> None:
    given = {"q": {"properties": [{"pid": "p", "v": ["a", 1, 2.5, True, {"id": "x", "name": "X"}, " ", "y" * 1000]}]}}
    (asked,) = batch02(json.dumps(given)).values()
    assert asked.conditions[0].values == ("a", "1", "2.5", "True", "x", "y" * LONGEST_NAME)


@pytest.mark.parametrize("limit", ["-1", "0", "1e308", "99999999999999999999"])
def test_limits_are_numbers_of_any_size(limit: str) -> None:
    (asked,) = batch02(f'{{"q": {{"query": "A", "limit": {limit}}}}}').values()
    assert asked.limit >= 0


@pytest.mark.parametrize("limit", ["NaN", "Infinity", '"3"', "null", "true"])
def test_other_limits_are_refused(limit: str) -> None:
    with pytest.raises(Failure, match=r"limit|JSON"):
        batch02(f'{{"q": {{"query": "A", "limit": {limit}}}}}')


def test_only_the_first_faults_are_told() -> None:
    with pytest.raises(Failure, match="and 2 more"):
        batch02(json.dumps({f"q{at}": {} for at in range(5)}))


def test_values_are_asked_for_once_a_thing_and_with_a_limit() -> None:
    asked = extension(
        '{"ids": ["a", "b", "a"], "properties": [{"id": "name", "settings": {"limit": "5"}}, {"id": "year"}]}'
    )
    assert asked.ids == ("a", "b")
    assert [one.limit for one in asked.properties] == [5, 0]


@given(JSON)
def test_anything_is_read_or_refused(content: object) -> None:
    for read in (batch02, batch10, extension):
        try:
            read(json.dumps(content))
        except Failure as failure:
            assert failure.kind == "reconcile-query"
