"""What is served: the current release and the engine that holds it, taken over together."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from pathlib import Path

from communique.service.engine import release as releases
from communique.service.engine.copies import Copies
from communique.service.engine.engine import Engine
from communique.service.engine.limits import Limits
from communique.service.engine.plan import Data
from communique.service.engine.question import Failure
from communique.service.engine.release import Release
from communique.service.engine.storage import InMemory, Storage, Writable
from communique.service.engine.writing import orders
from communique.service.engine.writing.writer import Writer
from communique.service.federation import Federation, Policy

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
        self.documents: Copies | None = None  # the operator's own copies of the source documents
        self.writer: Writer | None = None  # where updates are accepted
        self._release: Release | None = None
        self._revision = ""
        self.steady = True  # whether the data change with a release or an update only, which this service is told
        self._seen = 0  # the state that new questions see
        self._forgetting: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._followers: list[Callable[[], None]] = []

    def follow(self, follower: Callable[[], None]) -> None:
        """Have a function called, in the event loop, whenever other data are served than before."""
        self._followers.append(follower)

    def _tell(self) -> None:
        for follower in self._followers:
            follower()

    @property
    def release(self) -> Release:
        """The release that is served; there is one once `open` has returned."""
        assert self._release is not None
        return self._release

    @property
    def revision(self) -> str:
        """What an answer depends on besides its question: the content of the release, or of what became of it."""
        return self._revision if self.writer is None else f"{self._revision}+{self.writer.state}"

    @property
    def fixed(self) -> bool:
        """Whether the data stay what they are until another release is served."""
        return self.steady and self.writer is None

    async def open(self) -> float:
        """Hold the current release of the folder; gives the seconds of loading.

        Raises ReleaseError, StatesError or GenerationFailed; the release held before, if any, goes on being served.
        """
        async with self._turn:
            found = releases.read(releases.current(self.folder))
            if isinstance(self.storage, Writable) and self.writer is None:
                self.writer = await self._write_to(self.storage.folder, found)
            data = self.storage.data(found)
            seconds = await self.engine.open(data, lambda: self._take_over(found, data))
            log.info("serving %s, loaded in %.2f s", found.folder.name, seconds)
        self._tell()
        return seconds

    def _take_over(self, found: Release, data: Data) -> None:
        self._release, self.steady = found, data.steady
        # States are counted from 0 in each folder, and a folder can be emptied: their numbers say nothing elsewhere.
        # Nor do two backends give what has no order in the same one.
        self._revision = f"{found.content}-{data.kind}" if self.writer is None else secrets.token_hex(8)

    async def _write_to(self, folder: Path, found: Release) -> Writer:
        writer = Writer(folder, self.limits, found.base, self._accepted)
        try:
            await writer.open(found.data)
        except BaseException:
            writer.close()
            raise
        return writer

    async def refresh(self) -> bool:
        """Take over the current release if it is another than the one held; whether it was.

        A store that is written to goes its own way: it stays.
        """
        if self.writer is not None or releases.current(self.folder) == self.release.folder:
            return False
        await self.open()
        return True

    async def write(self, order: orders.Order) -> orders.Done:
        """Change the data; what was changed is kept, and every question sees it, once this returns. Raises Failure."""
        if self.writer is None:
            raise Failure("read-only", "nothing is changed here")
        return await self.writer.write(order)

    async def _accepted(self, path: Path) -> None:
        assert self.writer is not None
        await self.engine.move(path)
        self._seen = self.writer.state
        if self._forgetting is None or self._forgetting.done():
            self._forgetting = asyncio.get_running_loop().create_task(self._forget())
        self._tell()

    async def _forget(self) -> None:
        """Remove the states that no worker reads any more, those that became so meanwhile too."""
        assert self.writer is not None
        forgotten = 0
        while forgotten < (before := self._seen):
            await self.engine.moved()
            await asyncio.to_thread(self.writer.states.forget, before)
            forgotten = before

    async def close(self) -> None:
        """End every process and every connection."""
        if self._forgetting is not None:
            self._forgetting.cancel()
        if self.writer is not None:
            self.writer.close()
        await self.engine.close()
        await self.federation.close()
