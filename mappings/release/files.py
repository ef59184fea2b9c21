"""The files of a release: written once, plain and gzipped side by side, and described by size and SHA-256."""

import gzip
import hashlib
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LEVEL = 6
"""Of gzip: 9 takes three times as long for one part in a hundred."""
_BLOCK = 1 << 20

MEDIA_TYPES = {
    ".nq": "application/n-quads",
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".json": "application/json",
    ".tsv": "text/tab-separated-values",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".cff": "application/yaml",
    ".gz": "application/gzip",
}


@dataclass(frozen=True, order=True)
class File:
    """A file of a release: its path in the folder, its size in bytes, what it is, and the quads it holds if a dump."""

    path: str
    bytes: int
    media_type: str
    sha256: str
    quads: int | None = None


def media_type(path: str) -> str:
    """The media type of a file of a release by its ending; raises KeyError for one that releases do not have."""
    return MEDIA_TYPES[Path(path).suffix]


def describe(folder: Path, path: str, quads: int | None = None) -> File:
    """Size, media type and SHA-256 of a file as it lies on the disk."""
    with (folder / path).open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    return File(path, (folder / path).stat().st_size, media_type(path), checksum, quads)


def write(path: Path, texts: Iterable[str]) -> None:
    """Write a text file as UTF-8 with `\\n` line ends, whatever the platform and the locale."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for block in _blocks(texts):
            file.write(block)


def pack(path: Path) -> None:
    """Write the gzip of a file beside it; it holds neither a clock nor a name."""
    packed = path.with_name(f"{path.name}.gz")
    with path.open("rb") as plain, packed.open("wb") as raw, gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as out:
        shutil.copyfileobj(plain, out, _BLOCK)


def _blocks(texts: Iterable[str]) -> Iterator[bytes]:
    """Texts as UTF-8 in blocks of about a megabyte."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size > _BLOCK:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()
