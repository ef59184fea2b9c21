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


def post_mortem(code: int, what: str = "query") -> Failure:
    """What a query, or an update, is told whose process ended with this code."""
    if code == -signal.SIGABRT:
        return Failure("memory", f"the {what} needs more memory than one {what} may use")
    if code == -signal.SIGXCPU:
        return Failure("deadline", f"the {what} used up its time")
    if code == -signal.SIGKILL:
        return Failure("interrupted", f"the process that evaluated the {what} was killed from outside")
    return Failure("crash", f"the engine crashed on this {what} (exit {code}); only this {what} is lost")
