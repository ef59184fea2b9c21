"""Who gets which worker when: a fair queue, a spare for every slow query, a deadline for all.

A query begins on one of the workers for queries of unknown length. Once it took `slow_seconds` (`crowded_seconds`
while others wait) it is slow: its worker yields the processor to others and is not used again, and a spare takes its
place. There are `slow_workers` places for slow queries, `client_slow` for one client; a query that finds none is
stopped, and begins anew when there is a place (unless it has sent something already, then it breaks). A text that was
found slow is expected to be so again. So short queries always find a worker, however many long ones there are.
"""

import asyncio
from collections import Counter
from collections.abc import Callable

from communique.service.engine.answer import Answer
from communique.service.engine.channel import Channel
from communique.service.engine.fair import FairQueue
from communique.service.engine.generation import Generation
from communique.service.engine.limits import Limits
from communique.service.engine.question import Failure, Question

TICK = 0.02  # seconds between two looks at the clock
REMEMBERED = 1024  # texts known to be slow


class Dispatcher:
    """The queues, and the workers of the current generation."""

    def __init__(self, limits: Limits, on_lost: Callable[[str], None]) -> None:
        self.limits = limits
        self._on_lost = on_lost
        self.counts: Counter[str] = Counter()
        self._loop = asyncio.get_running_loop()
        self._generation: Generation | None = None
        self._idle: list[Channel] = []
        self._busy: dict[Channel, Generation] = {}
        self._slow: Counter[str] = Counter()  # slow queries in work, by client
        self._short: FairQueue[Answer] = FairQueue()
        self._long: FairQueue[Answer] = FairQueue()  # found to be slow, wait for a place
        self._known_slow: dict[int, None] = {}  # hashes of texts, the oldest first
        self._ticking = False
        self._tasks: set[asyncio.Task[None]] = set()

    def ask(self, question: Question, client: str) -> Answer:
        """Begin to answer; await `begun` of what comes back. Raises Failure at once where the queue is full."""
        answer = Answer(question, client, self._loop)
        self.counts["asked"] += 1
        if self._known_slow and hash(question.text) in self._known_slow:
            self._wait(self._long, answer)
            self._serve()
        elif self._idle and self._generation and not self._short:
            self._start(self._generation, self._idle.pop(), answer)
        else:
            self._wait(self._short, answer)
        return answer

    def abandon(self, answer: Answer) -> None:
        """Nobody waits for this answer any more: its worker, or its place in the queue, is freed."""
        if not answer.ended:
            self._stop(answer, Failure("abandoned", "the client left"))

    def use(self, generation: Generation) -> None:
        """Give new queries to this generation; the one before finishes what it began, then has no workers."""
        before, self._generation = self._generation, generation
        if before is not None:
            for channel in list(before.workers.values()):
                if channel not in self._busy:
                    before.dismiss(channel)
        self._idle = [channel for channel in generation.workers.values() if channel.ready]
        self._serve()

    def renew(self) -> None:
        """Give new queries to workers that were forked after the last move; the others finish what they began."""
        generation = self._generation
        if generation is not None:
            for channel in self._idle:
                generation.dismiss(channel)
            self._idle.clear()
            self._serve()

    def close(self) -> None:
        """Stop everything that works or waits."""
        for answer in [*self._short, *self._long, *(channel.answer for channel in self._busy)]:
            if answer is not None:
                self._stop(answer, Failure("stopping", "the service stops"))
        self._generation = None

    def load(self) -> dict[str, int]:
        """How many workers rest, work, work slowly and start; how many queries wait."""
        return {
            "idle": len(self._idle),
            "busy": len(self._busy),
            "slow": self._slow.total(),
            "starting": self._generation.starting if self._generation else 0,
            "waiting": len(self._short) + len(self._long),
        }

    # --- what the generations tell -------------------------------------------------------------------------------

    def worker_ready(self, generation: Generation, channel: Channel) -> None:
        """See `generation.Listener`."""
        if generation is self._generation:
            if generation.stale(channel):
                generation.dismiss(channel)
            else:
                self._idle.append(channel)
            self._serve()

    def worker_free(self, generation: Generation, channel: Channel, answer: Answer, retire: bool) -> None:
        """See `generation.Listener`."""
        self.counts["failed" if answer.failure else "answered"] += 1
        self._busy.pop(channel, None)
        if answer.slow and self._loop.time() - answer.started < self.limits.slow_seconds:
            self._known_slow.pop(hash(answer.question.text), None)
        if self._forget_slow(answer) or retire or generation is not self._generation or generation.stale(channel):
            generation.dismiss(channel)
        else:
            self._idle.append(channel)
        if self._short or self._long or not self._idle:
            self._serve()

    def worker_lost(self, generation: Generation, channel: Channel, answer: Answer | None) -> None:
        """See `generation.Listener`."""
        self.counts["lost"] += 1
        self._busy.pop(channel, None)
        if channel in self._idle:
            self._idle.remove(channel)
        if answer is not None:
            self._forget_slow(answer)
            task = self._loop.create_task(self._explain(generation, channel, answer))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self._serve()

    def generation_lost(self, generation: Generation, why: str) -> None:
        """See `generation.Listener`; queries wait for the next generation."""
        if generation is self._generation:
            self._generation = None
            self._idle.clear()
            self._on_lost(why)

    async def _explain(self, generation: Generation, channel: Channel, answer: Answer) -> None:
        answer.fail(await generation.cause(channel))

    # --- starting and stopping -----------------------------------------------------------------------------------

    def _start(self, generation: Generation, channel: Channel, answer: Answer) -> None:
        answer.started = self._loop.time()
        self._busy[channel] = generation
        channel.ask(answer)
        if not self._ticking:
            self._ticking = True
            self._loop.call_later(TICK, self._tick)

    def _wait(self, queue: FairQueue[Answer], answer: Answer) -> None:
        full = len(self._short) + len(self._long) >= self.limits.queue
        if full or self._short.of(answer.client) + self._long.of(answer.client) >= self.limits.client_queue:
            self.counts["refused"] += 1
            raise Failure("busy", "too many queries wait" if full else "too many queries of yours wait")
        answer.queued = self._loop.time()
        queue.put(answer.client, answer)
        if not self._ticking:
            self._ticking = True
            self._loop.call_later(TICK, self._tick)

    def _serve(self) -> None:
        """Give work to those who rest, and see that enough workers are there for queries of unknown length."""
        generation = self._generation
        if generation is None:
            return
        while self._idle and self._slow.total() < self.limits.slow_workers:
            answer = self._long.get(self._may_be_slow)
            if answer is None:
                break
            channel = self._idle.pop()
            self._start(generation, channel, answer)
            self._promote(generation, channel, answer)
        while self._idle and (answer := self._short.get()) is not None:
            self._start(generation, self._idle.pop(), answer)
        self._replenish(generation)

    def _replenish(self, generation: Generation) -> None:
        fresh = [channel for channel, owner in self._busy.items() if owner is generation and not owner.stale(channel)]
        busy = [channel.answer for channel in fresh]
        quick = sum(1 for answer in busy if answer is None or not answer.slow)
        for _ in range(self.limits.workers - len(self._idle) - quick - generation.starting):
            generation.fork()

    def _stop(self, answer: Answer, failure: Failure) -> None:
        """End an answer wherever it is: in a queue or in work."""
        self.counts[failure.kind] += 1
        self._short.discard(answer.client, answer)
        self._long.discard(answer.client, answer)
        self._kill(answer)
        answer.fail(failure)
        self._serve()

    def _kill(self, answer: Answer) -> None:
        channel, answer.channel = answer.channel, None
        if channel is not None:
            channel.answer = None
            generation = self._busy.pop(channel)
            generation.kill(channel)
            self._forget_slow(answer)

    # --- the clock -----------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        now = self._loop.time()
        patience = self.limits.crowded_seconds if self._short else self.limits.slow_seconds
        for channel, generation in list(self._busy.items()):
            answer = channel.answer
            if answer is None:
                continue
            age = now - answer.started
            if age > self.limits.query_seconds:
                self._stop(answer, Failure("deadline", f"the query took longer than {self.limits.query_seconds:g} s"))
            elif age > patience and not answer.slow:
                self._found_slow(generation, channel, answer)
        for answer in [*self._short, *self._long]:
            if now - answer.queued > self.limits.queue_seconds:
                self._stop(answer, Failure("busy", f"no worker was free for {self.limits.queue_seconds:g} s"))
        self._ticking = bool(self._busy or self._short or self._long)
        if self._ticking:
            self._loop.call_later(TICK, self._tick)

    def _may_be_slow(self, client: str) -> bool:
        return self._slow[client] < self.limits.client_slow

    def _found_slow(self, generation: Generation, channel: Channel, answer: Answer) -> None:
        self._expect_slow(answer.question.text)
        if self._slow.total() < self.limits.slow_workers and self._may_be_slow(answer.client):
            self._promote(generation, channel, answer)
            self._serve()
        elif answer.streaming:
            self._stop(answer, Failure("busy", "too many long queries are in work"))
        else:
            self._kill(answer)
            try:
                self._wait(self._long, answer)
            except Failure as failure:
                answer.fail(failure)
            self._serve()

    def _expect_slow(self, text: str) -> None:
        """Remember that a text is slow; those of it that wait go where they do not hold up others."""
        self._known_slow.pop(hash(text), None)
        self._known_slow[hash(text)] = None
        if len(self._known_slow) > REMEMBERED:
            del self._known_slow[next(iter(self._known_slow))]
        for waiting in [answer for answer in self._short if answer.question.text == text]:
            self._short.discard(waiting.client, waiting)
            self._long.put(waiting.client, waiting)

    def _promote(self, generation: Generation, channel: Channel, answer: Answer) -> None:
        answer.slow = True
        self._slow[answer.client] += 1
        generation.lower(channel)

    def _forget_slow(self, answer: Answer) -> bool:
        """Give back the place of a slow query; whether it had one."""
        slow, answer.slow = answer.slow, False
        if slow:
            self._slow[answer.client] -= 1
            if not self._slow[answer.client]:
                del self._slow[answer.client]
        return slow
