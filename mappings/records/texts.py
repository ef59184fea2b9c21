"""The original documents: found by the SHA-256 of their content whatever their name, decoded with nothing changed."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Text:
    """One original document; offsets are Unicode code points of `text`, lines are parted by line feeds alone."""

    path: Path
    sha256: str
    text: str

    def line_start(self, line: int) -> int | None:
        """The offset at which a line (counted from 1) starts, or None where the document has fewer lines."""
        start = 0
        for _ in range(line - 1):
            newline = self.text.find("\n", start)
            if newline < 0:
                return None
            start = newline + 1
        return start

    def line_end(self, line: int) -> int:
        """The offset of the line feed that ends a line, or the end of the document."""
        start = self.line_start(line)
        newline = -1 if start is None else self.text.find("\n", start)
        return len(self.text) if newline < 0 else newline

    def line_of(self, offset: int) -> int:
        """The line (counted from 1) in which an offset lies."""
        return self.text.count("\n", 0, offset) + 1


def digest(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(path: Path) -> Text:
    """Decode one document as strict UTF-8, line ends untouched; raises UnicodeDecodeError and OSError."""
    data = path.read_bytes()
    return Text(path, hashlib.sha256(data).hexdigest(), data.decode("utf-8"))


def index(folder: Path) -> dict[str, Path]:
    """The files of a folder (not of folders below it) by the SHA-256 of their content."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}
