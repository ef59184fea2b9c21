"""The words of passages, from the operator's own copies of the documents; files and passages are checked by hash.

Nothing is shown of a file whose SHA-256 is not the one that the release gives for the document, nor where the passage's
own SHA-256 is another: then a page gives the position alone, as it does where the operator has no documents.
"""

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from weakref import WeakKeyDictionary

from communique.service.engine.question import Question
from communique.service.engine.release import Release
from communique.service.engine.site import Site
from communique.service.pages import queries

LONGEST = 600  # characters of a passage that a page shows; more is cut, and says so
_known: WeakKeyDictionary[Release, "Documents"] = WeakKeyDictionary()


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


@lru_cache(maxsize=1)
def files(folder: Path) -> dict[str, Path]:
    """The files of a folder and those below it by the SHA-256 of their bytes."""
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(folder.rglob("*")) if path.is_file()}


async def documents(site: Site) -> Documents:
    """The documents of the current release, read once; without texts where the operator has none."""
    release = site.release
    if release not in _known:
        question = Question(queries.query(queries.DOCUMENTS, release.base), "json")
        rows = json.loads(await site.engine.read(question, "originals"))["results"]["bindings"]
        at_hand = files(site.documents) if site.documents else {}
        languages, texts = {}, {}
        for row in rows:
            key = row["document"]["value"].rpartition("/")[2]
            languages[key] = row.get("language", {}).get("value", "")
            if path := at_hand.get(row["sha256"]["value"]):
                texts[key] = path.read_bytes().decode("utf-8")
        _known[release] = Documents(languages, texts)
    return _known[release]
