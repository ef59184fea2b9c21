"""Is the endpoint still there, how soon does it answer, and how much memory does it take?"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from communique.tests.attacks.attack import Message, Sending
from communique.tests.attacks.message import request
from communique.tests.attacks.wire import exchange
from communique.tests.targets.process import Server
from communique.tests.targets.usage import memory_bytes

_ASK = Message(query=("ASK {}",), headers={"Accept": "application/sparql-results+json"})
_EVERY = 0.1
# Who asks is somebody else than who attacks.
_STRANGER = ("127.0.0.77", 0)


@dataclass
class Memory:
    """The largest growth of a server and all it forked, in bytes, while it was watched; None without a process id."""

    before: int = 0
    peak: int = 0

    @property
    def growth(self) -> int:
        return max(0, self.peak - self.before)


def address(server: Server) -> tuple[str, int]:
    parts = urlsplit(server.query)
    return parts.hostname or "127.0.0.1", parts.port or 80


async def ask(server: Server, seconds: float = 5.0) -> float | None:
    """How long `ASK {}` takes another client on a new connection, in seconds; None where no right answer comes."""
    began = time.monotonic()
    there = address(server)
    source = _STRANGER if there[0].startswith("127.") else None
    seen = await exchange(there, request(_ASK, server, {}), Sending(), seconds=seconds, source=source)
    right = seen.statuses == [200] and seen.whole and b"true" in seen.body
    return time.monotonic() - began if right else None


async def back(server: Server, seconds: float) -> bool:
    """Whether the endpoint answers again, asked until then or until time is up."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if await ask(server, 1.0) is not None:
            return True
        await asyncio.sleep(0.2)
    return False


@asynccontextmanager
async def watched(pid: int) -> AsyncIterator[Memory]:
    """Watch a server's memory while the block runs; nothing is seen without a pid."""
    memory = Memory()
    if not pid:
        yield memory
        return
    memory.before = memory.peak = await asyncio.to_thread(memory_bytes, pid)

    async def watch() -> None:
        while True:
            memory.peak = max(memory.peak, await asyncio.to_thread(memory_bytes, pid))
            await asyncio.sleep(_EVERY)

    task = asyncio.create_task(watch())
    try:
        yield memory
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
