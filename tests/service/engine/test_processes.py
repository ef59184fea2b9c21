"""What a query is told of the death of its process: memory that was not there, or a fault of the engine."""

import signal

import pytest

from communique.service.engine.processes import post_mortem

PANIC = b"thread '<unnamed>' panicked at lib/spareval/src/eval.rs:1:1:\nthread caused non-unwinding panic. aborting.\n"


@pytest.mark.parametrize(
    ("code", "said", "kind"),
    [
        (-signal.SIGABRT, b"memory allocation of 240 bytes failed\n", "memory"),
        (-signal.SIGABRT, b"terminate called after throwing an instance of 'std::bad_alloc'\n", "memory"),
        (-signal.SIGABRT, b"", "memory"),
        (-signal.SIGABRT, PANIC, "crash"),
        (-signal.SIGABRT, b"double free or corruption (!prev)\n", "crash"),
        (-signal.SIGSEGV, b"memory allocation of 240 bytes failed\n", "crash"),
        (-signal.SIGXCPU, b"", "deadline"),
        (-signal.SIGKILL, b"", "interrupted"),
        (70, b"", "crash"),
    ],
)
def test_the_cause_of_a_death_is_told(code: int, said: bytes, kind: str) -> None:
    assert post_mortem(code, said=said).kind == kind
