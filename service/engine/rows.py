"""How many rows a result has, told from its bytes: the engine writes results in one go, and nobody counts for us.

Each format has a mark that stands once for each row and cannot stand in a value, as it would be escaped there; only in
CSV it can, between quotes. Rows without any binding have no mark in JSON, and are bounded by their bytes alone.
"""

MARKS = {"json": b'}},{"', "xml": b"<result>", "tsv": b"\n", "csv": b"\r\n"}
BESIDES = {"json": 1, "xml": 0, "tsv": -1, "csv": -1}  # a first row before any mark; marks that are the header's


class Rows:
    """Counts the rows of one result of solutions while it is written in pieces, in the format of that name."""

    def __init__(self, name: str) -> None:
        self._seen = BESIDES[name]
        self._quotes = name == "csv"
        self._mark = MARKS[name]
        self._quoted = False
        self._tail = b""

    def add(self, data: bytes) -> int:
        """Take the next piece; gives how many rows there are by now."""
        text = self._tail + data
        outside = self._outside(text) if self._quotes else [text]
        self._seen += sum(part.count(self._mark) for part in outside)
        begun = (self._mark[:size] for size in range(len(self._mark) - 1, 0, -1))
        self._tail = next((start for start in begun if text.endswith(start)), b"")
        return max(self._seen, 0)

    def _outside(self, text: bytes) -> list[bytes]:
        """The parts of a piece of CSV that do not stand between quotes."""
        if b'"' not in text:
            return [] if self._quoted else [text]
        parts = text.split(b'"')
        first, self._quoted = int(self._quoted), self._quoted ^ (len(parts) % 2 == 0)
        return parts[first::2]
