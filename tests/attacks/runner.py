"""Try attacks on one endpoint, one after the other, each with a fresh start after one that did harm."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass

from communique.tests.attacks.attack import Attack
from communique.tests.attacks.canary import Canary
from communique.tests.attacks.judge import Evidence, Limits, complaints
from communique.tests.attacks.message import request
from communique.tests.attacks.probe import address, ask, back, watched
from communique.tests.attacks.wire import Seen, exchange
from communique.tests.targets.process import Server
from communique.tests.targets.usage import family

_RECOVERY = 30.0
_SLACK = 2.0


@dataclass(frozen=True)
class Result:
    """How an attack went: nothing in `wrong` where the endpoint withstood it; `skipped` says why it was not tried."""

    attack: Attack
    wrong: tuple[str, ...] = ()
    skipped: str = ""
    seconds: float = 0.0


class Subject:
    """The endpoint under attack: started anew on demand where this program can start it."""

    def __init__(self, start: Callable[[], AbstractContextManager[Server]], restarts: bool) -> None:
        self._start = start
        self._stack = ExitStack()
        self.restarts = restarts
        self.server = self._stack.enter_context(start())

    def restart(self) -> None:
        """Ended at once, with all it forked: what did harm may be past listening to a polite request."""
        with suppress(ProcessLookupError):
            os.killpg(self.server.pid, signal.SIGKILL)
        self._stack.close()
        self.server = self._stack.enter_context(self._start())

    def close(self) -> None:
        self._stack.close()

    @property
    def alive(self) -> bool:
        """Whether the process that was started is still there; taken for granted of one that is not ours."""
        return not self.server.pid or bool(family(self.server.pid))


class Gone(RuntimeError):
    """An endpoint that was not started here no longer answers: nothing more can be tried."""


@dataclass(frozen=True)
class Runner:
    """Runs attacks; `values` fills the places in them, such as the canary's address."""

    subject: Subject
    canary: Canary
    limits: Limits
    values: Mapping[str, str]

    async def all(self, attacks: Sequence[Attack], isolated: bool) -> AsyncIterator[Result]:
        """The result of each attack. Raises Gone."""
        for attack in attacks:
            if attack.needs == "isolation" and not isolated:
                yield Result(attack, skipped="names addresses outside of loopback: needs a network of its own")
                continue
            began = time.monotonic()
            wrong = tuple(dict.fromkeys(complaints(attack, await self._try(attack), self.limits)))
            yield Result(attack, wrong, seconds=time.monotonic() - began)
            if wrong:
                await self._recover()

    async def _try(self, attack: Attack) -> Evidence:
        server = self.subject.server
        self.canary.heard()
        async with watched(server.pid) as memory:
            asked, seen = await self._sent(attack, server)
            # What the endpoint was told to reach it may reach a moment later.
            await asyncio.sleep(0.02)
        return Evidence(seen, self.canary.heard(), asked, memory.growth, self.subject.alive)

    async def _sent(self, attack: Attack, server: Server) -> tuple[float | None, list[Seen]]:
        payload = request(attack.message, server, self.values)
        limit = max(self.limits.deadline + self.limits.grace, attack.expected.seconds or 0.0) + _SLACK
        answers = (attack.expected.answers or 1) * attack.sending.times
        once = [
            exchange(address(server), payload, attack.sending, seconds=limit, answers=answers)
            for _ in range(attack.sending.at_once)
        ]
        running = asyncio.gather(*once)
        if attack.sending.probe == "during":
            await asyncio.sleep(1.0)
            asked = await ask(server)
            return asked, await running
        seen = await running
        return await ask(server), seen

    async def _recover(self) -> None:
        if self.subject.restarts:
            await asyncio.to_thread(self.subject.restart)
        elif not await back(self.subject.server, _RECOVERY):
            raise Gone(f"{self.subject.server.query} does not answer any more")
