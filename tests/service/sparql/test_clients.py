"""Who asks, and how often they may."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.service.engine.question import Failure
from communique.service.sparql.clients import Rates, named


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::1", "::1"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("x" * 5000, "x" * 64),
    ],
)
def test_the_name_of_a_client(host: str, client: str) -> None:
    assert named(host) == client


def test_a_burst_then_a_rate_then_a_burst_again() -> None:
    clock = Clock()
    rates = Rates(10, 5, 100, clock)
    for _ in range(5):
        rates.take("192.0.2.1")
    with pytest.raises(Failure) as caught:
        rates.take("192.0.2.1")
    assert caught.value.kind == "rate"
    assert caught.value.more["headers"] == [(b"retry-after", b"1")]
    rates.take("192.0.2.2")  # another is not meant
    clock.now += 0.1
    rates.take("192.0.2.1")
    with pytest.raises(Failure):
        rates.take("192.0.2.1")
    clock.now += 60
    for _ in range(5):
        rates.take("192.0.2.1")
    with pytest.raises(Failure):
        rates.take("192.0.2.1")
    assert rates.refused == 3


def test_the_time_to_wait_is_told() -> None:
    clock = Clock()
    rates = Rates(0.1, 1, 100, clock)
    rates.take("192.0.2.1")
    with pytest.raises(Failure) as caught:
        rates.take("192.0.2.1")
    assert caught.value.more["headers"] == [(b"retry-after", b"10")]
    clock.now += 10
    rates.take("192.0.2.1")


@given(st.lists(st.tuples(st.integers(0, 30), st.floats(0, 1)), max_size=200))
def test_no_more_is_let_through_than_said_and_no_more_is_remembered(requests: list[tuple[int, float]]) -> None:
    clock = Clock()
    rates = Rates(2, 3, 1000, clock)
    few = Rates(2, 3, 8, clock)
    passed: dict[int, int] = {}
    for client, pause in requests:
        clock.now += pause
        with contextlib.suppress(Failure):
            rates.take(f"192.0.2.{client}")
            passed[client] = passed.get(client, 0) + 1
        with contextlib.suppress(Failure):
            few.take(f"192.0.2.{client}")
        assert len(few) <= 8
    assert all(count <= 3 + 2 * (clock.now - 1000) + 1e-6 for count in passed.values())


@pytest.mark.parametrize("client", ["127.0.0.1", "127.9.9.9", "::1"])
def test_this_machine_is_not_counted(client: str) -> None:
    rates = Rates(1, 1, 10)
    for _ in range(10):
        rates.take(client)


def test_without_a_rate_nobody_is_counted() -> None:
    rates = Rates(0, 1, 10)
    for _ in range(10):
        rates.take("192.0.2.1")
    assert len(rates) == 0
