"""The operator's own copies of the source documents: the files of a folder by their hash, looked at again and again."""

import hashlib
from contextlib import suppress
from pathlib import Path


class Copies:
    """The files of a folder and those below it; each is read again only where its size or time is another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[Path, tuple[tuple[int, int], str]] = {}
        self.files: dict[str, Path] = {}
        """The files by the SHA-256 of their bytes, as they were when last looked at."""
        self.state = 0
        """How often they changed."""

    def look(self) -> None:
        """Look at the folder; what cannot be read is left out. Blocks while it reads what is new."""
        found: dict[Path, tuple[tuple[int, int], str]] = {}
        for path in sorted(self._folder.rglob("*")):
            with suppress(OSError):
                if path.is_file():
                    found[path] = self._read(path)
        self._known = found
        files = {sha256: path for path, (_, sha256) in found.items()}
        if files != self.files:
            self.files = files
            self.state += 1

    def _read(self, path: Path) -> tuple[tuple[int, int], str]:
        status = path.stat()
        mark = (status.st_size, status.st_mtime_ns)
        known = self._known.get(path)
        return known if known and known[0] == mark else (mark, hashlib.sha256(path.read_bytes()).hexdigest())
