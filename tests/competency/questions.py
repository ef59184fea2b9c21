"""Reads the competency questions and their answers."""

import csv
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

FOLDER = Path(__file__).resolve().parent
_SELECT = NamedNode("http://www.w3.org/ns/shacl#select")

Row = tuple[str, ...]


class Question(NamedTuple):
    """A question: its name (file stem), its query, its expected columns and rows (sorted, lexical values)."""

    name: str
    query: str
    columns: Row
    rows: list[Row]

    @property
    def federated(self) -> bool:
        """Whether it asks another endpoint as well."""
        return "SERVICE" in self.query


def questions() -> list[Question]:
    """All questions, in the order of their numbers."""
    return [_read(path) for path in sorted(FOLDER.glob("cq*.ttl"))]


def differing(store: str) -> dict[str, str]:
    """The questions that a store answers in another way, by name, with the reason."""
    path = FOLDER / f"{store}.tsv"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def _read(path: Path) -> Question:
    queries = [quad.object for quad in parse(path=path, format=RdfFormat.TURTLE) if quad.predicate == _SELECT]
    (query,) = queries
    assert isinstance(query, Literal)
    with (FOLDER / "answers" / f"{path.stem}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return Question(path.stem, query.value, tuple(header), sorted(map(tuple, rows)))
