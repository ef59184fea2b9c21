"""`release.yaml`: what a person decides about a release — its version, its date, its title, its licences.

    version: 0.1.0
    issued: 2026-11-22
    previous: 0.0.9-0123456789ab        # optional: the folder name of the release before
    title: Communique
    description: What it holds, in a sentence or two.
    publisher: Who publishes it
    data_licence: https://creativecommons.org/publicdomain/zero/1.0/
    vocabulary_licence: https://creativecommons.org/licenses/by/4.0/

The date is the only clock that a build reads.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from communique.mappings.records.issue import Issue, listed, near
from communique.mappings.records.tree import Mapping, Scalar, read_tree

_KEYS = (
    "version",
    "issued",
    "previous",
    "title",
    "description",
    "publisher",
    "data_licence",
    "vocabulary_licence",
)
_CC = "https://creativecommons.org/"
_LICENCES = {
    f"{_CC}publicdomain/zero/1.0/": ("CC0-1.0", "Creative Commons Zero 1.0 Universal"),
    f"{_CC}licenses/by/4.0/": ("CC-BY-4.0", "Creative Commons Attribution 4.0 International"),
    f"{_CC}licenses/by-sa/4.0/": ("CC-BY-SA-4.0", "Creative Commons Attribution-ShareAlike 4.0 International"),
    "https://opendatacommons.org/licenses/odbl/1-0/": ("ODbL-1.0", "Open Database License 1.0"),
}
_VERSION = re.compile(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-[0-9A-Za-z.]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ANY = re.compile(".*", re.DOTALL)
_PREVIOUS = re.compile(r"[0-9A-Za-z.+-]+")


@dataclass(frozen=True)
class Licence:
    """A licence: the address of its text, its SPDX identifier, its name."""

    address: str
    spdx: str
    name: str


@dataclass(frozen=True)
class Notes:
    """What `release.yaml` says."""

    version: str
    issued: date
    title: str
    description: str
    publisher: str
    data_licence: Licence
    vocabulary_licence: Licence
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
        return None, [Issue(str(path), 0, f"cannot be read: {error.strerror}", "docs/releases.md tells what is in it")]
    if not isinstance(root, Mapping):
        issues.append(Issue(str(path), root.line if root else 1, f"expected a mapping with {listed(_KEYS)}"))
        return None, sorted(issues)
    notes = _Reader(str(path), issues).notes(root)
    return (None if issues else notes), sorted(issues)


class _Reader:
    """Reads fields from the tree of one file; a fault joins `issues` and yields a value nobody will see."""

    def __init__(self, file: str, issues: list[Issue]) -> None:
        self.file = file
        self.issues = issues

    def notes(self, top: Mapping) -> Notes:
        for key in top.entries.keys() - set(_KEYS):
            self.fault(top.lines[key], f"unknown key '{key}': expected one of {listed(_KEYS)}", near(key, _KEYS))
        return Notes(
            version=self.text(top, "version", _VERSION, "three numbers such as 0.1.0"),
            issued=self.day(top, "issued"),
            title=self.text(top, "title"),
            description=self.text(top, "description"),
            publisher=self.text(top, "publisher"),
            data_licence=self.licence(top, "data_licence"),
            vocabulary_licence=self.licence(top, "vocabulary_licence"),
            previous=self.previous(top),
        )

    def fault(self, line: int, message: str, hint: str = "") -> None:
        self.issues.append(Issue(self.file, line, message, hint))

    def text(self, top: Mapping, key: str, form: re.Pattern[str] = _ANY, expected: str = "a text") -> str:
        """The text of a key; a fault where it is missing, empty or not of the form."""
        node = top.entries.get(key)
        value = node.value.strip() if isinstance(node, Scalar) else ""
        if not value:
            self.fault(node.line if node else top.line, f"'{key}' is missing: expected {expected}")
        elif not form.fullmatch(value):
            self.fault(top.lines[key], f"'{value}' is no {key}: expected {expected}")
        return value

    def previous(self, top: Mapping) -> str:
        if "previous" not in top.entries:
            return ""
        return self.text(top, "previous", _PREVIOUS, "the folder name of a release")

    def day(self, top: Mapping, key: str) -> date:
        value = self.text(top, key, expected="a date such as 2026-11-22")
        try:
            return parse_day(value)
        except ValueError as error:
            if value:
                self.fault(top.lines[key], str(error))
            return date.min

    def licence(self, top: Mapping, key: str) -> Licence:
        address = self.text(top, key, expected="the address of a licence")
        if address and address not in _LICENCES:
            known = f"'{address}' is no licence known here: {listed(_LICENCES)}"
            self.fault(top.lines[key], known, near(address, _LICENCES))
        return Licence(address, *_LICENCES.get(address, ("", "")))


def parse_day(value: str) -> date:
    """A date written as 2026-11-22; raises ValueError, with what was expected, for anything else."""
    if not _DAY.fullmatch(value):
        raise ValueError(f"'{value}' is no date: expected one such as 2026-11-22")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"'{value}' is no date: {error}") from None
