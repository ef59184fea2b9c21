"""The filter that keeps a worker with files from the network and from other programs."""

import subprocess
import sys

import pytest

from communique.service.engine.seccomp import FilterError, program
from communique.tests.conftest import ROOT

TRY = """
import os, socket, threading
from communique.service.engine import seccomp
ours, theirs = socket.socketpair()
seccomp.install()
def attempt(name, call):
    try:
        call()
        print(name, "went through")
    except OSError as error:
        print(name, error.errno)
def everything():
    attempt("socket", lambda: socket.socket())
    attempt("unix", lambda: socket.socket(socket.AF_UNIX))
    attempt("pair", lambda: socket.socketpair())
    attempt("connect", lambda: ours.connect("/nowhere"))
    attempt("exec", lambda: os.execv("/bin/true", ["true"]))
everything()
thread = threading.Thread(target=everything)
thread.start()
thread.join()
ours.sendall(b"still")
print("talks", theirs.recv(8).decode(), os.path.exists("/"))
"""


def test_no_way_out_is_left_in_any_thread() -> None:
    done = subprocess.run([sys.executable, "-c", TRY], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    refused = ["socket 13", "unix 13", "pair 13", "connect 13", "exec 13"]
    assert done.stdout.splitlines() == [*refused, *refused, "talks still True"]


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_jump_of_the_filter_ends_at_a_verdict(machine: str) -> None:
    code = program(machine)
    steps = [code[at : at + 8] for at in range(0, len(code), 8)]
    for place, step in enumerate(steps):
        if step[0] in (0x15, 0x35):
            assert place + 1 + max(step[2], step[3]) < len(steps)
    assert [step[0] for step in steps[-2:]] == [0x06, 0x06]


def test_another_kind_of_machine_is_told_what_to_do() -> None:
    with pytest.raises(FilterError, match="riscv64: use memory"):
        program("riscv64")
