"""Tasks run here or apart give the same, and what goes wrong in one is told here."""

import os
import signal

import pytest

from communique.mappings.release.errors import Failed, Refused
from communique.mappings.release.pool import Task, run


def double(number: int) -> int:
    return 2 * number


def refuse() -> None:
    raise Refused(["one", "two"])


def fill_the_disk() -> None:
    raise OSError(28, "No space left on device", "somewhere")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_by_name_and_word_of_each(jobs: int) -> None:
    heard: list[int] = []
    tasks = [Task(str(number), double, (number,)) for number in range(5)]
    assert run(tasks, jobs, heard.append) == {str(number): 2 * number for number in range(5)}
    assert heard == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_task_raises_is_raised_here(jobs: int) -> None:
    with pytest.raises(Refused) as refused:
        run([Task("refuse", refuse, ())], jobs, lambda done: None)
    assert refused.value.problems == ["one", "two"]
    with pytest.raises(OSError, match="No space left") as full:
        run([Task("fill", fill_the_disk, ())], jobs, lambda done: None)
    assert full.value.filename == "somewhere"


def test_a_process_that_dies() -> None:
    with pytest.raises(Failed, match="was killed"):
        run([Task("die", die, ())], 2, lambda done: None)
