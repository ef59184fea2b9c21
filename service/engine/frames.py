"""The wire between a worker and the web process: frames of one kind byte, a four-byte length and a body.

A worker begins with READY. A question goes out as one length and its bytes. A small answer comes back as one WHOLE
frame; a large one as HEAD, DATA …, END; a failure as FAILED at any point. Nothing here trusts a length: a worker may
have been corrupted by what it evaluated.
"""

import struct

READY, WHOLE, HEAD, DATA, END, FAILED = b"RWHDEF"
LENGTH = struct.Struct("!I")
HEADER = struct.Struct("!BI")
STATS = struct.Struct("!cB??")
"""Form of the answer (S, B or G), its coding, whether it is stable, whether the worker wishes to retire."""

FRAME = 256 << 10  # bytes of results in one frame
FIRST = 32 << 10  # bytes after which the first frame leaves, so that the first byte is not late
LARGEST = 2 * FRAME  # a longer frame is a fault of the worker

SOLUTIONS, BOOLEAN, GRAPH = b"S", b"B", b"G"
PLAIN = ""
PACKED = (PLAIN, "br", "gzip")  # the codings by their number on the wire


def pack(kind: int, body: bytes) -> bytes:
    """One frame as bytes."""
    return HEADER.pack(kind, len(body)) + body
