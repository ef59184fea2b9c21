"""What a worker gives up: files, the network, memory and CPU time beyond a bound, its place when memory is short.

Linux only. Nothing here needs privileges.
"""

import ctypes
import enum
import os
import resource
import signal
from pathlib import Path

from communique.service.engine import seccomp

ERRORS = 2  # the descriptor of standard error
STACK = 512 << 20  # bytes; a query of nested braces overflows 8 MB
CPU_STEP = 60  # seconds of CPU time granted at a time
_PR_SET_PDEATHSIG = 1


class Reach(enum.Enum):
    """How far a worker may reach, as the number of descriptors it may hold."""

    NOTHING = 0  # neither files nor the network: the data are in its memory
    FILES = 1024  # files, no network and no other program
    NETWORK = 64  # the store that holds the data is elsewhere


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent dies."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        os._exit(0)


def deep_stack() -> tuple[int, int]:
    """Let the next program this process starts have a deep main stack; gives the limit to put back."""
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    deep = STACK if hard == resource.RLIM_INFINITY else min(STACK, hard)
    resource.setrlimit(resource.RLIMIT_STACK, (deep, hard))
    return soft, hard


def virtual_size() -> int:
    """The address space of this process in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def private_size(descriptor: int) -> int:
    """The private memory in bytes, read from an open /proc/self/smaps_rollup."""
    return sum(
        int(line.split()[1]) << 10
        for line in os.pread(descriptor, 4096, 0).splitlines()
        if line.startswith((b"Private_Dirty:", b"Private_Clean:"))
    )


def seclude(keep: set[int], reach: Reach) -> None:
    """Close every descriptor but `keep`, the standard ones with them, and shut the ways out; before data are attached.

    Raises FilterError where a worker with files cannot be kept from the network.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in {0, 1, 2} - keep:
        os.dup2(nowhere, standard)
    low = 3
    for descriptor in sorted(keep - {0, 1, 2}):
        os.closerange(low, descriptor)
        low = descriptor + 1
    os.closerange(low, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    Path("/proc/self/oom_score_adj").write_text("900")
    if reach is Reach.FILES:
        seccomp.install()
    # Known before a store is opened, which keeps so many of its files open at most; as yet some are needed here, too.
    files = max(reach.value, Reach.NETWORK.value)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (files if hard == resource.RLIM_INFINITY else min(files, hard), hard))


def bound(memory: int, reach: Reach) -> None:
    """Lower the limits for good; `memory` is what may be used beyond what is used now, in bytes."""
    whole = virtual_size() + memory
    for limit, most in (
        (resource.RLIMIT_AS, whole),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, min(reach.value, resource.getrlimit(resource.RLIMIT_NOFILE)[0])),
    ):
        resource.setrlimit(limit, (most, most))


def grant_cpu(used: float, seconds: float) -> float:
    """Allow so many seconds of CPU time on top of what was used; a last resort should the parent not kill in time."""
    until = int(used + seconds) + CPU_STEP
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or until < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))
    return until
