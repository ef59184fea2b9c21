"""`release.yaml`: what a person decides about a release — its version, its date, its title, its licences.

    version: 0.1.0
    issued: 2026-11-22
    previous: 0.0.9-0123456789ab        # optional: the folder name of the release before
    title: Communique
    description: What it holds, in a sentence or two.
    publisher: Who publishes it
    licences:
      - covers: data and vocabulary
        name: Creative Commons Attribution 4.0 International
        spdx: CC-BY-4.0
        address: https://creativecommons.org/licenses/by/4.0/
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from communique.mappings.records.issue import Issue, near
from communique.mappings.records.tree import Mapping, Node, Scalar, Sequence, read_tree

_TEXTS = ("version", "issued", "title", "description", "publisher", "previous")
_LICENCE = ("covers", "name", "spdx", "address")
_VERSION = re.compile(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-[0-9A-Za-z.]+)?")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_SPDX = re.compile(r"[0-9A-Za-z.+-]+")
_PREVIOUS = re.compile(r"[0-9A-Za-z.+-]+")


@dataclass(frozen=True)
class Licence:
    """One licence: what it covers, its name, its SPDX identifier, the address of its text."""

    covers: str
    name: str
    spdx: str
    address: str


@dataclass(frozen=True)
class Notes:
    """What `release.yaml` says."""

    version: str
    issued: date
    title: str
    description: str
    publisher: str
    licences: tuple[Licence, ...]
    previous: str = ""

    def on(self, issued: date | None) -> "Notes":
        """The same notes, issued on another day where one is given."""
        return replace(self, issued=issued) if issued else self


def read_notes(path: Path) -> tuple[Notes | None, list[Issue]]:
    """The notes in a file, or None and what is wrong with it."""
    issues: list[Issue] = []
    try:
        root = read_tree(path.read_bytes(), str(path), issues).root
    except OSError as error:
        return None, [Issue(str(path), 0, f"cannot be read: {error.strerror}", "write it: see docs/releases.md")]
    reader = _Reader(str(path), issues)
    notes = reader.notes(root)
    return (None if issues else notes), sorted(issues)


class _Reader:
    def __init__(self, file: str, issues: list[Issue]) -> None:
        self.file = file
        self.issues = issues

    def fault(self, line: int, message: str, hint: str = "") -> None:
        self.issues.append(Issue(self.file, line, message, hint))

    def entries(self, node: Node | None, known: tuple[str, ...]) -> Mapping:
        """A mapping whose keys are all known; an empty one, and an issue, for anything else."""
        if not isinstance(node, Mapping):
            self.fault(node.line if node else 1, f"expected a mapping with {', '.join(known)}")
            return Mapping(node.line if node else 1)
        for key in node.entries.keys() - set(known):
            self.fault(node.lines[key], f"unknown key '{key}': expected one of {', '.join(known)}", near(key, known))
        return node

    def text(self, mapping: Mapping, key: str, form: re.Pattern[str] | None = None, expected: str = "a text") -> str:
        """The text of a key; an issue where it is missing, empty or not of the form."""
        node = mapping.entries.get(key)
        value = node.value.strip() if isinstance(node, Scalar) else ""
        line = node.line if node else mapping.line
        if not value:
            self.fault(line, f"'{key}' is missing: expected {expected}")
        elif form and not form.fullmatch(value):
            self.fault(line, f"'{key}: {value}' is not understood: expected {expected}")
        return value

    def day(self, mapping: Mapping) -> date:
        value = self.text(mapping, "issued", None, "a date such as 2026-11-22")
        try:
            return date.fromisoformat(value) if len(value) == 10 else date.min
        except ValueError:
            return date.min

    def notes(self, root: Node | None) -> Notes:
        top = self.entries(root, (*_TEXTS, "licences"))
        issued = self.day(top)
        if issued == date.min and isinstance(node := top.entries.get("issued"), Scalar) and node.value:
            self.fault(node.line, f"'issued: {node.value}' is no date: expected one such as 2026-11-22")
        previous = self.text(top, "previous", _PREVIOUS, "the name of a release") if "previous" in top.entries else ""
        return Notes(
            version=self.text(top, "version", _VERSION, "three numbers such as 0.1.0"),
            issued=issued,
            title=self.text(top, "title"),
            description=self.text(top, "description"),
            publisher=self.text(top, "publisher"),
            licences=self.licences(top),
            previous=previous,
        )

    def licences(self, top: Mapping) -> tuple[Licence, ...]:
        node = top.entries.get("licences")
        if not isinstance(node, Sequence) or not node.items:
            self.fault(node.line if node else top.line, f"'licences' is missing: expected a list with {', '.join(_LICENCE)}")
            return ()
        return tuple(self.licence(self.entries(item, _LICENCE)) for item in node.items)

    def licence(self, entry: Mapping) -> Licence:
        return Licence(
            covers=self.text(entry, "covers"),
            name=self.text(entry, "name"),
            spdx=self.text(entry, "spdx", _SPDX, "an SPDX identifier such as CC-BY-4.0"),
            address=self.text(entry, "address", _ADDRESS, "an http address"),
        )
