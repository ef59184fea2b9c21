"""The processes of the engine as the web process starts them, and how each may come to an end."""

import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence

from communique.service.engine import confine
from communique.service.engine.question import Failure

TUNABLES = "glibc.malloc.tcache_count=2000:glibc.malloc.hugetlb=1"  # small queries cost less, forks take milliseconds

# How Rust, C++, Python and the allocators say that there is no memory.
_NO_MEMORY = (b"memory allocation of", b"bad_alloc", b"MemoryError", b"out of memory", b"Cannot allocate memory")


def launch(module: str, control: socket.socket, plan: str, keep: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    """Start `python -m MODULE DESCRIPTOR PLAN` with a deep stack and a frugal allocator, both settled at a start.

    The process inherits the socket, and the descriptors to `keep`.
    """
    inherited = os.environ.get("GLIBC_TUNABLES")
    environment = os.environ | {
        "GLIBC_TUNABLES": f"{inherited}:{TUNABLES}" if inherited else TUNABLES,
        "RUST_BACKTRACE": "0",  # a worker that has no memory left should not spend its last on a trace
    }
    before = confine.deep_stack()
    try:
        return subprocess.Popen(
            [sys.executable, "-m", module, str(control.fileno()), plan],
            stdin=subprocess.DEVNULL,
            pass_fds=[control.fileno(), *keep],
            env=environment,
        )
    finally:
        resource.setrlimit(resource.RLIMIT_STACK, before)


def short_of_memory(code: int, said: bytes) -> bool:
    """Whether a process gave up for want of memory: it aborts where an allocation fails, but after a panic, too.

    What it wrote to standard error tells which; with no memory at all it may not even have written that.
    """
    return code == -signal.SIGABRT and (not said.strip() or any(word in said for word in _NO_MEMORY))


def post_mortem(code: int, what: str = "query", said: bytes = b"") -> Failure:
    """What a query, or an update, is told whose process ended with this code and these words on standard error."""
    if short_of_memory(code, said):
        return Failure("memory", f"the {what} needs more memory than one {what} may use")
    if code == -signal.SIGXCPU:
        return Failure("deadline", f"the {what} used up its time")
    if code == -signal.SIGKILL:
        return Failure("interrupted", f"the process that evaluated the {what} was killed from outside")
    return Failure("crash", f"the engine crashed on this {what} (exit {code}); only this {what} is lost")
