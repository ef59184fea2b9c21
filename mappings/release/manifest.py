"""The manifest of a release, and its list of checksums for `sha256sum -c`.

No clock, no host, no path of a machine: the same input gives the same bytes everywhere.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from communique import __version__
from communique.iris import BASE
from communique.mappings.release.about import Release
from communique.mappings.release.counts import Counts
from communique.mappings.release.files import File

MANIFEST = "manifest.json"
CHECKSUMS = "checksums.txt"


def manifest_json(release: Release, counts: Counts, files: Iterable[File]) -> str:
    """The manifest: what the release is, what it holds, and every file but itself and the checksums."""
    listed = [{key: value for key, value in asdict(file).items() if value is not None} for file in sorted(files)]
    content = {
        "name": release.name,
        "version": release.notes.version,
        "issued": release.notes.issued.isoformat(),
        "title": release.notes.title,
        "base": BASE,
        "generator": f"communique {__version__}",
        "licences": {what: asdict(licence) for what, licence in release.licences.items()},
        "counts": asdict(counts),
        "rdfc10_sha256": release.rdfc10,
        "files": listed,
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def checksums(files: Sequence[File]) -> str:
    """One line a file as `sha256sum` prints and `sha256sum -c` reads them."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in sorted(files))
