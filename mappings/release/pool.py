"""Independent tasks, run in as many processes as are asked for, with word of each that is done."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from communique.mappings.release.errors import Failed

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how many of its parts are done, and how many there are."""


@dataclass(frozen=True)
class Task:
    """A module-level function with its arguments, under a name that is unique among the tasks."""

    name: str
    function: Callable[..., Any]
    arguments: tuple[Any, ...]

    def run(self) -> Any:
        """What the function returns."""
        return self.function(*self.arguments)


def run(tasks: Sequence[Task], jobs: int, done: Callable[[int], None]) -> dict[str, Any]:
    """The results of the tasks by name; `done` hears how many are complete.

    With one job everything runs here, in order. What a task raises is raised here, when the tasks under way have ended;
    the others are not begun. Raises Failed where a process dies.
    """
    results: dict[str, Any] = {}
    for name, result in _here(tasks) if jobs == 1 else _apart(tasks, jobs):
        results[name] = result
        done(len(results))
    return results


def _here(tasks: Sequence[Task]) -> Iterator[tuple[str, Any]]:
    for task in tasks:
        yield task.name, task.run()


def _apart(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[str, Any]]:
    pool = ProcessPoolExecutor(min(jobs, len(tasks)), multiprocessing.get_context("spawn"), _end_with_parent)
    try:
        names: dict[Future[Any], str] = {pool.submit(task.run): task.name for task in tasks}
        for future in as_completed(names):
            yield names[future], future.result()
    except BrokenProcessPool as died:
        raise Failed("a process of the build was killed, perhaps for want of memory: try fewer --jobs") from died
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """In a process of the pool: end with the build, whether Ctrl-C or a kill ended it, and write no more."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)
