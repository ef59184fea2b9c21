"""The competency questions as example queries, one a file and all in one, as query editors read them."""

from collections.abc import Iterable
from pathlib import Path

from communique.mappings import vocabulary
from communique.mappings.turtle import FILE_PREFIXES, Triple, canonical_turtle


def example_files(folder: Path) -> list[Path]:
    """The Turtle files of a folder of questions, in the order of their names."""
    return sorted(folder.glob("*.ttl"))


def all_examples(paths: Iterable[Path]) -> str:
    """All questions as one canonical Turtle text. Raises SyntaxError for a file that is not Turtle."""
    triples: list[Triple] = []
    for path in paths:
        triples += vocabulary.read(path)
    return canonical_turtle(triples, FILE_PREFIXES)
