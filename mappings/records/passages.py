"""Reading passages.yaml: the places in the document that its records rest on."""

import re
from collections.abc import Iterable
from pathlib import Path

from communique.mappings.records.fields import Fields, read_fields, required
from communique.mappings.records.issue import Issue, near
from communique.mappings.records.models import Passage
from communique.mappings.records.tree import Mapping
from communique.mappings.records.values import mapping, natural, sha256
from communique.mappings.records.world import Context

NAME = re.compile(r"[^\s:,\[\]{}#]+")
PLACE: Fields = {
    "line": required(natural),
    "start": required(natural),
    "end": required(natural),
    "sha256": required(sha256),
}


def _passage(document: str, name: str, entries: Mapping, context: Context) -> Passage | None:
    at = entries.lines[name]
    if not NAME.fullmatch(name):
        context.fault(at, f"'{name}' cannot name a passage: no spaces, colons or brackets")
    found = mapping(entries.entries[name], context, "a mapping with line, start, end and sha256")
    values = read_fields(found, PLACE, context, f"the passage '{name}'") if found else None
    return Passage(document, name, **values, at=at) if values else None


def _fault(passage: Passage, characters: int | None) -> str:
    """What is wrong with the place of a passage, or an empty string."""
    if passage.start >= passage.end:
        return f"'{passage.name}' ends ({passage.end}) before it starts ({passage.start})"
    if characters is not None and passage.end > characters:
        return f"'{passage.name}' ends at {passage.end}, outside its file of {characters} characters"
    if passage.line < 1:
        return f"'{passage.name}' is on line 0: lines count from 1"
    return ""


def read_passages(entries: Mapping, document: str, characters: int | None, context: Context) -> dict[str, Passage]:
    """The passages of a document by name; one that is at fault is reported and kept where it can be told apart."""
    passages: dict[str, Passage] = {}
    places: dict[tuple[int, int], str] = {}
    for name in entries.entries:
        passage = _passage(document, name, entries, context)
        if passage is None:
            continue
        fault = _fault(passage, characters)
        twin = places.setdefault((passage.start, passage.end), name)
        if not fault and twin != name:
            fault = f"'{name}' is the same place as '{twin}': keep one of them"
        if fault:
            context.fault(passage.at, fault)
        passages[name] = passage
    return passages


def check_furniture(passages: dict[str, Passage], names: Iterable[str], about: Path, issues: list[Issue]) -> None:
    """Furniture must be passages, and no other passage may overlap it: no claim rests on what is not the document's."""
    furniture = []
    for name in names:
        if name in passages:
            furniture.append(passages[name])
        else:
            hint = near(name, passages)
            issues.append(Issue(str(about), 0, f"the furniture '{name}' is no passage of passages.yaml", hint))
    others = [passage for passage in passages.values() if passage.name not in names]
    file = str(about.with_name("passages.yaml"))
    issues += [
        Issue(file, passage.at, f"'{passage.name}' overlaps the page furniture '{piece.name}'")
        for passage in others
        for piece in furniture
        if passage.start < piece.end and piece.start < passage.end
    ]
