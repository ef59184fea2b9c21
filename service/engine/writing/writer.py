"""The web process's end of writing: one order at a time, each with a deadline; the scribe is replaced when it ends."""

import asyncio
import os
import socket
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import IO

from communique.service.engine import frames
from communique.service.engine.limits import Limits
from communique.service.engine.processes import launch, post_mortem
from communique.service.engine.question import Failure
from communique.service.engine.writing import orders, scribe
from communique.service.engine.writing.states import States, StatesError

LARGEST = 1 << 20  # bytes of an outcome; a longer one is a fault of the scribe


class _Ended(Exception):
    """The scribe hung up."""


class Writer:
    """The states in a folder and the process that makes them; `state` is the number of the current one.

    `accepted` is called with the folder of each new state, before anybody hears that the change was accepted.
    """

    def __init__(self, folder: Path, limits: Limits, base: str, accepted: Callable[[Path], Awaitable[None]]) -> None:
        self.states = States(folder)
        self.state = 0
        self._limits = limits
        self._base = base
        self._accepted = accepted
        self._lock: IO[str] | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    @property
    def path(self) -> Path:
        """The folder of the current state."""
        return self.states.path(self.state)

    async def open(self, source: Path | None) -> None:
        """Take up the last accepted state; where there is none, begin with this N-Quads file. Raises StatesError."""
        self._lock = self.states.lock()
        try:
            self.state = await self._start(source)
        except Failure as failure:
            raise StatesError(failure.detail) from None

    async def write(self, order: orders.Order) -> orders.Done:
        """Carry out an order when it is its turn; what it changed is kept once this returns. Raises Failure."""
        if self._waiting >= self._limits.update_queue:
            raise Failure("busy", "too many updates wait")
        # A change goes on when the client leaves, and when the task that serves it is cancelled.
        return await asyncio.shield(asyncio.get_running_loop().create_task(self._in_turn(order)))

    def close(self) -> None:
        """End the scribe, whatever it does, and let others write."""
        self._end()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    async def _in_turn(self, order: orders.Order) -> orders.Done:
        self._waiting += 1
        try:
            async with self._turn:
                done = await self._carry_out(order)
                self.state = done.state
                await self._accepted(self.path)
                return done
        finally:
            self._waiting -= 1

    async def _carry_out(self, order: orders.Order) -> orders.Done:
        if self._lock is None:
            raise Failure("stopping", "the service stops")
        try:
            async with asyncio.timeout(self._limits.update_seconds):
                if self._process is None:
                    await self._start(None)
                return await self._exchange(orders.encode(order))
        except Failure as failure:
            if failure.kind in orders.LAST:
                self._end()
            raise
        except (TimeoutError, _Ended) as error:
            code = self._end()
            current = self.states.current or 0
            if current > self.state:  # it was accepted, and killed before it could say so
                return orders.Done(current)
            if isinstance(error, TimeoutError):
                detail = f"the update took longer than {self._limits.update_seconds:g} s; nothing was changed"
                raise Failure("deadline", detail) from None
            raise post_mortem(code, "update") from None

    async def _start(self, source: Path | None) -> int:
        """Start a scribe and wait until it is ready; gives the number of its state."""
        assert self._lock is not None
        ours, theirs = socket.socketpair()
        plan = scribe.ScribePlan(
            folder=str(self.states.folder),
            source=str(source or ""),
            base=self._base,
            parent=os.getpid(),
            lock=self._lock.fileno(),
            memory=self._limits.update_memory,
            nesting=self._limits.query_nesting,
        )
        with theirs:
            self._process = launch(scribe.__name__, theirs, plan.to_json(), [self._lock.fileno()])
        self._reader, self._writer = await asyncio.open_connection(sock=ours)
        try:
            return (await self._outcome()).state
        except _Ended:
            raise post_mortem(self._end(), "update") from None

    async def _exchange(self, order: bytes) -> orders.Done:
        assert self._writer is not None
        self._writer.write(frames.LENGTH.pack(len(order)) + order)
        return await self._outcome()

    async def _outcome(self) -> orders.Done:
        assert self._reader is not None
        try:
            (size,) = frames.LENGTH.unpack(await self._reader.readexactly(frames.LENGTH.size))
            if size > LARGEST:
                raise _Ended
            outcome = orders.hear(await self._reader.readexactly(size))
        except (asyncio.IncompleteReadError, OSError):
            raise _Ended from None
        if isinstance(outcome, Failure):
            raise outcome
        return outcome

    def _end(self) -> int:
        """Kill the scribe, if there is one; gives the code with which it ended."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None
        if self._process is None:
            return 0
        process, self._process = self._process, None
        process.kill()
        return process.wait()
