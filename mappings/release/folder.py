"""The folder of releases: one build at a time, each release whole or not there, `current` switched by one rename.

    releases/
      0.1.0-0123456789ab/        a release; never changed
      current -> 0.1.0-0123456789ab
      .building-123/             of the build under way, or left by one that was killed; the next build removes it
      .lock                      held by the build under way
      .builds.json               which input gave which release

A build that fails or is killed at any moment leaves the current release as it was.
"""

import fcntl
import filecmp
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from communique.mappings.release.errors import Failed
from communique.mappings.release.exchange import exchange
from communique.mappings.release.manifest import MANIFEST

CURRENT = "current"
_BUILDING = ".building-"
_LOCK = ".lock"
_SHOWN = 10


class Releases:
    """A folder of releases; made when the first build starts."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Path | None:
        """The release that is served, or None."""
        link = self.path / CURRENT
        return link.resolve() if link.is_dir() else None

    @contextmanager
    def building(self) -> Iterator[Path]:
        """An empty folder to write a release into, for one build at a time.

        What is left of it at the end, or of a build that was killed before, is removed. Raises Failed where another
        build is under way, or where the disk is full or refuses to be written.
        """
        with self._locked():
            folder = self.path / f"{_BUILDING}{os.getpid()}"
            try:
                self._clear()
                folder.mkdir()
                yield folder
            except OSError as error:
                raise Failed(self._explained(error)) from error
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def _clear(self) -> None:
        """Remove what killed builds left."""
        for folder in self.path.glob(f"{_BUILDING}*"):
            shutil.rmtree(folder, ignore_errors=True)
        for link in self.path.glob(f".{CURRENT}-*"):
            link.unlink()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / _LOCK).open("a+")
        except OSError as error:
            raise Failed(self._explained(error)) from error
        with lock:
            try:
                # Not flock(2): processes of the build would inherit it, and hold it when the build is killed.
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except (BlockingIOError, PermissionError) as held:
                lock.seek(0)
                owner = f" (process {pid})" if (pid := lock.read().strip()) else ""
                raise Failed(f"another build is writing to {self.path}{owner}: wait until it ends") from held
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            try:
                yield
            finally:
                lock.truncate(0)

    def _explained(self, error: OSError) -> str:
        kept = self.current()
        still = f"; {kept.name} goes on being served" if kept else ""
        return f"the build stopped at {error.filename or self.path}: {error.strerror}{still}"

    def has(self, name: str) -> bool:
        """Whether a release lies there with every file in its full size; `communique verify` looks closer."""
        folder = self.path / name
        try:
            listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
            return all((folder / file["path"]).stat().st_size == file["bytes"] for file in listed)
        except (OSError, ValueError):
            return False

    def publish(self, built: Path, name: str, replace: bool = False) -> bool:
        """Give a complete folder its name for good; True where a release of that name and the same bytes was there.

        Raises Failed where one with other bytes was there, unless it is to be replaced: then the two change places in
        one step.
        """
        target = self.path / name
        _sync(built)
        if not target.exists():
            built.rename(target)
        elif not (differing := differences(built, target)):
            return True
        elif replace:
            exchange(built, target)
        else:
            raise Failed(_taken(target, differing))
        _sync_folder(self.path)
        return False

    def switch(self, name: str) -> None:
        """Make a release the current one, in one step that readers see whole or not at all.

        Raises Failed where the folder cannot be written.
        """
        link, fresh = self.path / CURRENT, self.path / f".{CURRENT}-{os.getpid()}"
        if link.is_symlink() and link.readlink() == Path(name):
            return
        try:
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(name, target_is_directory=True)
            fresh.rename(link)
            _sync_folder(self.path)
        except OSError as error:
            raise Failed(self._explained(error)) from error


def _taken(target: Path, differing: list[str]) -> str:
    listed = "\n".join(f"  {path}" for path in differing[:_SHOWN])
    if len(differing) > _SHOWN:
        listed += f"\n  and {len(differing) - _SHOWN} more"
    return (
        f"{target} holds the same data, but these files differ:\n{listed}\n"
        "A release never changes: raise 'version' in release.yaml; or, if nobody has that release yet, use --replace."
    )


def differences(one: Path, other: Path) -> list[str]:
    """Paths that only one of two folders has, or whose bytes differ; sorted."""
    left, right = _files(one), _files(other)
    return sorted(left ^ right | {p for p in left & right if not filecmp.cmp(one / p, other / p, shallow=False)})


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _sync(folder: Path) -> None:
    """Bring a folder with all that is in it to the disk."""
    for path in folder.rglob("*"):
        _sync_folder(path)
    _sync_folder(folder)


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
