"""One release in work: its holder process and the workers forked from it, as the web process sees them."""

import asyncio
import json
import os
import signal
import socket
import subprocess
from typing import Any, Protocol

from communique.service.engine import holder
from communique.service.engine.answer import Answer
from communique.service.engine.channel import Channel
from communique.service.engine.limits import Limits
from communique.service.engine.plan import Data, Plan
from communique.service.engine.processes import launch, post_mortem
from communique.service.engine.question import Failure

STILLBORN = 5  # workers in a row that die before they are ready: something is wrong that forking more will not heal
PATIENCE = 2.0  # seconds to wait for the holder's word on how a worker died


class GenerationFailed(Exception):
    """The release cannot be loaded, or its workers cannot be started; the text says why."""


class Listener(Protocol):
    """Whoever gives the workers of a generation their work."""

    def worker_ready(self, generation: "Generation", channel: Channel) -> None:
        """A new worker waits for its first question."""

    def worker_free(self, generation: "Generation", channel: Channel, answer: Answer, retire: bool) -> None:
        """The worker answered; `retire` when it should not be used again."""

    def worker_lost(self, generation: "Generation", channel: Channel, answer: Answer | None) -> None:
        """A worker ended that nobody killed, perhaps in the middle of an answer."""

    def generation_lost(self, generation: "Generation", why: str) -> None:
        """The holder ended, or its workers cannot start."""


class Generation:
    """A holder and its workers; the listener hears of all of them."""

    def __init__(self, data: Data, limits: Limits, listener: Listener) -> None:
        self.workers: dict[int, Channel] = {}
        self.pids: dict[int, int] = {}
        self.starting = 0  # workers asked for that are not ready yet
        self.fresh = 0  # the number of the first worker that sees the data as they are now
        self._plan = Plan(
            kind=data.kind,
            source=str(data.source),
            base=data.base,
            prefixes=data.prefixes,
            settings=data.settings,
            union=data.union,
            steady=data.steady,
            parent=os.getpid(),
            memory=limits.query_memory,
            result=limits.result_bytes,
            rows=limits.result_rows,
            growth=limits.worker_growth,
            seconds=limits.query_seconds,
            nesting=limits.query_nesting,
            patterns=limits.query_patterns,
        )
        self._listener = listener
        self._last = 0
        self._stillborn = 0
        self._deaths: dict[int, asyncio.Future[Failure]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._loaded: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._changed = asyncio.Event()  # a worker became ready, or went

    @property
    def pid(self) -> int | None:
        """The id of the process that holds the data."""
        return None if self._process is None else self._process.pid

    async def start(self, workers: int) -> float:
        """Load the data in a new process and fork workers; gives the seconds of loading; raises GenerationFailed."""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.setblocking(False)
        with theirs:
            self._process = launch(holder.__name__, theirs, self._plan.to_json())
        asyncio.get_running_loop().add_reader(self._control, self._hear)
        try:
            seconds = await self._loaded
            for _ in range(workers):
                self.fork()
            while self.starting:
                await self._change()
            if self._control is None:
                raise GenerationFailed("workers die as soon as they start")
        except (GenerationFailed, asyncio.CancelledError):
            await self.close()
            raise
        return seconds

    def fork(self) -> None:
        """Ask for one more worker; the listener hears when it is ready."""
        self._last += 1
        self.starting += 1
        task = asyncio.get_running_loop().create_task(self._connect(self._last))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _connect(self, number: int) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            if not self._tell({"do": "fork", "worker": number}, theirs.fileno()):
                ours.close()
                return
        channel = self.workers[number] = Channel(number, self)
        await asyncio.get_running_loop().create_unix_connection(lambda: channel, sock=ours)

    def move(self, source: str) -> None:
        """Have workers that are forked from now on attach to other data of the same kind."""
        self.fresh = self._last + 1
        self._tell({"do": "move", "source": source})

    def stale(self, channel: Channel) -> bool:
        """Whether a worker sees data of before the last move."""
        return channel.number < self.fresh

    async def moved(self, number: int) -> None:
        """Wait until all workers are at least as new as this number."""
        while any(channel.number < number for channel in self.workers.values()):
            await self._change()

    def kill(self, channel: Channel) -> None:
        """End a worker at once, whatever it does."""
        self._tell({"do": "kill", "worker": channel.number})
        self.dismiss(channel)

    def lower(self, channel: Channel) -> None:
        """Let a worker yield the processor to others, for the rest of its life."""
        self._tell({"do": "lower", "worker": channel.number})

    def dismiss(self, channel: Channel) -> None:
        """Hang up on a worker; one that rests ends by itself."""
        self.workers.pop(channel.number, None)
        self._changed.set()
        channel.close()

    async def cause(self, channel: Channel) -> Failure:
        """How a worker died that was lost in the middle of an answer: waits for the holder's word."""
        death = self._deaths[channel.number]
        try:
            return await asyncio.wait_for(asyncio.shield(death), PATIENCE)
        except TimeoutError:
            return post_mortem(-signal.SIGKILL)
        finally:
            del self._deaths[channel.number]

    async def drain(self) -> None:
        """Wait until there is no worker left."""
        while self.workers:
            await self._change()

    async def close(self) -> None:
        """Hang up on everybody; the holder ends, and with it the workers."""
        for channel in list(self.workers.values()):
            self.dismiss(channel)
        for task in list(self._tasks):
            task.cancel()
        self._hang_up()
        if self._process is not None:
            process, self._process = self._process, None
            if not self._loaded.done() or self._loaded.cancelled():
                process.kill()  # it loads, and would not notice that nobody waits
            await asyncio.to_thread(process.wait)

    # --- what the channels tell ----------------------------------------------------------------------------------

    def worker_ready(self, channel: Channel) -> None:
        """See `channel.Home`."""
        self.starting -= 1
        self._stillborn = 0
        self._changed.set()
        self._listener.worker_ready(self, channel)

    def worker_free(self, channel: Channel, answer: Answer, retire: bool) -> None:
        """See `channel.Home`."""
        self._listener.worker_free(self, channel, answer, retire)

    def worker_lost(self, channel: Channel, answer: Answer | None) -> None:
        """See `channel.Home`."""
        if not channel.ready:
            self.starting -= 1
        if self.workers.pop(channel.number, None) is None:
            return  # it was dismissed
        if answer is None:
            self._deaths.pop(channel.number, None)  # nobody asks why
        else:
            self._death(channel.number)  # the holder's word may come before anybody asks for it
        self._changed.set()
        if channel.ready:
            self._listener.worker_lost(self, channel, answer)
            return
        self._stillborn += 1
        if self._stillborn < STILLBORN:
            self.fork()
        else:
            self._lost("workers die as soon as they start")

    # --- what the holder tells -----------------------------------------------------------------------------------

    def _tell(self, order: dict[str, Any], descriptor: int | None = None) -> bool:
        if self._control is None:
            return False
        try:
            socket.send_fds(self._control, [json.dumps(order).encode()], [] if descriptor is None else [descriptor])
        except OSError:
            return False  # the holder is gone, which is heard in a moment
        return True

    def _hear(self) -> None:
        assert self._control is not None
        try:
            data = self._control.recv(holder.MESSAGE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._lost("the process that holds the data has ended")
            return
        told = json.loads(data)
        if told["is"] == "died":
            self._died(told["worker"], post_mortem(told["code"], said=told["said"].encode()))
        elif told["is"] == "forked":
            self.pids[told["worker"]] = told["pid"]
        elif not self._loaded.done():
            if told["is"] == "ready":
                self._loaded.set_result(told["seconds"])
            else:
                self._loaded.set_exception(GenerationFailed(told["detail"]))

    def _died(self, number: int, cause: Failure) -> None:
        self.pids.pop(number, None)
        if number in self._deaths or number in self.workers:  # else it was killed, dismissed or idle: nobody asks why
            death = self._death(number)
            if not death.done():
                death.set_result(cause)

    def _death(self, number: int) -> asyncio.Future[Failure]:
        if number not in self._deaths:
            self._deaths[number] = asyncio.get_running_loop().create_future()
        return self._deaths[number]

    def _lost(self, why: str) -> None:
        self._hang_up()
        self.starting = 0
        self._changed.set()
        if self._loaded.done():
            self._listener.generation_lost(self, why)
        else:
            self._loaded.set_exception(GenerationFailed(why))

    def _hang_up(self) -> None:
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()
            self._control = None

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()
