"""Reads the body of an answer within its budget, packed or not: a bomb costs no more memory than the budget allows."""

import zlib
from collections.abc import AsyncIterator

from communique.service.federation.errors import ServiceFailed
from communique.service.federation.policy import Budget

PIECE = 64 << 10
_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
ACCEPTED = "gzip, deflate"


async def read_body(chunks: AsyncIterator[bytes], encoding: str, budget: Budget) -> bytes:
    """The unpacked body; raises ServiceBudget beyond the budget, ServiceFailed for a broken encoding."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        parts = []
        async for chunk in chunks:
            budget.spend_bytes(len(chunk))
            parts.append(chunk)
        return b"".join(parts)
    if encoding not in _WINDOWS:
        raise ServiceFailed("it answered in an encoding that was not asked for")
    return await _unpack(chunks, _WINDOWS[encoding], budget)


async def _unpack(chunks: AsyncIterator[bytes], window: int, budget: Budget) -> bytes:
    parts = []
    unpacker = zlib.decompressobj(window)
    try:
        async for chunk in chunks:
            while chunk and not unpacker.eof:
                part = unpacker.decompress(chunk, PIECE)
                budget.spend_bytes(len(part))
                parts.append(part)
                chunk = unpacker.unconsumed_tail
    except zlib.error:
        raise ServiceFailed("its answer cannot be unpacked") from None
    if not unpacker.eof:
        raise ServiceFailed("its answer ends too early")
    return b"".join(parts)
