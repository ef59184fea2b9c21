"""One document: what it is, its passages, and all its records, read from one folder of the seeds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from communique.mappings.records.facts import read_facts
from communique.mappings.records.fields import Fields, optional, read_fields, required
from communique.mappings.records.files import as_list, as_mapping, open_tree
from communique.mappings.records.issue import Issue, near
from communique.mappings.records.kinds import KINDS, read_record
from communique.mappings.records.models import Passage, Record
from communique.mappings.records.passages import check_furniture, read_passages
from communique.mappings.records.tree import Node
from communique.mappings.records.values import address, language, many, natural, scalar, sha256, text
from communique.mappings.records.within import check_records
from communique.mappings.records.world import Context, World

RECORD_FILES = ("facts.yaml", *KINDS)
FILES = ("document.yaml", "passages.yaml", *RECORD_FILES)


def _name(node: Node, context: Context) -> str | None:
    return scalar(node, context, "the name of a passage")


ABOUT: Fields = {
    "title": required(text),
    "address": optional(address),
    "language": required(language),
    "sha256": required(sha256),
    "characters": required(natural),
    "bytes": required(natural),
    "credit": optional(text),
    "note": optional(text),
    "furniture": optional(many(_name), ()),
}


@dataclass(frozen=True, slots=True)
class About:
    """What a document is: its title, where it comes from, and the size and hash of its file."""

    title: str
    language: str
    sha256: str
    characters: int
    bytes: int
    address: str | None = None
    credit: str | None = None
    note: str | None = None
    furniture: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict, hash=False)

    def line(self, name: str) -> int:
        """The line of one of its fields in document.yaml, 0 where it is not given."""
        return self.lines.get(name, 0)


@dataclass
class Document:
    """What one folder holds; `about` is None where document.yaml is at fault, `whole` False where a file broke off.

    `files` holds the SHA-256 of each record file by its name, `spoiled` the words of records that are at fault.
    """

    key: str
    folder: Path
    about: About | None = None
    passages: dict[str, Passage] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    whole: bool = True
    spoiled: set[str] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)


class _Reader:
    """Reads one folder, file by file, in an order in which each finds what it refers to."""

    def __init__(self, folder: Path, world: World) -> None:
        self.document = Document(folder.name, folder)
        self.issues = self.document.issues
        self.world = world
        self.names: Collection[str] = ()
        self.present = {path.name for path in folder.iterdir() if not path.name.startswith(".")}

    def context(self, name: str) -> Context:
        document = self.document
        tongue = document.about.language if document.about else "en"
        path = str(document.folder / name)
        return Context(path, self.issues, self.world, self.names, document.whole, tongue, document.spoiled)

    def files(self) -> None:
        for name in sorted(self.present.difference(FILES)):
            path = str(self.document.folder / name)
            self.issues.append(Issue(path, 0, "this file is no part of a document's records", near(name, FILES)))
        for name in ("document.yaml", "passages.yaml"):
            if name not in self.present:
                self.issues.append(Issue(str(self.document.folder / name), 0, "the file is missing"))
                self.document.whole = False

    def about(self) -> None:
        path = self.document.folder / "document.yaml"
        tree = open_tree(path, self.issues)
        self.document.files[path.name] = tree.sha256
        root = as_mapping(tree, path, self.issues)
        values = read_fields(root, ABOUT, self.context(path.name), "document.yaml")
        self.document.about = About(**values, lines=root.lines) if values else None

    def passages(self) -> None:
        path = self.document.folder / "passages.yaml"
        tree = open_tree(path, self.issues)
        self.document.files[path.name] = tree.sha256
        root, about = as_mapping(tree, path, self.issues), self.document.about
        characters = about.characters if about else None
        found = read_passages(root, self.document.key, characters, self.context(path.name))
        self.document.passages = found
        # A passage whose entry is at fault is told once, there, and not again by every record that cites it.
        self.names = root.entries
        self.document.whole = self.document.whole and tree.whole
        if about:
            check_furniture(found, about.furniture, path, about.line("furniture"), self.issues)

    def records(self, name: str) -> None:
        path = self.document.folder / name
        tree = open_tree(path, self.issues)
        self.document.files[name] = tree.sha256
        context = self.context(name)
        for node in as_list(tree, path, self.issues):
            if name == "facts.yaml":
                self.document.records.extend(read_facts(node, context))
            else:
                record = read_record(node, KINDS[name], context)
                self.document.records.extend([record] if record else [])
        self.document.whole = self.document.whole and tree.whole


def read_document(folder: Path, world: World) -> Document:
    """Everything in one folder of the seeds; what is at fault is left out and among its issues. Never raises."""
    reader = _Reader(folder, world)
    reader.files()
    if "document.yaml" in reader.present:
        reader.about()
    if "passages.yaml" in reader.present:
        reader.passages()
    for name in RECORD_FILES:
        if name in reader.present:
            reader.records(name)
    found = reader.document
    furniture = found.about.furniture if found.about else ()
    check_records(found.records, found.issues, furniture, found.whole, found.spoiled)
    return found
