"""The engine as the web process uses it: open a release, ask, take over another release, close."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from communique.service.engine.answer import Answer
from communique.service.engine.dispatcher import Dispatcher
from communique.service.engine.generation import Generation, GenerationFailed
from communique.service.engine.limits import Limits
from communique.service.engine.plan import Data
from communique.service.engine.question import Question

log = logging.getLogger("communique.engine")
AGAIN = 1.0  # seconds before a lost holder is started anew; doubled at each failure
LONGEST = 60.0


class Engine:
    """One release at a time, evaluated by processes of its own."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.dispatcher = Dispatcher(self.limits, self._lost)
        self._current: Generation | None = None
        self._held: Data | None = None
        self._change = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def ready(self) -> bool:
        """Whether a release is held."""
        return self._current is not None

    @property
    def holder(self) -> int | None:
        """The id of the process that holds the data; None where there is none at the moment."""
        return None if self._current is None else self._current.pid

    def ask(self, question: Question, client: str = "") -> Answer:
        """Begin to answer a question; await `begun` of the answer. Raises Failure where too many wait."""
        return self.dispatcher.ask(question, client)

    def abandon(self, answer: Answer) -> None:
        """Stop an answer that nobody waits for."""
        self.dispatcher.abandon(answer)

    async def read(self, question: Question, client: str = "") -> bytes:
        """A whole answer at once; raises Failure."""
        answer = self.ask(question, client)
        try:
            await answer.begun
            return b"".join([chunk async for chunk in answer.chunks()])
        finally:
            self.abandon(answer)

    async def open(self, data: Data, then: Callable[[], None] = lambda: None) -> float:
        """Hold these data from now on, without a pause; gives the seconds of loading; raises GenerationFailed.

        `then` is called in the very moment in which questions begin to go to it.
        """
        async with self._change:
            generation = Generation(data, self.limits, self.dispatcher)
            seconds = await generation.start(self.limits.workers)
            before, self._current = self._current, generation
            self._held = data
            self.dispatcher.use(generation)
            then()
        if before is not None:
            self._spawn(self._retire(before))
        return seconds

    async def move(self, source: Path) -> None:
        """Have all questions from now on see other data of the same kind; those in work end with what they began with.

        Comes back at once; `moved` waits for those in work.
        """
        async with self._change:
            if self._held is not None:
                self._held = replace(self._held, source=source)
            if self._current is not None:
                self._current.move(str(source))
                self.dispatcher.renew()

    async def moved(self) -> None:
        """Wait until nobody sees the data of before the last move."""
        if self._current is not None:
            await self._current.moved(self._current.fresh)

    async def close(self) -> None:
        """End every process of this engine."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.dispatcher.close()
        if self._current is not None:
            current, self._current = self._current, None
            await current.close()

    async def _retire(self, generation: Generation) -> None:
        try:
            await generation.drain()
        finally:
            await generation.close()

    def _lost(self, why: str) -> None:
        log.error("%s; it is started again", why)
        lost, self._current = self._current, None
        if lost is not None:
            self._spawn(lost.close())
        self._spawn(self._recover())

    async def _recover(self) -> None:
        pause = AGAIN
        while self._current is None and self._held is not None:
            try:
                await self.open(self._held)
            except GenerationFailed as error:
                log.error("the release cannot be loaded: %s; next try in %g s", error, pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


@asynccontextmanager
async def running(data: Data, limits: Limits | None = None) -> AsyncIterator[Engine]:
    """An engine that holds one release for the time of a `with` block; raises GenerationFailed."""
    engine = Engine(limits)
    try:
        await engine.open(data)
        yield engine
    finally:
        await engine.close()
