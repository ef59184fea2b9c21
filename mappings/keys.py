"""Keys computed from content: the same content has the same key in every build, in whatever order it was written."""

import hashlib
from collections.abc import Iterable

LENGTH = 16


def content_key(kind: str, parts: Iterable[str]) -> str:
    """The first 16 hexadecimal digits of the SHA-256 over a kind and its parts in sorted order, one a line."""
    content = "\n".join([kind, *sorted(parts)])
    return hashlib.sha256(content.encode()).hexdigest()[:LENGTH]


def ordered_key(*parts: str) -> str:
    """Likewise over parts whose order counts, such as where a passage starts and ends."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:LENGTH]
