"""The loop of one worker: a question in, an answer out, one at a time, in the thread that the process began with."""

import json
import os
import resource
import socket
import time

from communique.service.engine import confine, frames
from communique.service.engine.backends import Backend
from communique.service.engine.plan import Plan
from communique.service.engine.question import Failure, Question

FAULTS = 4096  # page faults after which the private memory is worth measuring (16 MB or more)
PEAK = 16 << 10  # KiB that its most memory has grown by, the same: a fault may bring a huge page
BRIEF = 0.005  # seconds in which a query cannot take much memory
BRIEF_ONES = 32  # such queries after which it is looked at all the same


class Worker:
    """One worker over the data of a backend, bounded as the plan says."""

    def __init__(self, held: Backend, sock: socket.socket, plan: Plan) -> None:
        self._sock = sock
        self._plan = plan
        self._rollup = os.open("/proc/self/smaps_rollup", os.O_RDONLY)
        # Its last words on standard error go to the holder, which reads them when it is dead.
        confine.seclude({confine.ERRORS, sock.fileno(), self._rollup}, held.reach)
        self._evaluate = held.attach()
        confine.bound(plan.memory, held.reach)
        self._most = plan.growth + confine.private_size(self._rollup)
        self._faults = 0
        self._peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self._unseen = 0  # brief queries since the last look at the memory
        self._began = 0.0  # when the query in work began
        self._granted = 0.0  # until when the CPU time granted suffices, however much is used

    def run(self) -> None:
        """Answer until the web process hangs up."""
        self._sock.sendall(frames.pack(frames.READY, b""))
        while question := self._next():
            self._began = time.monotonic()
            if self._began > self._granted:
                self._grant()
            self._answer(Question.decode(question))

    def _grant(self) -> None:
        """Allow CPU time for some time to come: one thread cannot use it faster than time goes by."""
        used = time.process_time()
        self._granted = self._began + confine.grant_cpu(used, self._plan.seconds) - used - self._plan.seconds

    def _answer(self, question: Question) -> None:
        try:
            sink = self._evaluate(question, self._sock, self._plan)
        except Failure as failure:
            self._fail(failure)
        except MemoryError:
            self._fail(Failure("memory", "the query needs more memory than one query may use"))
        except UnicodeEncodeError:
            self._fail(Failure("syntax", "the query is not valid Unicode"))
        else:
            sink.finish(self._grown())

    def _fail(self, failure: Failure) -> None:
        told = {"kind": failure.kind, "detail": failure.detail[:2000], "retire": self._grown(), **failure.more}
        self._sock.sendall(frames.pack(frames.FAILED, json.dumps(told).encode()))

    def _grown(self) -> bool:
        """Whether this worker holds so much memory of its own that a fresh one is better."""
        self._unseen += 1
        if time.monotonic() - self._began < BRIEF and self._unseen < BRIEF_ONES:
            return False
        self._unseen = 0
        usage = resource.getrusage(resource.RUSAGE_SELF)
        if usage.ru_minflt - self._faults < FAULTS and usage.ru_maxrss - self._peak < PEAK:
            return False
        self._faults, self._peak = usage.ru_minflt, usage.ru_maxrss
        return confine.private_size(self._rollup) > self._most

    def _next(self) -> bytes:
        """The next question, or nothing when the other end is closed."""
        data = self._sock.recv(frames.FRAME)
        while data:
            if len(data) >= frames.LENGTH.size:
                (size,) = frames.LENGTH.unpack_from(data)
                if len(data) >= size + frames.LENGTH.size:
                    return data[frames.LENGTH.size :]
            more = self._sock.recv(frames.FRAME)
            data = data + more if more else b""
        return b""
