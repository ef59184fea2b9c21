"""What a worker cannot do any more, tried in a child of the test."""

import os
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.service.engine import confine
from communique.service.engine.confine import Reach

FORBIDDEN = Path(tempfile.gettempdir()) / "confined"  # whoever is not confined may write it


def in_child(work: Callable[[], None], reach: Reach = Reach.NOTHING) -> int:
    """The exit code of a confined child that does something: 0, or 1 where that raised OSError or MemoryError."""
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            confine.seclude(set(), reach)
            confine.bound(64 << 20, reach)
            code = 1
            work()
            code = 0
        except (OSError, MemoryError):
            pass
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def connect() -> None:
    socket.create_connection(("127.0.0.1", 9))


def read() -> None:
    Path("/etc/passwd").read_bytes()


def write() -> None:
    FORBIDDEN.write_text("x")


def hoard() -> None:
    bytearray(200 << 20)


@pytest.mark.parametrize("work", [connect, read, write, hoard])
def test_it_cannot(work: Callable[[], None]) -> None:
    assert in_child(work) == 1


@pytest.mark.parametrize("work", [connect, write, hoard])
def test_it_cannot_where_it_may_read(work: Callable[[], None]) -> None:
    assert in_child(work, Reach.FILES) == 1


def test_it_can_read_where_it_may() -> None:
    assert in_child(read, Reach.FILES) == 0


@pytest.mark.parametrize("work", [write, hoard])
def test_it_cannot_where_it_may_connect(work: Callable[[], None]) -> None:
    assert in_child(work, Reach.NETWORK) == 1


@pytest.mark.parametrize("reach", Reach)
def test_it_can_think(reach: Reach) -> None:
    assert in_child(lambda: None, reach) == 0


def test_kept_descriptors_stay_open() -> None:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        confine.seclude({writing}, Reach.NOTHING)
        confine.bound(64 << 20, Reach.NOTHING)
        os.write(writing, b"x")
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
    os.close(writing)
    assert os.read(reading, 2) == b"x"
    os.close(reading)
