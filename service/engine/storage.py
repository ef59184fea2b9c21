"""Where the data of a release are held: in memory, on disk or in another store; from settings to what is opened.

There is one object for each way; all make the same `Data` of a release.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from communique.service.engine.plan import Data
from communique.service.engine.release import DATA, Release
from communique.service.engine.writing.states import States


class Storage(Protocol):
    """A way to hold releases."""

    def data(self, release: Release) -> Data:
        """What to open for a release."""


@dataclass(frozen=True, slots=True)
class InMemory:
    """All of it in memory: the fastest, for what memory holds (0.4 GB for a million quads)."""

    def data(self, release: Release) -> Data:
        """See `Storage`."""
        return Data("memory", release.data, release.base, release.prefixes)


@dataclass(frozen=True, slots=True)
class Writable:
    """A store of one's own in `folder`, begun with the first release served, changed by updates ever since.

    `token` is what those show who write. `union`: its default graph, as queries see it, is the union of all graphs;
    else it is one of its own.
    """

    folder: Path
    token: str = field(repr=False)
    union: bool = True

    def data(self, release: Release) -> Data:
        """See `Storage`."""
        states = States(self.folder)
        path = states.path(states.current or 0)
        return Data("folder", path, release.base, release.prefixes, union=self.union)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another store by its query address, filled by `communique load`.

    `isolated`: it is told which graphs are meant, so that it may hold others. `checked`: its counts are compared with
    those of the release before anything is served. `steady`: nobody changes it but with a new release, so that what it
    answered may be kept.
    """

    query: str
    isolated: bool = True
    checked: bool = True
    steady: bool = False

    def data(self, release: Release) -> Data:
        """See `Storage`."""
        dataset = "release" if self.isolated else "store"
        settings = {"release": str(release.folder), "dataset": dataset, "check": self.checked}
        return Data("remote", self.query, release.base, release.prefixes, settings, steady=self.steady)


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A store on disk, built once per release in the folder `cache`."""

    cache: Path

    def data(self, release: Release) -> Data:
        """See `Storage`."""
        key = f"{release.folder.name}-{release.files[DATA].sha256[:12]}"
        settings = {"cache": str(self.cache), "key": key}
        return Data("disk", release.data, release.base, release.prefixes, settings)
