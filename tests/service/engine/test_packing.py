"""Content codings: what was put in comes out, at once where it has to, and a break is seen."""

import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.service.engine.packing import CODINGS, packer


def unpack(coding: str, data: bytes) -> bytes:
    return gzip.decompress(data) if coding == "gzip" else bytes(brotli.decompress(data))


@given(st.sampled_from(sorted(CODINGS)), st.lists(st.binary(max_size=3000), max_size=5), st.binary(max_size=3000))
def test_what_goes_in_comes_out(coding: str, parts: list[bytes], last: bytes) -> None:
    packing = packer(coding)
    packed = b"".join(packing.feed(part) for part in parts) + packing.end(last)
    assert unpack(coding, packed) == b"".join(parts) + last


def test_what_was_fed_can_be_read_at_once() -> None:
    text = b"a row of a result\n" * 50
    assert zlib.decompressobj(31).decompress(packer("gzip").feed(text)) == text
    assert brotli.Decompressor().process(packer("br").feed(text)) == text


@pytest.mark.parametrize("coding", sorted(CODINGS))
def test_without_its_end_it_is_seen_to_be_incomplete(coding: str) -> None:
    with pytest.raises((EOFError, brotli.error)):
        unpack(coding, packer(coding).feed(b"a row of a result\n" * 50))
