"""Opening record files: what is missing or cannot be read is an issue, never an exception."""

from pathlib import Path

from communique.mappings.records.issue import Issue
from communique.mappings.records.tree import Mapping, Node, Sequence, Tree, read_tree


def open_tree(path: Path, issues: list[Issue]) -> Tree:
    """The tree of a file that is there; one that cannot be opened is an issue and an unread tree."""
    try:
        data = path.read_bytes()
    except OSError as error:
        issues.append(Issue(str(path), 0, f"the file cannot be read: {error.strerror}"))
        return Tree(None, whole=False)
    return read_tree(data, str(path), issues)


def as_list(tree: Tree, path: Path, issues: list[Issue]) -> list[Node]:
    """The records of a file whose root must be a list; an empty file has none."""
    if isinstance(tree.root, Sequence):
        return tree.root.items
    if tree.root is not None:
        issues.append(Issue(str(path), tree.root.line, "expected a list of records, each starting with '- '"))
    return []


def as_mapping(tree: Tree, path: Path, issues: list[Issue]) -> Mapping:
    """The root of a file that must be a mapping; an empty file has no keys."""
    if isinstance(tree.root, Mapping):
        return tree.root
    if tree.root is not None:
        issues.append(Issue(str(path), tree.root.line, "expected keys, each with its fields, not a list or a word"))
    return Mapping(1)
