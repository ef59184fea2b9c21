"""The alignment's files: SSSOM TSV, one file a kind of thing, read into typed rows with every fault by file and line.

What a row must hold is written once, in `COLUMNS` and `_row`; how rows must agree with each other is in `gate.py`.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from communique.iris import BASE, EXTERNAL, THING_KINDS
from communique.mappings.records.issue import Issue, near

SUFFIX = ".sssom.tsv"
NOTHING = "sssom:NoTermFound"
EXACT = "skos:exactMatch"
PREDICATES = (EXACT, "skos:closeMatch", "skos:relatedMatch", "skos:broadMatch", "skos:narrowMatch")
NAMESPACES = {
    "wikidata": "http://www.wikidata.org/entity/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sssom": "https://w3id.org/sssom/",
    "skos": EXTERNAL["skos"],
}
JUSTIFICATIONS = (
    "semapv:ManualMappingCuration",
    "semapv:LexicalMatching",
    "semapv:CompositeMatching",
    "semapv:MappingReview",
)
REQUIRED = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "reviewer_label",
    "object_source_version",
    "mapping_date",
    "confidence",
    "see_also",
    "comment",
)
OPTIONAL = ("mapping_tool", "mapping_tool_version", "curation_rule_text", "similarity_score")
COLUMNS = (*REQUIRED, *OPTIONAL)
HEADER = (
    "curie_map",
    "mapping_set_id",
    "mapping_set_version",
    "mapping_set_title",
    "license",
    "subject_source",
    "subject_source_version",
    "object_source",
    "mapping_tool",
    "mapping_tool_version",
)
_ITEM = re.compile(r"wikidata:Q[1-9][0-9]*")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SEPARATOR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Row:
    """One decision. `subject` is `kind/key`, `object` a CURIE (`NOTHING` where no item was found)."""

    subject: str
    subject_label: str
    predicate: str
    negated: bool
    object: str
    object_label: str
    justification: str
    author: str
    reviewer: str
    version: str
    date: str
    confidence: str
    see_also: tuple[str, ...]
    comment: str
    tool: str = ""
    tool_version: str = ""
    rule: str = ""
    score: str = ""
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def found(self) -> bool:
        """Whether the row names an item at all."""
        return self.object != NOTHING

    @property
    def positive(self) -> bool:
        """Whether the row says that the thing is, or is like, an item."""
        return self.found and not self.negated

    @property
    def decision(self) -> tuple[str, str, bool, str]:
        """What is decided, whatever the reasons: two rows with the same decision are duplicates."""
        return self.subject, self.predicate, self.negated, self.object


@dataclass(frozen=True, slots=True)
class MappingSet:
    """One file: its header, as text by slot, and its sound rows in their order."""

    kind: str
    file: str
    header: dict[str, str]
    curies: dict[str, str]
    rows: tuple[Row, ...]


def _header_faults(found: dict[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the slots of the set."""
    for slot in found.keys() - set(HEADER):
        yield f"unknown slot '{slot}' of the mapping set", near(str(slot), HEADER)
    for slot in HEADER:
        if not found.get(slot):
            yield f"the header lacks the slot '{slot}'", ""
    curies = found.get("curie_map") or {}
    for prefix, namespace in NAMESPACES.items():
        if curies.get(prefix) != namespace:
            yield f"curie_map must map '{prefix}' to {namespace}", ""
    if not str(curies.get(kind, "")).endswith(f"/id/{kind}/"):
        yield f"curie_map must map '{kind}' to {BASE}id/{kind}/", ""
    if not str(found.get("mapping_set_id", "")).endswith(f"/alignments/{kind}{SUFFIX}"):
        yield f"mapping_set_id must end in /alignments/{kind}{SUFFIX}", ""


def _header(lines: list[str], name: str, kind: str, issues: list[Issue]) -> tuple[dict[str, str], dict[str, str]]:
    """The slots of the set and its CURIE map, from the comment lines."""
    try:
        found = yaml.safe_load("".join(line[1:] for line in lines)) or {}
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        issues.append(Issue(name, mark.line + 1 if mark else 1, "the header is not YAML behind '#'"))
        return {}, {}
    if not isinstance(found, dict):
        issues.append(Issue(name, 1, "the header must be YAML slots behind '#', as '#license: …'"))
        return {}, {}
    issues += [Issue(name, 1, message, hint) for message, hint in _header_faults(found, kind)]
    curies = found.pop("curie_map", None) or {}
    return {str(key): str(value) for key, value in found.items()}, {str(k): str(v) for k, v in curies.items()}


def _subject(value: str, kind: str) -> Iterator[tuple[str, str]]:
    prefix, _, key = value.partition(":")
    if prefix != kind or not _KEY.fullmatch(key):
        yield f"expected a thing of this file's kind as '{kind}:key', found '{value}'", near(prefix, [kind])


def _object(value: str) -> Iterator[tuple[str, str]]:
    if value != NOTHING and not _ITEM.fullmatch(value):
        yield f"expected an item as 'wikidata:Q42' or '{NOTHING}', found '{value}'", near(value, [NOTHING])


def _confidence(value: str) -> bool:
    try:
        return 0 < float(value) <= 1
    except ValueError:
        return False


def _date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _faults(values: dict[str, str], kind: str) -> Iterator[tuple[str, str]]:
    """What is wrong inside one row, each with a hint."""
    yield from _subject(values["subject_id"], kind)
    yield from _object(values["object_id"])
    if values["predicate_id"] not in PREDICATES:
        yield f"expected one of {', '.join(PREDICATES)}", near(values["predicate_id"], PREDICATES)
    if values["predicate_modifier"] not in ("", "Not"):
        yield "predicate_modifier is 'Not' or empty", ""
    if values["mapping_justification"] not in JUSTIFICATIONS:
        justification = values["mapping_justification"]
        yield f"unknown mapping_justification '{justification}'", near(justification, JUSTIFICATIONS)
    if not _confidence(values["confidence"]):
        yield f"confidence is a number above 0 and up to 1, found '{values['confidence']}'", ""
    if not _date(values["mapping_date"]):
        yield f"mapping_date is a day as 2026-11-22, found '{values['mapping_date']}'", ""
    needed = ["subject_label", "author_label", "reviewer_label", "comment"]
    if values["object_id"] == NOTHING:
        if values["predicate_modifier"]:
            yield "a row without an item cannot be negated", ""
    else:
        needed += ["object_label", "object_source_version", "see_also"]
    for slot in needed:
        if not values[slot].strip():
            yield f"the slot '{slot}' is empty: every identifier needs its label, version and evidence", ""


def _row(values: dict[str, str], file: str, line: int) -> Row:
    """The row of sound values."""
    return Row(
        subject=values["subject_id"].replace(":", "/", 1),
        subject_label=values["subject_label"],
        predicate=values["predicate_id"],
        negated=values["predicate_modifier"] == "Not",
        object=values["object_id"],
        object_label=values["object_label"],
        justification=values["mapping_justification"],
        author=values["author_label"],
        reviewer=values["reviewer_label"],
        version=values["object_source_version"],
        date=values["mapping_date"],
        confidence=values["confidence"],
        see_also=tuple(part for part in _SEPARATOR.split(values["see_also"]) if part),
        comment=values["comment"],
        tool=values.get("mapping_tool", ""),
        tool_version=values.get("mapping_tool_version", ""),
        rule=values.get("curation_rule_text", ""),
        score=values.get("similarity_score", ""),
        file=file,
        line=line,
    )


def _columns(found: list[str], name: str, line: int, issues: list[Issue]) -> bool:
    """Whether the columns can be read; unknown and missing ones are issues."""
    before = len(issues)
    unknown = [column for column in found if column not in COLUMNS]
    issues += [Issue(name, line, f"unknown column '{column}'", near(column, COLUMNS)) for column in unknown]
    missing = [column for column in REQUIRED if column not in found]
    if missing:
        issues.append(Issue(name, line, f"missing columns: {', '.join(missing)}"))
    if len(set(found)) < len(found):
        issues.append(Issue(name, line, "a column stands twice"))
    return len(issues) == before


def read_set(path: Path) -> tuple[MappingSet, list[Issue]]:
    """One file and its faults; a row with a fault is left out."""
    kind, name = path.name.removesuffix(SUFFIX), str(path)
    issues: list[Issue] = []
    if kind not in THING_KINDS:
        issues.append(Issue(name, 0, f"'{kind}' is no kind of thing", near(kind, THING_KINDS)))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    comments = [line for line in lines if line.startswith("#")]
    header, curies = _header(comments, name, kind, issues)
    body = list(csv.reader(lines[len(comments) :], delimiter="\t"))
    rows: list[Row] = []
    if not body:
        issues.append(Issue(name, len(comments) + 1, "there are no columns and no rows"))
    elif _columns(body[0], name, len(comments) + 1, issues):
        for line, cells in enumerate(body[1:], len(comments) + 2):
            if len(cells) != len(body[0]):
                issues.append(Issue(name, line, f"expected {len(body[0])} cells, found {len(cells)}"))
                continue
            values = dict(zip(body[0], cells, strict=True))
            faults = [Issue(name, line, message, hint) for message, hint in _faults(values, kind)]
            issues += faults
            if not faults:
                rows.append(_row(values, name, line))
    return MappingSet(kind, name, header, curies, tuple(rows)), issues


def read_sets(folder: Path) -> tuple[list[MappingSet], list[Issue]]:
    """All files of a folder in the order of their names; a folder without any is an issue."""
    read = [read_set(path) for path in sorted(folder.glob(f"*{SUFFIX}"))]
    issues = [issue for _, found in read for issue in found]
    if not read:
        issues.append(Issue(str(folder), 0, f"no file named KIND{SUFFIX} is in this folder"))
    return [found for found, _ in read], issues


def rows_of(sets: Iterable[MappingSet]) -> list[Row]:
    """The rows of all files."""
    return [row for found in sets for row in found.rows]
