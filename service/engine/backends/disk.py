"""The release on disk, for what memory does not hold: built once, used again as long as the release is the same.

In the folder of caches, KEY/ is a complete store and KEY.building/ one that is not; KEY.lock is locked exclusively by
who builds or removes it and shared by who uses it. A store becomes complete by being renamed, so a crash at any moment
leaves nothing that looks whole and is not. Stores of other releases are removed when nobody uses them.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

import pyoxigraph

from communique.service.engine.backends import Evaluate, building
from communique.service.engine.backends.folder import Folder
from communique.service.engine.confine import Reach
from communique.service.engine.plan import Plan


class Disk:
    """A store on disk of one N-Quads file; settings: `cache`, a folder, and `key`, which names the content."""

    reach = Reach.FILES

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._source = Path(plan.source)
        self._cache = Path(plan.settings["cache"])
        # Another version of the engine may lay out its files in another way.
        self._key = f"{plan.settings['key']}-pyoxigraph-{pyoxigraph.__version__}"
        self._lock: IO[str] | None = None

    @property
    def path(self) -> Path:
        """Where the store is once it is prepared."""
        return self._cache / self._key

    def prepare(self) -> None:
        """See that the store is there: built if need be, at some 50,000 quads a second."""
        self._cache.mkdir(parents=True, exist_ok=True)
        self._lock = (self._cache / f"{self._key}.lock").open("w")
        while True:
            fcntl.flock(self._lock, fcntl.LOCK_SH)
            if self.path.is_dir():
                break
            fcntl.flock(self._lock, fcntl.LOCK_EX)  # waits for another that builds the same
            if not self.path.is_dir():
                self._build()
        self._remove_others()

    def attach(self) -> Evaluate:
        """Evaluates on the store, opened by the worker."""
        return Folder(self._plan, self.path).attach()

    def _build(self) -> None:
        """Build in a process of its own: this one must stay small and have one thread, to be forked."""
        unfinished = self._cache / f"{self._key}.building"
        shutil.rmtree(unfinished, ignore_errors=True)
        arguments = [building.__name__, str(os.getpid()), str(self._source), str(unfinished)]
        done = subprocess.run(
            [sys.executable, "-m", *arguments], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        if done.returncode != 0:
            shutil.rmtree(unfinished, ignore_errors=True)
            told = done.stderr.decode(errors="replace").strip().splitlines()
            raise OSError(f"the store cannot be built in {self._cache}: {told[-1] if told else 'it was killed'}")
        unfinished.rename(self.path)
        building.sync(self._cache)

    def _remove_others(self) -> None:
        for other in self._cache.glob("*.lock"):
            with other.open("w") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue  # in use, or ours
                shutil.rmtree(other.with_suffix(""), ignore_errors=True)
                shutil.rmtree(other.with_suffix(".building"), ignore_errors=True)
