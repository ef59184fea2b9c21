"""The process that matches: the things of a release in, then order by order its answer; it reaches nothing else.

Run as `python -m communique.service.reconcile.worker DESCRIPTOR PLAN`: a socket to the web process, and the pid of that
and the bytes of memory allowed, as JSON. The first messages are the tables of `tables.py`. It ends when the socket
closes, or by itself once an answer is given and its memory has grown beyond what it may keep.
"""

import gc
import json
import os
import resource
import socket
import sys
from collections.abc import Callable
from typing import Any

from anyascii import anyascii

from communique.service.engine import confine
from communique.service.reconcile import answers, wire
from communique.service.reconcile.asked import Asked, Condition
from communique.service.reconcile.authority import Authority
from communique.service.reconcile.judge import Judge
from communique.service.reconcile.suggest import Names
from communique.service.reconcile.tables import TABLES

NICE = 10  # matching yields the processor to whatever answers others
WARM = ("Communist Party of Greece", "Коммунистическая партия", "Κομμουνιστικό Κόμμα", "الحزب الشيوعي", "中国共产党")


class Desk:
    """Answers orders over one authority; each method is an order."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._judge = Judge(authority)
        self._names = Names(authority)

    def answer(self, order: dict[str, Any]) -> bytes:
        """The answer to one order, as JSON or a part of it."""
        orders: dict[str, Callable[..., bytes]] = {"match": self.match, "suggest": self.suggest, "show": self.show}
        return orders[order.pop("do")](**order)

    def match(self, asked: list[dict[str, Any]], keys: list[str] | None) -> bytes:
        """The candidates for each query, as the members of an object of 0.2, or as the items of an array of 1.0."""
        found = [
            [answers.candidate(one, keys is None) for one in self._judge.answer(Asked.of(given))] for given in asked
        ]
        if keys is None:
            parts = [_json({"candidates": candidates}) for candidates in found]
        else:
            parts = [f"{json.dumps(key)}:{_json({'result': given})}" for key, given in zip(keys, found, strict=True)]
        return ",".join(parts).encode()

    def suggest(self, prefix: str, kinds: list[str], cursor: int) -> bytes:
        """A page of suggested things."""
        found = self._names.suggest(prefix, kinds, cursor)
        return _json({"result": [answers.suggestion(thing) for thing in found]}).encode()

    def show(self, id: str) -> bytes:
        """What a preview shows of a thing; `null` where it is none of ours."""
        known = self._authority.find(id)
        if known is None:
            return b"null"
        thing = known[0]
        names = sorted(name for name in thing.candidate.names if name != thing.name)
        shown = answers.suggestion(thing) | {"names": names, "items": sorted(thing.items)}
        return _json(shown).encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _authority(sock: socket.socket) -> Authority | None:
    """What the web process sends first: the base of all identifiers, then the tables; None where it hung up."""
    base = wire.receive(sock)
    tables = {name: wire.receive(sock) for name in TABLES}
    if base is None or any(content is None for content in tables.values()):
        return None
    return Authority({name: json.loads(content or b"") for name, content in tables.items()}, base.decode())


def _prepare(desk: Desk) -> None:
    """Read what is read when it is first needed: soon no file can be opened."""
    anyascii("".join(chr(block << 8) for block in range(1, 0x110000 >> 8) if not 0xD8 <= block <= 0xDF))
    asked = [Asked((name,), conditions=(Condition("country", ("Atlantis",)),)).to_dict() for name in WARM]
    desk.match(asked, None)
    gc.collect()
    gc.freeze()


def main(sock: socket.socket, parent: int, memory: int) -> None:
    """Answer until the web process hangs up, or the memory has grown."""
    confine.die_with_parent(parent)
    os.nice(NICE)
    authority = _authority(sock)
    if authority is None:
        return
    desk = Desk(authority)
    _prepare(desk)
    confine.seclude({sock.fileno()}, confine.Reach.NOTHING)
    confine.bound(memory, confine.Reach.NOTHING)
    most = _peak() + memory // 2
    sock.sendall(wire.pack(b"ready"))
    while (order := wire.receive(sock)) is not None:
        sock.sendall(wire.pack(desk.answer(json.loads(order))))
        if _peak() > most:
            return


def _peak() -> int:
    """The most memory this process had so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


if __name__ == "__main__":
    _plan = json.loads(sys.argv[2])
    with socket.socket(fileno=int(sys.argv[1])) as _sock:
        main(_sock, _plan["parent"], _plan["memory"])
