"""Circles among ties, each found once."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from communique.mappings.records.across import circles
from communique.mappings.records.mentions import Tie

EDGES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20)


def ties(*edges: tuple[int, int]) -> list[Tie]:
    return [Tie("unitOf", str(start), str(end), "f", place) for place, (start, end) in enumerate(edges, 1)]


def test_a_circle_is_given_as_its_ties() -> None:
    (circle,) = circles(ties((1, 2), (2, 3), (3, 2)))
    assert [(tie.start, tie.end) for tie in circle] == [("2", "3"), ("3", "2")]


def test_two_ways_to_one_place_are_no_circle() -> None:
    assert list(circles(ties((1, 2), (1, 3), (2, 4), (3, 4)))) == []


def reaches_itself(edges: list[tuple[int, int]]) -> bool:
    reached = {start: {end for one, end in edges if one == start} for start, _ in edges}
    for _ in reached:
        reached = {start: ends.union(*(reached.get(end, set()) for end in ends)) for start, ends in reached.items()}
    return any(start in ends for start, ends in reached.items())


@given(EDGES)
def test_a_circle_is_found_where_there_is_one_and_only_there(edges: list[tuple[int, int]]) -> None:
    found = list(circles(ties(*edges)))
    assert bool(found) == reaches_itself(edges)
    for circle in found:
        assert circle[0].start == circle[-1].end
        assert all(one.end == next_.start for one, next_ in pairwise(circle))
