"""The competency questions as example queries, one a file and all in one, as query editors read them."""

from collections.abc import Sequence
from pathlib import Path

from communique.mappings import vocabulary
from communique.mappings.records.issue import Issue
from communique.mappings.turtle import FILE_PREFIXES, Triple, canonical_turtle


def example_files(folder: Path) -> list[Path]:
    """The Turtle files of a folder of questions, in the order of their names."""
    return sorted(folder.glob("*.ttl"))


def check_examples(paths: Sequence[Path]) -> list[Issue]:
    """A fault for each file that cannot be read as Turtle."""
    issues = []
    for path in paths:
        try:
            vocabulary.read(path)
        except (SyntaxError, UnicodeDecodeError) as error:
            line = (error.lineno or 0) if isinstance(error, SyntaxError) else 0
            issues.append(Issue(str(path), line, f"is not Turtle: {error}", "mend it, or take it out of the questions"))
    return issues


def all_examples(paths: Sequence[Path]) -> str:
    """All questions as one canonical Turtle text. Raises SyntaxError for a file that is not Turtle."""
    triples: list[Triple] = []
    for path in paths:
        triples += vocabulary.read(path)
    return canonical_turtle(triples, FILE_PREFIXES)
