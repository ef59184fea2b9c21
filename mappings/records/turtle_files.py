"""The vocabulary and the shapes as files that people edit: what cannot be read is an issue like any other."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.mappings import vocabulary
from communique.mappings.records.issue import Issue
from communique.paths import room


class Anything(frozenset[str]):
    """Stands for the lists of a vocabulary that cannot be read: it has every key, so that nothing is called unknown."""

    def __contains__(self, key: object) -> bool:
        return True


def anything(scheme: str) -> frozenset[str]:
    """The keys of a scheme that cannot be read."""
    return Anything()


def turtle_files() -> list[Path]:
    """The Turtle files of vocabulary and shapes."""
    return [*vocabulary.files(), *sorted(room("shapes").glob("*.ttl"))]


def turtle_issues(paths: Iterable[Path]) -> Iterator[Issue]:
    """What cannot be read of the given Turtle files: bytes that are not UTF-8, and broken syntax; once a file."""
    for path in paths:
        try:
            vocabulary.read(path)
        except SyntaxError as error:
            yield Issue(str(path), error.lineno or 0, f"broken Turtle: {error.msg}")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            byte = error.object[error.start]
            yield Issue(str(path), line, f"byte 0x{byte:02x} is not UTF-8: save the file as UTF-8")
        except OSError as error:
            yield Issue(str(path), 0, f"the file cannot be read: {error.strerror}")
