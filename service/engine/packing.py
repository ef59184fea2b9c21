"""Content codings of answers, made bit by bit: what has been put in can leave at any time, and a break stays visible.

The levels are low: they pack results to a twentieth at the speed at which results are written, and higher ones would
save a few per cent for several times the work.
"""

import zlib
from typing import Protocol

import brotli  # type: ignore[import-untyped]

SMALLEST = 1024  # bytes; below, packing saves nothing worth its time
_GZIP_LEVEL, _GZIP_WINDOW = 3, 16 + zlib.MAX_WBITS
_BROTLI_QUALITY, _BROTLI_WINDOW = 3, 18


class Packer(Protocol):
    """One answer in a content coding."""

    def feed(self, data: bytes) -> bytes:
        """Take some bytes; gives what is ready to leave, with all that was taken so far."""

    def end(self, data: bytes) -> bytes:
        """Take the last bytes; gives the rest. Without it what was packed is seen to be incomplete."""


class _Gzip:
    def __init__(self) -> None:
        self._packer = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)

    def feed(self, data: bytes) -> bytes:
        return self._packer.compress(data) + self._packer.flush(zlib.Z_SYNC_FLUSH)

    def end(self, data: bytes) -> bytes:
        return self._packer.compress(data) + self._packer.flush()


class _Brotli:
    def __init__(self) -> None:
        self._packer = brotli.Compressor(quality=_BROTLI_QUALITY, lgwin=_BROTLI_WINDOW)

    def feed(self, data: bytes) -> bytes:
        return bytes(self._packer.process(data) + self._packer.flush())

    def end(self, data: bytes) -> bytes:
        return bytes(self._packer.process(data) + self._packer.finish())


CODINGS: dict[str, type[_Gzip | _Brotli]] = {"br": _Brotli, "gzip": _Gzip}
"""By name, the one that packs better first."""


def packer(coding: str) -> Packer:
    """A packer for one answer; the coding is a key of CODINGS."""
    return CODINGS[coding]()
