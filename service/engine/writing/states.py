"""The states of a store that is written to, as they lie on disk.

FOLDER/lock            held by whoever writes here
FOLDER/states/NNNNNNNN a store that nobody changes any more
FOLDER/current         a link to the last state that was accepted
FOLDER/work            the store of the writing process, begun as a copy of the current state, worth nothing without it
"""

import fcntl
import os
import shutil
from pathlib import Path
from typing import IO

from communique.service.engine.backends.building import build, sync


class StatesError(Exception):
    """The folder cannot be written to, or another service does; the text says what to do."""


class States:
    """The states in a folder, by number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._link = folder / "current"
        self._states = folder / "states"

    def lock(self) -> IO[str]:
        """Keep others from writing here for as long as the file is open; raises StatesError where one does."""
        try:
            self._states.mkdir(parents=True, exist_ok=True)
            file = (self.folder / "lock").open("w")
        except OSError as error:
            raise StatesError(f"{self.folder} cannot be written to ({error.strerror}); give another folder") from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise StatesError(f"another service writes to {self.folder}; stop it, or give another folder") from None
        return file

    @property
    def current(self) -> int | None:
        """The number of the last accepted state; None where there is none yet."""
        try:
            return int(self._link.readlink().name)
        except FileNotFoundError:
            return None

    def path(self, number: int) -> Path:
        """The folder of a state."""
        return self._states / f"{number:08d}"

    def begin(self, source: Path | None) -> None:
        """Make the first state of an N-Quads file, or of nothing; raises OSError or SyntaxError."""
        unfinished = self.folder / "first"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(self.path(0), ignore_errors=True)
        build(source, unfinished)
        unfinished.rename(self.path(0))
        self.accept(0)

    def accept(self, number: int) -> None:
        """Make a complete state the current one; once this returns, it is kept whatever happens."""
        sync(self._states)
        fresh = self.folder / "current.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(self.path(number).relative_to(self.folder))
        fresh.replace(self._link)
        sync(self.folder)

    def copy(self) -> Path:
        """A store to write to, with the content of the current state: its large files are shared, never changed."""
        current = self.current
        assert current is not None
        work = self.folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        for file in self.path(current).iterdir():
            if file.suffix == ".sst":
                os.link(file, work / file.name)
            else:
                shutil.copyfile(file, work / file.name)
        return work

    def forget(self, before: int) -> None:
        """Remove the states before this one; nobody may read them any more."""
        for number, path in self._numbered():
            if number < before:
                shutil.rmtree(path, ignore_errors=True)

    def tidy(self) -> None:
        """Remove whatever is not the current state: only while nothing else is done here."""
        current = self.current
        for number, path in self._numbered():
            if number != current:
                shutil.rmtree(path, ignore_errors=True)

    def _numbered(self) -> list[tuple[int, Path]]:
        """States with their numbers; one that was not completed is called NNNNNNNN.tmp."""
        return [(int(path.name.partition(".")[0]), path) for path in self._states.iterdir()]
