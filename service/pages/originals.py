"""The words of passages, from the operator's own copies of the documents; files and passages are checked by hash.

Nothing is shown of a file whose SHA-256 is not the one that the release gives for the document, nor where the passage's
own SHA-256 is another: then a page gives the position alone, as it does where the operator has no documents. Files that
come later, change or go are noticed within seconds.
"""

import asyncio
import hashlib
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from weakref import WeakKeyDictionary

from communique.service.engine.question import Question
from communique.service.engine.release import Release
from communique.service.engine.site import Site
from communique.service.pages import queries

LONGEST = 600  # characters of a passage that a page shows; more is cut, and says so
EVERY = 2.0  # seconds between two looks into the folder
_known: WeakKeyDictionary[Release, "_Shelf"] = WeakKeyDictionary()


@dataclass(frozen=True)
class Documents:
    """The documents of a release: by key their language, and the text of those whose file is at hand."""

    languages: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def language(self, key: str) -> str:
        """The language a document is in, or ""."""
        return self.languages.get(key, "")

    def words(self, key: str, start: int, end: int, sha256: str) -> str:
        """What stands from one position to another (code points), if that has this SHA-256; else ""."""
        found = self.texts.get(key, "")[start:end]
        if not found or hashlib.sha256(found.encode()).hexdigest() != sha256:
            return ""
        return found if len(found) <= LONGEST else f"{found[:LONGEST].rstrip()} …"


class Folder:
    """The files of a folder and those below it; each is read again only where its size or time is another."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[Path, tuple[tuple[int, int], str]] = {}

    def files(self) -> dict[str, Path]:
        """The files as they are now, by the SHA-256 of their bytes; what cannot be read is left out."""
        found: dict[Path, tuple[tuple[int, int], str]] = {}
        for path in sorted(self._path.rglob("*")):
            with suppress(OSError):
                if path.is_file():
                    found[path] = self._read(path)
        self._known = found
        return {sha256: path for path, (_, sha256) in found.items()}

    def _read(self, path: Path) -> tuple[tuple[int, int], str]:
        status = path.stat()
        mark = (status.st_size, status.st_mtime_ns)
        known = self._known.get(path)
        return known if known and known[0] == mark else (mark, hashlib.sha256(path.read_bytes()).hexdigest())


@dataclass
class _Shelf:
    """The documents of one release, and what the operator's folder held when it was last looked into."""

    hashes: dict[str, str]  # of the files, by key
    documents: Documents
    files: dict[str, Path] = field(default_factory=dict)
    due: float = 0.0  # when to look again, on the monotonic clock

    def take(self, files: dict[str, Path]) -> None:
        """Read the texts of these files, if they are others than before."""
        if files == self.files:
            return
        at_hand = {key: files[sha256] for key, sha256 in self.hashes.items() if sha256 in files}
        # What was changed after its hash was taken is harmless: each passage has a hash of its own.
        texts = {key: path.read_bytes().decode("utf-8", "replace") for key, path in at_hand.items()}
        self.files, self.documents = files, Documents(self.documents.languages, texts)


@lru_cache(maxsize=1)
def _folder(path: Path) -> Folder:
    return Folder(path)


async def documents(site: Site) -> Documents:
    """The documents of the current release; the operator's folder is looked into again every few seconds."""
    release = site.release
    if release not in _known:
        _known[release] = await _shelf(site, release)
    shelf = _known[release]
    if site.documents and time.monotonic() >= shelf.due:
        shelf.due = time.monotonic() + EVERY
        shelf.take(await asyncio.to_thread(_folder(site.documents).files))
    return shelf.documents


async def _shelf(site: Site, release: Release) -> _Shelf:
    question = Question(queries.query(queries.DOCUMENTS, release.base), "json")
    rows = json.loads(await site.engine.read(question, "originals"))["results"]["bindings"]
    keys = {row["document"]["value"].rpartition("/")[2]: row for row in rows}
    languages = {key: row.get("language", {}).get("value", "") for key, row in keys.items()}
    return _Shelf({key: row["sha256"]["value"] for key, row in keys.items()}, Documents(languages))
