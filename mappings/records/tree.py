"""YAML as a tree that remembers its lines, built from the parser's events and never from its objects.

Scalars stay strings: what `2017-08`, `no` or `010` mean is decided by the field that holds them. Aliases, anchors,
tags and second documents are refused, nesting is bounded; so neither time nor memory can grow beyond the file's size.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from communique.mappings.records.issue import Issue

DEPTH = 16


@dataclass(slots=True)
class Scalar:
    """One value as written; `plain` where it stands without quotes and is no block."""

    line: int
    value: str
    plain: bool


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    line: int
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys with their lines and values, in the order of the file."""

    line: int
    entries: dict[str, "Node"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


@dataclass(slots=True)
class Tree:
    """The root of a file; `whole` is False where a part of the file could not be read; `sha256` is of its bytes."""

    root: Node | None
    whole: bool
    sha256: str = ""


def words(node: Node | None) -> Iterator[str]:
    """Every scalar in a node, keys left out."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Scalar):
            yield found.value
        elif isinstance(found, Sequence):
            waiting.extend(found.items)
        elif isinstance(found, Mapping):
            waiting.extend(found.entries.values())


class _Refused(Exception):
    """A construct that record files do not use."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class _Builder:
    """Puts nodes together; a node joins its parent when it is complete, so that what broke off leaves no trace."""

    def __init__(self, file: str, issues: list[Issue]) -> None:
        self.file = file
        self.issues = issues
        self.root: Node | None = None
        self.open: list[tuple[Sequence | Mapping, Scalar | None]] = []

    def fault(self, line: int, message: str) -> None:
        self.issues.append(Issue(self.file, line, message))

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.ScalarEvent):
            self._plain_only(event, line)
            self._add(Scalar(line, event.value, bool(event.implicit[0])))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._plain_only(event, line)
            if len(self.open) == DEPTH:
                raise _Refused(line, f"nested more than {DEPTH} deep")
            self.open.append((Mapping(line) if isinstance(event, yaml.MappingStartEvent) else Sequence(line), None))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            node, _ = self.open.pop()
            self._add(node)
        elif isinstance(event, yaml.AliasEvent):
            raise _Refused(line, f"the alias *{event.anchor} is not allowed in record files: write the value out")
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise _Refused(line, "a second YAML document ('---') in one file is not allowed")

    def _plain_only(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            raise _Refused(line, f"the anchor &{event.anchor} is not allowed in record files: write the value out")
        if getattr(event, "tag", None) not in (None, "!"):
            raise _Refused(line, "a tag ('!…') is not allowed in record files")

    def _add(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent, key = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key is None:
            self.open[-1] = (parent, self._key(node))
        else:
            self.open[-1] = (parent, None)
            self._enter(parent, key, node)

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        raise _Refused(node.line, "a key must be a word, not a list or a mapping")

    def _enter(self, parent: Mapping, key: Scalar, node: Node) -> None:
        if key.value in parent.entries:
            first = parent.lines[key.value]
            self.fault(key.line, f"'{key.value}' stands twice: first on line {first}; keep one of them")
            return
        parent.entries[key.value] = node
        parent.lines[key.value] = key.line


def _decoded(data: bytes, builder: _Builder) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        builder.fault(line, f"byte 0x{data[error.start]:02x} is not UTF-8: save the file as UTF-8")
        return None
    if text.startswith("\ufeff"):
        builder.fault(1, "the file starts with a byte order mark: save it as UTF-8 without one")
        return text[1:]
    return text


def read_tree(data: bytes, file: str, issues: list[Issue]) -> Tree:
    """The tree of a YAML file; faults join `issues`, and what was complete before one is kept. Never raises."""
    builder = _Builder(file, issues)
    text = _decoded(data, builder)
    whole = text is not None and _parse(text, builder)
    root = builder.open[0][0] if builder.open else builder.root
    return Tree(root, whole, hashlib.sha256(data).hexdigest())


def _parse(text: str, builder: _Builder) -> bool:
    """Feed the events of a text to the builder; False where the text ends in a fault."""
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
        return True
    except _Refused as refusal:
        builder.fault(refusal.line, str(refusal))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        context = f" {error.context}" if error.context else ""
        builder.fault(mark.line + 1 if mark else 1, f"broken YAML: {error.problem}{context}")
    except yaml.reader.ReaderError as error:
        builder.fault(text.count("\n", 0, error.position) + 1, f"broken YAML: {error.reason} (U+{_point(error):04X})")
    return False


def _point(error: yaml.reader.ReaderError) -> int:
    return error.character if isinstance(error.character, int) else ord(error.character[:1] or "\0")
