"""The process that holds the data: it loads a release, forks workers on demand, kills, counts and reports them.

Run as `python -m communique.service.engine.holder DESCRIPTOR PLAN`: a socket to the web process and what to hold, as
JSON. It has one thread and never evaluates a query, so that it can be forked at any time. It ends when the socket
closes.
"""

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
import time
from dataclasses import replace

from communique.service.engine import confine, worker
from communique.service.engine.backends import Backend, backend
from communique.service.engine.plan import Plan

MESSAGE = 1 << 16  # bytes; the longest message on the control socket
WORDS = 1 << 12  # bytes of what a child wrote before it died
NICE = 10  # by how much a slow query is lowered, so that short ones go first


class Holder:
    """The data, the control socket and the living children by the number that the web process gave them."""

    def __init__(self, held: Backend, control: socket.socket, plan: Plan) -> None:
        self._held = held
        self._control = control
        self._plan = plan
        self._children: dict[int, int] = {}
        self._words: dict[int, int] = {}
        self._woken, self._waker = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(self._waker, False)

    def serve(self) -> None:
        """Obey the web process until it hangs up; its workers die with this process."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        poll.register(self._woken, select.POLLIN)
        while True:
            ready = {descriptor for descriptor, _ in poll.poll()}
            if self._woken in ready:
                os.read(self._woken, 4096)
                self._reap()
            if self._control.fileno() in ready:
                data, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE, 1)
                if not data:
                    return
                self._obey(json.loads(data), descriptors)

    def _obey(self, order: dict[str, int | str], descriptors: list[int]) -> None:
        if order["do"] == "move":
            self._held = backend(replace(self._plan, source=str(order["source"])))
            return
        number = int(order["worker"])
        if order["do"] == "fork":
            self._fork(number, descriptors[0])
        elif number in self._children:  # else it is dead already, and said so
            if order["do"] == "kill":
                os.kill(self._children[number], signal.SIGKILL)
            else:
                os.setpriority(os.PRIO_PROCESS, self._children[number], os.getpriority(os.PRIO_PROCESS, 0) + NICE)

    def _fork(self, number: int, descriptor: int) -> None:
        sock = socket.socket(fileno=descriptor)
        parent = os.getpid()
        words, last_words = os.pipe()
        child = os.fork()
        if child == 0:
            self._become_worker(sock, last_words, parent)
        sock.close()
        os.close(last_words)
        self._children[number], self._words[number] = child, words
        self._tell({"is": "forked", "worker": number, "pid": child})

    def _become_worker(self, sock: socket.socket, last_words: int, parent: int) -> None:
        """Never returns: whatever happens in a child must not go on as its parent."""
        code = 70
        try:
            confine.die_with_parent(parent)
            os.set_blocking(last_words, False)  # nobody reads before it is dead
            os.dup2(last_words, confine.ERRORS)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            worker.Worker(self._held, sock, self._plan).run()
            code = 0
        finally:
            os._exit(code)

    def _reap(self) -> None:
        for number, child in list(self._children.items()):
            done, status, usage = os.wait4(child, os.WNOHANG)
            if done:
                del self._children[number]
                code = os.waitstatus_to_exitcode(status)
                said = self._last_words(number)
                self._tell({"is": "died", "worker": number, "code": code, "said": said, "peak": usage.ru_maxrss << 10})

    def _last_words(self, number: int) -> str:
        """What a dead child wrote to standard error: its beginning, for the cause stands there."""
        words = self._words.pop(number)
        try:
            return os.read(words, WORDS).decode(errors="replace")
        finally:
            os.close(words)

    def _tell(self, message: dict[str, int | str | float]) -> None:
        with contextlib.suppress(OSError):  # the web process hung up, as the next look will show
            self._control.send(json.dumps(message).encode())


def main() -> None:
    """Load, report, serve; a release that cannot be loaded is reported, too."""
    control = socket.socket(fileno=int(sys.argv[1]))
    plan = Plan.from_json(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C at the terminal is for the web process to answer
    confine.die_with_parent(plan.parent)
    began = time.monotonic()
    held = backend(plan)
    try:
        held.prepare()
    except (OSError, SyntaxError, ValueError) as error:
        control.send(json.dumps({"is": "failed", "detail": f"{plan.source}: {error}"[:4000]}).encode())
        return
    gc.collect()
    gc.freeze()
    control.send(json.dumps({"is": "ready", "seconds": time.monotonic() - began}).encode())
    Holder(held, control, plan).serve()


if __name__ == "__main__":
    main()
