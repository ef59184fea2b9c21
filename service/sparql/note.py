"""What is noted of one request while it is answered, for the figures and the log: a few words in the ASGI scope."""

from collections.abc import MutableMapping
from typing import Any

KEY = "communique.note"


class Note:
    """One request: its status (0 where the client left before there was one), and what it asked, if it did.

    `form` is the answer's (see `frames`), `kept` whether it came out of the cache, `broken` whether it ended before its
    end, `failure` the kind of the problem that was sent instead.
    """

    __slots__ = ("broken", "failure", "form", "kept", "query", "status")

    def __init__(self) -> None:
        self.status = 0
        self.query = ""
        self.form = b""
        self.kept = False
        self.broken = False
        self.failure = ""


def of(scope: MutableMapping[str, Any]) -> Note:
    """The note of a request; one that nobody reads where nobody asked for it."""
    note = scope.get(KEY)
    return note if isinstance(note, Note) else Note()
