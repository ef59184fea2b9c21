"""The process that matches, as the web process uses it: started when first needed, once a release, fair and bounded.

A batch is cut into pieces of a few names; between two pieces others have their turn. A piece that does not come back in
time costs the process, which is started again, and the batch; what others asked goes on.
"""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from typing import Any

from communique.service.engine.processes import launch, post_mortem
from communique.service.engine.question import Failure, Question
from communique.service.engine.site import Site
from communique.service.reconcile import wire, worker
from communique.service.reconcile.tables import queries

PIECE = 50
"""Names that are matched before others have their turn: a few hundredths of a second."""

CLIENT_BATCHES = 4
"""Batches of one client in work and waiting."""

LARGEST = 64 << 20
"""Bytes of one answer; a longer one is a fault of the process."""


class _Lost(Exception):
    """The process is gone."""


class _Process:
    """One process over the tables of one state of the data."""

    def __init__(self, process: subprocess.Popen[bytes], sock: socket.socket, revision: str) -> None:
        self.revision = revision
        self._process = process
        self._sock = sock
        self._loop = asyncio.get_running_loop()

    @classmethod
    async def start(cls, revision: str, first: Iterable[bytes], memory: int) -> "_Process":
        """Start one and give it what it needs first; raises _Lost or Failure."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        plan = json.dumps({"parent": os.getpid(), "memory": memory})
        with theirs:
            started = cls(launch(worker.__name__, theirs, plan), ours, revision)
        try:
            for content in first:
                await started._send(content)
            if await started._receive() != b"ready":
                raise _Lost
        except BaseException:
            await started.end()
            raise
        return started

    async def ask(self, order: bytes) -> bytes:
        """The answer to one order; raises _Lost."""
        await self._send(order)
        return await self._receive()

    async def end(self) -> int:
        """Hang up and end it; gives its exit code."""
        self._sock.close()
        self._process.kill()
        return await asyncio.to_thread(self._process.wait)

    async def code(self) -> int:
        """How it ended that nobody ended."""
        self._sock.close()
        return await asyncio.to_thread(self._process.wait)

    async def _send(self, body: bytes) -> None:
        try:
            await self._loop.sock_sendall(self._sock, wire.pack(body))
        except OSError:
            raise _Lost from None

    async def _receive(self) -> bytes:
        (size,) = wire.LENGTH.unpack(await self._exactly(wire.LENGTH.size))
        if size > LARGEST:
            raise _Lost
        return await self._exactly(size)

    async def _exactly(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            try:
                part = await self._loop.sock_recv(self._sock, min(size - len(data), 1 << 20))
            except OSError:
                part = b""
            if not part:
                raise _Lost
            data += part
        return bytes(data)


class Matching:
    """Orders to the process, one after the other, whoever they come from."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._process: _Process | None = None
        self._starting: asyncio.Task[_Process] | None = None
        self._turn = asyncio.Lock()  # its waiters are served first come, first served: batches alternate
        self._clients: Counter[str] = Counter()

    async def ask(self, orders: Iterable[dict[str, Any]], client: str) -> list[bytes]:
        """The answers to the orders of one batch, in order; raises Failure."""
        seconds = self._site.limits.reconcile_seconds
        async with self._place(client):
            try:
                async with asyncio.timeout(seconds):
                    return [await self._one(json.dumps(order).encode()) for order in orders]
            except TimeoutError:
                raise Failure("reconcile-seconds", f"the batch took longer than {seconds:g} s") from None

    async def close(self) -> None:
        """End the process, and one that starts."""
        starting, self._starting = self._starting, None
        if starting is not None:
            starting.cancel()
            with contextlib.suppress(asyncio.CancelledError, Failure, _Lost):
                self._process = await starting
        await self._end()

    @contextlib.asynccontextmanager
    async def _place(self, client: str) -> AsyncIterator[None]:
        if self._clients.total() >= self._site.limits.reconcile_queue:
            raise Failure("busy", "too many batches wait")
        if self._clients[client] >= CLIENT_BATCHES:
            raise Failure("busy", "too many batches of yours wait")
        self._clients[client] += 1
        try:
            yield
        finally:
            self._clients -= Counter((client,))

    async def _one(self, order: bytes) -> bytes:
        """One order in its turn. A process that ended by itself between two orders is started again, once."""
        async with self._turn:
            for again in (True, False):
                process = await self._current()
                try:
                    return await process.ask(order)
                except _Lost:
                    self._process = None
                    code = await process.code()
                    if not again or code:
                        raise post_mortem(code, "batch") from None
                except asyncio.CancelledError:  # the answer may be half read: nobody can use this process again
                    self._process = None
                    await asyncio.shield(process.end())
                    raise
            raise AssertionError

    async def _current(self) -> _Process:
        """The process over the data as they are now; raises Failure.

        Who waits for it to start may give up; it goes on starting for those who come after.
        """
        revision = self._site.revision
        if self._process is not None and self._process.revision == revision:
            return self._process
        await self._end()
        if self._starting is None or self._starting.done():
            self._starting = asyncio.get_running_loop().create_task(self._start(revision))
        try:
            self._process = await asyncio.shield(self._starting)
        except _Lost:
            raise Failure("crash", "the process that matches cannot be started") from None
        self._starting = None
        return self._process

    async def _start(self, revision: str) -> _Process:
        base = self._site.release.base
        first = [base.encode()]
        first += [await self._site.engine.read(Question(text, "json")) for text in queries(base).values()]
        return await _Process.start(revision, first, self._site.limits.reconcile_memory)

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await process.end()


def pieces(asked: list[dict[str, Any]], keys: list[str] | None) -> list[dict[str, Any]]:
    """A batch as orders: the queries as dictionaries, with their keys in version 0.2."""
    return [
        {
            "do": "match",
            "asked": asked[start : start + PIECE],
            "keys": None if keys is None else keys[start : start + PIECE],
        }
        for start in range(0, len(asked), PIECE)
    ]
