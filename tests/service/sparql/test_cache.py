"""What is kept in memory: within its bound, the most used, nothing that is not whole."""

from hypothesis import given
from hypothesis import strategies as st

from communique.service.sparql.cache import LARGEST, OVERHEAD, SHARE, Cache, Gatherer, Kept

MOST = 1 << 20


def kept(size: int, tag: bytes = b'"t"') -> Kept:
    return Kept(b"S", "", tag, (b"x" * size,), size)


def test_what_was_not_used_for_longest_goes_first() -> None:
    cache = Cache(MOST)
    size = MOST // LARGEST - OVERHEAD
    room = (MOST - MOST // SHARE) // (MOST // LARGEST)
    for number in range(room):
        cache.put(number, kept(size))
    assert cache.get(0) is not None
    cache.put("one more", kept(size))
    assert cache.get(1) is None
    assert cache.get(0) is not None
    assert (cache.hits, cache.misses) == (2, 1)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, MOST // 4)), max_size=60))
def test_no_more_is_kept_than_allowed(puts: list[tuple[int, int]]) -> None:
    cache = Cache(MOST)
    for key, size in puts:
        cache.put(key, kept(size))
        assert cache.size <= MOST - MOST // SHARE
        found = cache.get(key)
        assert found is None or found.size + OVERHEAD <= MOST // LARGEST


def test_nothing_is_kept_without_room() -> None:
    cache = Cache(0)
    cache.put("key", kept(0))
    assert len(cache) == 0
    gatherer = Gatherer(cache)
    gatherer.add(b"x")
    assert gatherer.taken() is None


def test_gathering_is_bounded_for_one_and_for_all_together() -> None:
    cache = Cache(MOST)
    large = Gatherer(cache)
    large.add(b"x" * (MOST // LARGEST + 1))
    assert large.taken() is None
    assert cache.size == 0
    gatherers = [Gatherer(cache) for _ in range(5)]
    for gatherer in gatherers:
        gatherer.add(b"x" * (MOST // LARGEST))
    assert [gatherer.taken() is not None for gatherer in gatherers] == [True, True, False, False, False]
    assert cache.size == MOST // SHARE
    for gatherer in gatherers:
        gatherer.end()
    assert cache.size == 0
