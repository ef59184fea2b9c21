"""A run of the fuzzer: step by step, what is sent, how it may be answered, and what is written down where it is not."""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from communique.tests.attacks.attack import Message, Sending
from communique.tests.attacks.fuzz.grammar import Grammar
from communique.tests.attacks.fuzz.mutate import mutated
from communique.tests.attacks.message import request
from communique.tests.attacks.probe import address, ask
from communique.tests.attacks.runner import Gone, Subject
from communique.tests.attacks.wire import Seen, exchange

_ACCEPTS = ("*/*", "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/turtle")
_REMOTE = re.compile(r"service|load|from|using|\\u", re.IGNORECASE)
_ASK_EVERY = 10


@dataclass(frozen=True)
class Step:
    """One request: its number tells, with the seed, how to make it again."""

    number: int
    message: Message


@dataclass
class Session:
    """Fuzzes one endpoint, which ends every answer within `deadline` and `grace` seconds.

    `alone` says that nothing leaves the machine, so that remote names may be asked for.
    """

    subject: Subject
    corpus: Sequence[str]
    seed: int
    deadline: float
    grace: float
    alone: bool
    failures: Path | None = None
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def steps(self) -> Iterator[Step]:
        """The endless sequence of requests that this seed stands for."""
        number = 0
        while True:
            random = Random(f"{self.seed}/{number}")
            text = self._text(random)
            if self.alone or not _REMOTE.search(text):
                yield Step(number, _message(text, random))
            number += 1

    async def run(self, seconds: float) -> None:
        """Send steps until the time is up. Raises Gone where an endpoint that was not started here stays silent."""
        limit = time.monotonic() + seconds
        for count, step in enumerate(self.steps()):
            if time.monotonic() > limit:
                break
            await self._step(step)
            if count % _ASK_EVERY == 0 and await ask(self.subject.server) is None:
                await self._failed(step, "the next ASK got no answer")

    async def _step(self, step: Step) -> None:
        server = self.subject.server
        payload = request(step.message, server, {})
        seen = await exchange(address(server), payload, Sending(), seconds=self.deadline + self.grace + 1)
        self.statuses.update(seen.statuses)
        if problem := _problem(seen, self.deadline + self.grace):
            await self._failed(step, problem)
        elif not self.subject.alive:
            await self._failed(step, "the server is gone")

    async def _failed(self, step: Step, problem: str) -> None:
        self.wrong.append(f"seed {self.seed}, step {step.number}: {problem}")
        if self.failures:
            self.failures.mkdir(parents=True, exist_ok=True)
            kept = self.failures / f"{self.seed}-{step.number}.rq"
            kept.write_bytes("".join(map(str, step.message.query or ())).encode("utf-8", "surrogatepass"))
        if self.subject.restarts:
            self.subject.restart()
        elif await ask(self.subject.server) is None:
            raise Gone(f"{self.subject.server.query} does not answer any more ({self.wrong[-1]})")

    def _text(self, random: Random) -> str:
        text = Grammar(random).query() if random.random() < 0.5 else random.choice(self.corpus)
        return mutated(text, random, self.corpus) if random.random() < 0.7 else text


def _message(text: str, random: Random) -> Message:
    # Places such as @{host} are for the attacks; here every sign is meant.
    literal = text.replace("@{", "@ {")
    via = random.choice(("post", "post", "form", "get"))
    if via == "get" and (len(literal) > 4000 or not literal.isascii() or "%" in literal):
        via = "post"
    return Message(query=(literal,), via=via, headers={"Accept": random.choice(_ACCEPTS)})


def _problem(seen: Seen, seconds: float) -> str:
    """A 5xx but 503 and 504, silence, or no HTTP at all; a stream that ends broken is how a late failure looks."""
    bad = [status for status in seen.statuses if status >= 500 and status not in (503, 504)]
    if bad:
        return f"status {bad[0]}"
    if seen.end == "no end" or seen.seconds > seconds:
        return f"no end after {seen.seconds:.1f} s"
    if seen.end.startswith("not HTTP"):
        return seen.end
    return "" if seen.statuses else f"no answer ({seen.end})"
