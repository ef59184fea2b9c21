"""The answer to one question in the web process, from its waiting for a worker to its last byte."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

from communique.service.engine import formats, frames
from communique.service.engine.question import Failure, Question

if TYPE_CHECKING:
    from communique.service.engine.channel import Channel

HIGH = 1 << 20  # bytes held for a client that reads slowly, after which the worker is not read from
LOW = 1 << 18


class Answer:
    """What arrived so far, and a way to wait for more.

    `begun` is done as soon as there is a first byte (the answer can still break) or a failure.
    """

    __slots__ = (
        "_paused",
        "_size",
        "_waiter",
        "begun",
        "channel",
        "client",
        "coding",
        "ended",
        "failure",
        "form",
        "parts",
        "question",
        "queued",
        "sent",
        "slow",
        "stable",
        "started",
    )

    def __init__(self, question: Question, client: str, loop: asyncio.AbstractEventLoop) -> None:
        self.question = question
        self.client = client
        self.begun: asyncio.Future[None] = loop.create_future()
        self.channel: Channel | None = None
        self.form = b""
        self.coding = frames.PLAIN
        self.stable = False  # whether the same question will have the same answer
        self.parts: deque[bytes] = deque()
        self.ended = False
        self.slow = False
        self.started = 0.0  # loop time at which a worker got it
        self.queued = 0.0  # loop time at which it began to wait
        self.sent = 0
        self._size = 0
        self._paused: Callable[[], None] | None = None
        self._waiter: asyncio.Future[None] | None = None
        self.failure: Failure | None = None

    @property
    def format(self) -> formats.Format:
        """The format of the result; known once the answer has begun."""
        if self.form == frames.GRAPH:
            return formats.GRAPHS[self.question.graphs or "ttl"]
        return formats.SOLUTIONS[self.question.solutions or "json"]

    @property
    def streaming(self) -> bool:
        """Whether bytes left already, so that a failure can only break the answer."""
        return self.begun.done()

    def told(self, form: bytes, coding: int, stable: bool) -> None:
        """What the worker says of the answer before its bytes; raises IndexError for a coding that there is not."""
        self.form, self.coding, self.stable = form, frames.PACKED[coding], stable

    def begin(self) -> None:
        """Bytes follow."""
        self._release()

    def feed(self, data: bytes) -> bool:
        """Take some bytes; True when the worker should not be read from for now."""
        self.parts.append(data)
        self.sent += len(data)
        self._size += len(data)
        self._wake()
        return self._size > HIGH

    def end(self) -> None:
        """No bytes follow."""
        self.ended = True
        self._release()
        self._wake()

    def fail(self, failure: Failure) -> None:
        """No answer, or a broken one."""
        if self.ended:
            return
        self.ended = True
        self.failure = failure
        if not self.begun.done():
            self.begun.set_exception(failure)
            self.begun.exception()  # it may be that nobody waits any more, which is no reason for a warning
        self._wake()

    def hold(self, resume: Callable[[], None]) -> None:
        """Call `resume` once most of what is held was taken."""
        self._paused = resume

    async def chunks(self) -> AsyncIterator[bytes]:
        """The bytes, as they come; raises Failure where the answer broke."""
        while True:
            while self.parts:
                data = self.parts.popleft()
                self._size -= len(data)
                if self._paused is not None and self._size < LOW:
                    resume, self._paused = self._paused, None
                    resume()
                yield data
            if self.failure is not None:
                raise self.failure
            if self.ended:
                return
            self._waiter = self.begun.get_loop().create_future()
            await self._waiter

    def _release(self) -> None:
        if not self.begun.done():
            self.begun.set_result(None)

    def _wake(self) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)
