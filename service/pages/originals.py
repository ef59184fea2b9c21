"""The words of passages, from the operator's own copies of the documents; files and passages are checked by hash.

Nothing is shown of a file whose SHA-256 is not the one that the release gives for the document, nor where the passage's
own SHA-256 is another: then a page gives the position alone, as it does where the operator has no documents. Files that
come later, change or go are noticed by the watcher of the server.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary

from communique.service.engine.copies import Copies
from communique.service.engine.question import Question
from communique.service.engine.release import Release
from communique.service.engine.site import Site
from communique.service.pages import queries

LONGEST = 600  # characters of a passage that a page shows; more is cut, and says so
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


@dataclass
class _Shelf:
    """The documents of one release, with the state of the operator's copies that their texts are of."""

    hashes: dict[str, str]  # of the files, by key
    documents: Documents
    state: int = 0

    def take(self, copies: Copies) -> None:
        """Read the texts of these copies, if they are in another state than before."""
        if copies.state == self.state:
            return
        self.state = copies.state
        at_hand = {key: copies.files[sha256] for key, sha256 in self.hashes.items() if sha256 in copies.files}
        self.documents = Documents(self.documents.languages, {key: _text(path) for key, path in at_hand.items()})


def _text(path: Path) -> str:
    """What is in a file; should it be another by now, its passages no longer agree with their hashes."""
    with suppress(OSError):
        return path.read_bytes().decode("utf-8", "replace")
    return ""


async def documents(site: Site) -> Documents:
    """The documents of the current release; without texts where the operator has none."""
    release = site.release
    if release not in _known:
        _known[release] = await _shelf(site, release)
    shelf = _known[release]
    if site.documents:
        shelf.take(site.documents)
    return shelf.documents


async def _shelf(site: Site, release: Release) -> _Shelf:
    question = Question(queries.query(queries.DOCUMENTS, release.base), "json")
    rows = json.loads(await site.engine.read(question, "originals"))["results"]["bindings"]
    keys = {row["document"]["value"].rpartition("/")[2]: row for row in rows}
    languages = {key: row.get("language", {}).get("value", "") for key, row in keys.items()}
    return _Shelf({key: row["sha256"]["value"] for key, row in keys.items()}, Documents(languages))
