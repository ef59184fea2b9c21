"""A release folder as it lies on disk: its manifest, its files, its prefixes; nothing is ever changed there."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = "communique.nq"
PREFIXES = "prefixes.json"
CURRENT = "current"


class ReleaseError(Exception):
    """There is no release to serve, or it is incomplete; the text says what to do."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a release as the manifest lists it; sizes in bytes."""

    path: str
    bytes: int
    media_type: str
    sha256: str
    quads: int | None = None


@dataclass(frozen=True, eq=False)
class Release:
    """One release: an immutable folder and what its manifest says."""

    folder: Path
    name: str
    version: str
    issued: str
    title: str
    base: str
    counts: dict[str, Any]
    files: dict[str, File]
    prefixes: dict[str, str]
    licences: dict[str, dict[str, str]]

    @property
    def data(self) -> Path:
        """The N-Quads of everything."""
        return self.folder / DATA

    @property
    def content(self) -> str:
        """What the answers to queries depend on: the statements and prefixes, by their checksums, and the base."""
        sums = [self.files[path].sha256 if path in self.files else str(self.folder) for path in (DATA, PREFIXES)]
        return " ".join((*sums, self.base))

    @property
    def graphs(self) -> dict[str, int]:
        """The named graphs with their numbers of triples."""
        graphs: dict[str, int] = self.counts.get("per_graph", {})
        return graphs

    def text(self, path: str) -> str:
        """A text file of the release; raises ReleaseError where it is missing."""
        return _read(self.folder / path)


def current(releases: Path) -> Path:
    """The folder that is current in a folder of releases; raises ReleaseError where there is none."""
    link = releases / CURRENT
    if not (link / "manifest.json").is_file():
        raise ReleaseError(f"there is no release in {releases}: run `communique build --releases {releases}` first")
    return link.resolve()


def read(folder: Path) -> Release:
    """The release in a folder; raises ReleaseError where it is incomplete."""
    try:
        manifest = json.loads(_read(folder / "manifest.json"))
        files = {item["path"]: File(**item) for item in manifest["files"]}
        prefixes = json.loads(_read(folder / PREFIXES))
        release = Release(
            folder=folder,
            name=manifest["name"],
            version=manifest["version"],
            issued=manifest["issued"],
            title=manifest.get("title", manifest["name"]),
            base=manifest["base"],
            counts=manifest["counts"],
            files=files,
            prefixes=prefixes,
            licences=manifest.get("licences", {}),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ReleaseError(
            f"{folder}: the manifest or the prefixes cannot be read ({error!r}); build it again"
        ) from error
    if not release.data.is_file():
        raise ReleaseError(f"{release.data} is missing; build the release again")
    return release


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ReleaseError(f"{path} cannot be read ({error.strerror}); build the release again") from error
