"""Which content coding a client gets."""

import pytest

from communique.service.sparql.coding import choose


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        (None, ""),
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP ; Q=0.5", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "gzip"),
        ("*;q=0", ""),
        ("gzip;q=0.2, identity;q=0.8", ""),
        ("gzip;q=0.5, identity;q=0.5", "gzip"),
        ("identity;q=0, *", "br"),
        ("zstd", ""),
        ("gzip;q=2", ""),
        ("gzip;q=nan, br;q=1.0000", ""),
        (",,;;q==1,gzip", "gzip"),
        ("a," * 5000 + "gzip", ""),
    ],
)
def test_the_coding_preferred(accepted: str | None, coding: str) -> None:
    assert choose(accepted) == coding
