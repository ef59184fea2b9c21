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
        self._cpu_until = 0.0

    def run(self) -> None:
        """Answer until the web process hangs up."""
        self._sock.sendall(frames.pack(frames.READY, b""))
        while question := self._next():
            used = time.process_time()
            if used + self._plan.seconds > self._cpu_until:
                self._cpu_until = confine.grant_cpu(used, self._plan.seconds)
            self._answer(Question.decode(question))

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
        faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        if faults - self._faults < FAULTS:
            return False
        self._faults = faults
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
