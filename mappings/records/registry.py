"""The registry: it mints the key of each thing once, labels it, and says which things are not, or may be, the same."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from communique.iris import THING_KINDS
from communique.mappings.records.fields import Fields, optional, read_fields, required
from communique.mappings.records.files import as_list, as_mapping, open_tree
from communique.mappings.records.issue import Issue, near
from communique.mappings.records.kinds import doubt
from communique.mappings.records.models import Doubt
from communique.mappings.records.tree import Mapping, Node, Scalar
from communique.mappings.records.values import KEY, language, many, mapping, matching, ref, text
from communique.mappings.records.world import Concepts, Context, World

MINTED = tuple(kind for kind in THING_KINDS if kind != "doc")
AGENT_KINDS = ("party", "body", "organization", "forum", "person")
EVENT_CLASSES = ("Event", "PartyCongress")
AT = matching(re.compile(r"[0-9a-z-]+:[^\s:]+"), "a document and the name of a passage, as 000:l27")


@dataclass(frozen=True, slots=True)
class Thing:
    """A minted thing: `ref` is `kind/key`, labels are pairs of language and words in the order of the file."""

    ref: str
    labels: tuple[tuple[str, str], ...]
    type: str | None
    note: str | None
    replaced_by: str | None
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Two things that are different (or may be the same), why, and the passages this rests on (`000:l27`)."""

    pair: tuple[str, str]
    different: bool
    reason: str
    passages: tuple[str, ...]
    doubt: Doubt | None
    file: str
    line: int


@dataclass(frozen=True)
class Registry:
    """All minted things by reference, and statements of identity; `whole`, `spoiled`, `files` as for a document."""

    things: dict[str, Thing]
    identities: tuple[Identity, ...]
    whole: bool = True
    spoiled: frozenset[str] = frozenset()
    files: dict[str, str] = field(default_factory=dict)

    @property
    def english(self) -> dict[str, str]:
        """The English label of each thing, by reference."""
        return {key: dict(thing.labels)["en"] for key, thing in self.things.items()}


def labels(node: Node, context: Context) -> tuple[tuple[str, str], ...] | None:
    """A label in each of its languages."""
    found = mapping(node, context, "labels by language, as {en: …, el: …}")
    if found is None:
        return None
    pairs = []
    for tag, value in found.entries.items():
        known = language(Scalar(found.lines[tag], tag, plain=True), context)
        words = text(value, context)
        if known and words:
            pairs.append((known, words))
    if "en" not in found.entries:
        context.fault(found.line, "a label in English ('en') is needed")
        return None
    return tuple(pairs) if len(pairs) == len(found.entries) else None


def thing_fields(kind: str) -> Fields:
    """The fields of a thing of a kind."""
    own: Fields = {"label": required(labels), "note": optional(text), "replaced_by": optional(ref(kind))}
    if kind == "event":
        own["class"] = optional(matching(re.compile("|".join(EVENT_CLASSES)), f"one of {', '.join(EVENT_CLASSES)}"))
    return own


def _thing(kind: str, key: str, entries: Mapping, context: Context) -> Thing | None:
    line = entries.lines[key]
    if not KEY.fullmatch(key):
        context.fault(line, f"'{key}' is no key: lower-case letters, digits and single hyphens make one")
    found = mapping(entries.entries[key], context, "a mapping with a label")
    values = read_fields(found, thing_fields(kind), context, f"{kind}/{key}") if found else None
    if values is None:
        return None
    reference, successor = f"{kind}/{key}", values["replaced_by"]
    return Thing(reference, values["label"], values.get("class"), values["note"], successor, context.file, line)


PAIR: Fields = {
    "different": optional(many(ref(*THING_KINDS), least=2)),
    "possibly_same": optional(many(ref(*THING_KINDS), least=2)),
    "reason": required(text),
    "from": required(many(AT)),
    "doubt": optional(doubt),
}


def _identity(node: Node, context: Context) -> Identity | None:
    found = mapping(node, context, "a mapping with different or possibly_same, reason and from")
    values = read_fields(found, PAIR, context, "a statement of identity") if found else None
    if values is None:
        context.spoil(node)
        return None
    different, same = values["different"], values["possibly_same"]
    if (different is None) == (same is None):
        context.fault(node.line, "expected one of the fields 'different' and 'possibly_same'")
        return None
    pair = different or same
    if len(pair) != 2:
        context.fault(node.line, f"expected two things, found {len(pair)}")
        return None
    where = (context.file, node.line)
    return Identity(pair, same is None, values["reason"], values["from"], values["doubt"], *where)


def _minted_once(things: dict[str, Thing], issues: list[Issue]) -> None:
    """One key names one agent: the same key among parties and among organisations would be two names for it."""
    first: dict[str, Thing] = {}
    for thing in things.values():
        kind, _, key = thing.ref.partition("/")
        if kind in AGENT_KINDS and key in first:
            there = first[key]
            message = f"the key '{key}' is minted twice: as {there.ref} ({there.file}:{there.line}) too"
            issues.append(Issue(thing.file, thing.line, message))
        elif kind in AGENT_KINDS:
            first[key] = thing


def _files(folder: Path, issues: list[Issue]) -> Iterable[tuple[str, Path]]:
    """The registry's files by kind; an unknown file is an issue."""
    if not folder.is_dir():
        issues.append(Issue(str(folder), 0, "the folder of the registry is missing"))
        return
    names = [f"{kind}.yaml" for kind in (*MINTED, "identity")]
    for path in sorted(folder.iterdir()):
        if path.name in names:
            yield path.stem, path
        elif not path.name.startswith("."):
            issues.append(Issue(str(path), 0, "this file is no part of the registry", near(path.name, names)))


def read_registry(
    seeds: Path, documents: Iterable[str], concepts: Concepts, issues: list[Issue]
) -> tuple[Registry, World]:
    """The registry of a seeds folder, and the world that records may refer to; faults join `issues`."""
    trees = {kind: (path, open_tree(path, issues)) for kind, path in _files(seeds / "registry", issues)}
    minted = {k: (p, t, as_mapping(t, p, issues)) for k, (p, t) in trees.items() if k != "identity"}
    unread = frozenset(kind for kind, (_, tree, _) in minted.items() if not tree.whole)
    keys = {f"{kind}/{key}" for kind, (_, _, entries) in minted.items() for key in entries.entries}
    world = World(frozenset(keys | {f"doc/{key}" for key in documents}), concepts, unread)
    things: dict[str, Thing] = {}
    for kind, (path, _, entries) in minted.items():
        context = Context(str(path), issues, world)
        found = (_thing(kind, key, entries, context) for key in entries.entries)
        things |= {thing.ref: thing for thing in found if thing is not None}
    _minted_once(things, issues)
    identities: list[Identity | None] = []
    spoiled: set[str] = set()
    if "identity" in trees:
        path, tree = trees["identity"]
        context = Context(str(path), issues, world, spoiled=spoiled)
        identities = [_identity(node, context) for node in as_list(tree, path, issues)]
    sound = tuple(entry for entry in identities if entry is not None)
    whole = all(tree.whole for _, tree in trees.values())
    files = {path.name: tree.sha256 for path, tree in trees.values()}
    return Registry(things, sound, whole, frozenset(spoiled), files), world
