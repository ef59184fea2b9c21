"""The process that writes: it keeps a store of its own in step with the accepted states, and makes the next one.

Run as `python -m communique.service.engine.writing.scribe DESCRIPTOR PLAN`. It carries out one order after the other.
When it is killed, or fails in a way that may have left a part of a change, it ends; the next one begins with the
last accepted state. The web process alone decides when to kill it.
"""

import json
import os
import resource
import signal
import socket
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import Store

from communique.service.engine import confine, frames
from communique.service.engine.question import Failure
from communique.service.engine.writing import orders
from communique.service.engine.writing.changes import carry_out
from communique.service.engine.writing.states import States


@dataclass(frozen=True, slots=True)
class ScribePlan:
    """Where to write, what to begin with (N-Quads; empty for nothing), and the bounds of an update."""

    folder: str
    source: str
    base: str
    parent: int
    lock: int
    memory: int
    nesting: int

    def to_json(self) -> str:
        """The plan as an argument of a command line."""
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(text: str) -> "ScribePlan":
        """The plan that `to_json` wrote."""
        return ScribePlan(**json.loads(text))


class Scribe:
    """A store, the states it leads to, and the socket on which orders come."""

    def __init__(self, states: States, sock: socket.socket, plan: ScribePlan) -> None:
        self._states = states
        self._sock = sock
        self._plan = plan
        self._state = states.current or 0
        self._store = Store(str(states.copy()))

    def serve(self) -> None:
        """Carry out orders until the web process hangs up."""
        self._say(orders.Done(self._state))
        while order := self._next():
            try:
                self._say(self._carry_out(orders.decode(order)))
            except Failure as failure:
                self._say(failure)

    def _carry_out(self, order: orders.Order) -> orders.Done:
        try:
            created = carry_out(self._store, order, self._plan.base, self._plan.nesting)
            self._state += 1
            self._store.backup(self._states.path(self._state))
            self._states.accept(self._state)
        except MemoryError:
            self._give_up(Failure("memory", "the update needs more memory than one may use"))
        except UnicodeEncodeError:
            raise Failure("syntax", "the update is not valid Unicode") from None
        except OSError as error:
            self._give_up(Failure("storage", f"the change cannot be written down ({error})"))
        return orders.Done(self._state, created)

    def _give_up(self, failure: Failure) -> None:
        """Say why, and end: nobody knows what the store holds now."""
        self._say(failure)
        os._exit(0)

    def _say(self, outcome: orders.Done | Failure) -> None:
        told = orders.tell(outcome)
        self._sock.sendall(frames.LENGTH.pack(len(told)) + told)

    def _next(self) -> bytes:
        """The next order, or nothing when the other end is closed."""
        head = self._exactly(frames.LENGTH.size)
        return self._exactly(frames.LENGTH.unpack(head)[0]) if head else b""

    def _exactly(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            part = self._sock.recv(min(size - len(data), 1 << 20))
            if not part:
                return b""
            data += part
        return bytes(data)


def main() -> None:
    """Make or tidy the states, report, serve; what cannot be begun is reported, too."""
    sock = socket.socket(fileno=int(sys.argv[1]))
    plan = ScribePlan.from_json(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C at the terminal is for the web process to answer
    confine.die_with_parent(plan.parent)
    confine.seclude({sock.fileno(), plan.lock}, confine.Reach.FILES)
    states = States(Path(plan.folder))
    try:
        if states.current is None:
            states.begin(Path(plan.source) if plan.source else None)
        states.tidy()
        scribe = Scribe(states, sock, plan)
    except (OSError, SyntaxError) as error:
        told = orders.tell(Failure("storage", f"{plan.folder}: {error}"))
        sock.sendall(frames.LENGTH.pack(len(told)) + told)
        return
    most = confine.virtual_size() + plan.memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    scribe.serve()


if __name__ == "__main__":
    main()
