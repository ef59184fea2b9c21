"""What goes to a worker (a question) and what can come back instead of an answer (a failure)."""

import marshal
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """One query with everything its evaluation depends on.

    `solutions` and `graphs` name the formats (see `formats`) for SELECT or ASK and for CONSTRUCT or DESCRIBE; None
    where the client accepts none. `default_graphs` and `named_graphs` are the protocol's dataset; both None where it
    names none. `pretty` asks for a graph in a fixed order and with prefixes; it is held in memory for that. `coding` is
    the content coding that the client takes, or nothing; a small answer is not packed.
    """

    text: str
    solutions: str | None = "json"
    graphs: str | None = "ttl"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    pretty: bool = False
    coding: str = ""

    def encode(self) -> bytes:
        """The question as bytes for a worker, which runs the same interpreter."""
        dataset = self.default_graphs, self.named_graphs
        return marshal.dumps((self.text, self.solutions, self.graphs, *dataset, self.pretty, self.coding))

    @staticmethod
    def decode(data: bytes) -> "Question":
        """The question that `encode` made these bytes of."""
        return Question(*marshal.loads(data))


class Failure(Exception):
    """Why a question has no answer: `kind` is a key of the table of problems, the rest is for its reader."""

    def __init__(self, kind: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.more = more
