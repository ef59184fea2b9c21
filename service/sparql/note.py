"""What is noted of one request while it is answered, for the figures and the log: a few words in the ASGI scope."""

import time
from collections.abc import MutableMapping
from typing import Any

KEY = "communique.note"


class Note:
    """One request: when it began (as `perf_counter` has it), its status (0 where the client left before there was one),
    and what it asked, if it did.

    `form` is the answer's (see `frames`), `kept` whether it came out of the cache, `broken` whether it ended before its
    end, `failure` the kind of the problem that was sent instead.
    """

    __slots__ = ("began", "broken", "failure", "form", "kept", "query", "status")

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.status = 0
        self.query = ""
        self.form = b""
        self.kept = False
        self.broken = False
        self.failure = ""


def begin(scope: MutableMapping[str, Any]) -> Note:
    """The note of a request; it begins with the first call."""
    noted = scope.get(KEY)
    if not isinstance(noted, Note):
        noted = scope[KEY] = Note()
    return noted


def of(scope: MutableMapping[str, Any]) -> Note:
    """The note of a request; one that nobody reads where nobody asked for it."""
    note = scope.get(KEY)
    return note if isinstance(note, Note) else Note()
