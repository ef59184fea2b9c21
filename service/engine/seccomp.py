"""A filter on the calls of this process to the kernel: no network, no other programs, though files may be read.

A worker over memory needs no descriptors at all, and giving them all up takes the network away. A worker over files
needs descriptors, so the kernel is told (seccomp, without privileges, for good and for all threads) to refuse the
calls that lead out. Linux on x86-64 and arm64.
"""

import ctypes
import errno
import platform
import struct

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# socket, connect, socketpair, execve, ptrace, execveat, io_uring_setup (which does what the others do)
_REFUSED = {
    "x86_64": (41, 42, 53, 59, 101, 322, 425),
    "aarch64": (198, 203, 199, 221, 117, 281, 425),
}
_X32 = 0x40000000  # the numbers of x86-64's other set of calls begin here

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # of the language of filters, BPF
_NUMBER, _ARCHITECTURE = 0, 4  # where a filter finds them, in bytes
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EACCES
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _MODE_FILTER = 22, 38, 2


class FilterError(OSError):
    """The kernel, or this kind of machine, has no such filter; the text says what to do instead."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def program(machine: str) -> bytes:
    """The filter as instructions; raises FilterError for a machine whose numbers are not known."""
    if machine not in _ARCHITECTURES:
        raise FilterError(f"workers with files are confined on x86_64 and aarch64 only, this is {machine}: use memory")
    refused = _REFUSED[machine]
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, len(refused) + 1, 0, _X32),  # jumps are counted from the next instruction on
        *((_EQUAL, len(refused) - place, 0, number) for place, number in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def install() -> None:
    """Refuse the calls from now on; raises FilterError where that cannot be had."""
    code = program(platform.machine())
    libc = ctypes.CDLL(None, use_errno=True)
    filters = _Program(len(code) // 8, code)
    for call in ((_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(filters), 0, 0)):
        if libc.prctl(*call) != 0:
            raise FilterError(ctypes.get_errno(), "the kernel takes no filter (seccomp) for a worker: use memory")
