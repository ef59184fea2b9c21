"""Proof against the originals: each passage is what its hash says, and what is called printed stands in it."""

from collections.abc import Iterator
from pathlib import Path

from communique.mappings.records import texts
from communique.mappings.records.document import Document
from communique.mappings.records.issue import Issue
from communique.mappings.records.locate import plain


def _file_of(document: Document, files: dict[str, Path], claimed: set[str]) -> tuple[Path | None, Issue | None]:
    """The original of a document, found by its hash; without one, the issue that says so."""
    if document.about is None:
        return None, None
    sha256 = document.about.sha256
    if sha256 in files:
        return files[sha256], None
    strangers = sorted(path.name for digest, path in files.items() if digest not in claimed)
    like = [name for name in strangers if name.startswith(document.key)] or strangers
    hint = f"was '{like[0]}' changed?" if like else ""
    message = f"no original file has the sha256 {sha256[:16]}…: it is missing, or it was changed"
    return None, Issue(str(document.folder / "document.yaml"), 0, message, hint)


def _size(document: Document, text: texts.Text) -> Iterator[Issue]:
    file = str(document.folder / "document.yaml")
    size = text.path.stat().st_size
    if document.about and document.about.characters != len(text.text):
        yield Issue(file, 0, f"characters is {document.about.characters}, the file has {len(text.text)}")
    if document.about and document.about.bytes != size:
        yield Issue(file, 0, f"bytes is {document.about.bytes}, the file has {size}")


def _passages(document: Document, text: texts.Text) -> Iterator[Issue]:
    file = str(document.folder / "passages.yaml")
    for passage in document.passages.values():
        if texts.digest(text.text[passage.start : passage.end]) != passage.sha256:
            yield Issue(file, passage.at, f"the text at '{passage.name}' has another sha256 than its entry")
        elif text.line_of(passage.start) != passage.line:
            line = text.line_of(passage.start)
            yield Issue(file, passage.at, f"'{passage.name}' starts on line {line}, not on line {passage.line}")


def _printed(document: Document, text: texts.Text) -> Iterator[Issue]:
    for record in document.records:
        printed = record.printed
        if printed is None:
            continue
        places = [document.passages[name] for name in record.source.passages if name in document.passages]
        if not any(printed in plain(text.text[place.start : place.end]) for place in places):
            names = ", ".join(record.source.passages)
            message = f"'{printed}' is not printed in the text of its passage ({names})"
            yield Issue(record.source.file, record.source.line, message)


def prove(document: Document, files: dict[str, Path], claimed: set[str]) -> Iterator[Issue]:
    """What in a document is not borne out by its original.

    `files` are the originals by their hash, `claimed` the hashes that the documents of the seeds give.
    """
    path, missing = _file_of(document, files, claimed)
    if missing:
        yield missing
    if path is None:
        return
    try:
        text = texts.read(path)
    except UnicodeDecodeError as error:
        yield Issue(str(path), 0, f"the original is not UTF-8: byte {error.start} is 0x{error.object[error.start]:02x}")
        return
    yield from _size(document, text)
    yield from _passages(document, text)
    yield from _printed(document, text)
