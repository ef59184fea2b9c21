"""The search as the web process uses it: it follows what is served, builds each index beside the one before, and keeps
every search off the event loop, bounded in length, depth, threads and number."""

import asyncio
import contextlib
import json
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from communique.service.engine.question import Failure
from communique.service.engine.site import Site
from communique.service.search import building
from communique.service.search.entries import Entry
from communique.service.search.index import Chosen, Found, Hit, Index

log = logging.getLogger("communique.search")
PATIENCE = 20.0  # seconds to wait for the first index
AGAIN = 5.0  # seconds before an index that could not be built is tried again
T = TypeVar("T")


class Finder:
    """Searches the release that is served; while the index of a new one is built, the one before answers."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._limits = site.limits
        self._threads = ThreadPoolExecutor(site.limits.search_threads, "search")
        self._waiting = 0
        self._index: Index | None = None
        self._held = ""  # the revision whose index is held
        self._built = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        site.follow(self._look)

    @property
    def revision(self) -> str:
        """The revision of the data that searches see."""
        return self._held

    async def find(self, typed: str, chosen: Chosen, offset: int, limit: int) -> Found:
        """A page of hits; raises Failure where it is too long, too deep, or too many search."""
        typed = self._checked(typed)
        if limit > self._limits.search_hits:
            raise Failure("bad-request", f"a page has up to {self._limits.search_hits} hits")
        if offset + limit > self._limits.search_depth:
            raise Failure(
                "bad-request",
                f"up to {self._limits.search_depth} hits can be paged through; narrow the search, or ask by SPARQL",
            )
        return await self._run(lambda index: index.find(typed, chosen, offset, limit))

    async def suggest(self, typed: str, limit: int) -> list[Hit]:
        """The first hits for what is being typed; raises Failure."""
        typed, limit = self._checked(typed), min(limit, self._limits.search_hits)
        return await self._run(lambda index: index.suggest(typed, limit))

    async def entry(self, kind: str, key: str) -> Entry | None:
        """What the index keeps of one thing."""
        return await self._run(lambda index: index.entry(kind, key))

    async def labels(self, kind: str, keys: Sequence[str], language: str) -> dict[str, str]:
        """What things of a kind are called in a language, by key."""
        return await self._run(lambda index: index.labels(kind, keys, language))

    async def close(self) -> None:
        """End what is being built and the threads."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _checked(self, typed: str) -> str:
        most = self._limits.search_characters
        if len(typed) > most:
            raise Failure("bad-request", f"a search has up to {most} characters, not {len(typed)}")
        return typed.replace("\0", " ")

    async def _run(self, work: Callable[[Index], T]) -> T:
        index = await self._ready()
        if self._waiting >= self._limits.search_queue:
            raise Failure("busy", "too many searches wait")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, index)
        finally:
            self._waiting -= 1

    async def _ready(self) -> Index:
        if self._index is None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._built.wait(), PATIENCE)
        if self._index is None:
            raise Failure("busy", "the index of names is still being built")
        return self._index

    # --- following ----------------------------------------------------------------------------------------------

    def _look(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._follow())

    async def _follow(self) -> None:
        """Build until the index is that of what is served."""
        while self._held != (wanted := self._site.revision):
            try:
                self._index = await self._build()
                self._held = wanted
                self._built.set()
                log.info("%d things of %s can be searched", len(self._index), wanted)
            except (OSError, ValueError) as error:
                log.error("the index of names cannot be built: %s", error)
                await asyncio.sleep(AGAIN)

    async def _build(self) -> Index:
        folder = Path(tempfile.mkdtemp(prefix="communique-search-"))
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", building.__name__, json.dumps(self._plan(folder))),
                stdin=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                _, told = await process.communicate()
            except asyncio.CancelledError:
                process.kill()
                await process.wait()
                raise
            if process.returncode:
                raise OSError(told.decode("utf-8", "replace").strip()[-500:])
            return await asyncio.to_thread(Index, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)  # an index that is open keeps its files

    def _plan(self, folder: Path) -> dict[str, Any]:
        release = self._site.release
        data = self._site.storage.data(release)
        source = {"store": str(data.source)} if data.kind == "folder" else {"quads": str(release.data)}
        return {**source, "base": release.base, "folder": str(folder), "parent": os.getpid()}
