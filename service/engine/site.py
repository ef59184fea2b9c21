"""What is served: the current release and the engine that holds it, taken over together."""

import asyncio
import logging
from pathlib import Path

from communique.service.engine import release as releases
from communique.service.engine.engine import Engine
from communique.service.engine.limits import Limits
from communique.service.engine.release import Release
from communique.service.federation import Federation, Policy
from communique.service.engine.storage import InMemory, Storage

log = logging.getLogger("communique.site")


class Site:
    """The state behind every request; `release` is replaced as a whole, never changed."""

    def __init__(
        self, folder: Path, limits: Limits | None = None, policy: Policy | None = None, storage: Storage | None = None
    ) -> None:
        self.folder = folder
        self.storage = storage or InMemory()
        self.engine = Engine(limits)
        self.federation = Federation(policy or Policy())
        self.limits = self.engine.limits
        self._release: Release | None = None
        self._turn = asyncio.Lock()

    @property
    def release(self) -> Release:
        """The release that is served; there is one once `open` has returned."""
        assert self._release is not None
        return self._release

    async def open(self) -> float:
        """Hold the current release of the folder; gives the seconds of loading.

        Raises ReleaseError or GenerationFailed; the release held before, if any, goes on being served.
        """
        async with self._turn:
            found = releases.read(releases.current(self.folder))
            seconds = await self.engine.open(self.storage.data(found), lambda: setattr(self, "_release", found))
            log.info("serving %s, loaded in %.2f s", found.folder.name, seconds)
            return seconds

    async def refresh(self) -> bool:
        """Take over the current release if it is another than the one held; whether it was."""
        if releases.current(self.folder) == self.release.folder:
            return False
        await self.open()
        return True

    async def close(self) -> None:
        """End every process and every connection."""
        await self.engine.close()
        await self.federation.close()
