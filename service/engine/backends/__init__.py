"""Where the data lie: in memory, on disk or in another store; one interface for all three.

A backend is prepared once in the process that holds the data and attached once in each worker forked from it.
"""

import importlib
import socket
from collections.abc import Callable
from typing import Protocol

from communique.service.engine.confine import Reach
from communique.service.engine.plan import Plan
from communique.service.engine.question import Question
from communique.service.engine.sink import Sink

KINDS = {"memory": "Memory", "disk": "Disk", "folder": "Folder", "remote": "Remote"}

Evaluate = Callable[[Question, socket.socket, Plan], Sink]
"""Answers a question on a socket, but for the last frame; raises Failure."""


class Backend(Protocol):
    """One way to hold a release; `reach` is what its workers must be left."""

    reach: Reach

    def prepare(self) -> None:
        """Make the data ready, before any worker is forked; raises OSError, SyntaxError or ValueError."""

    def attach(self) -> Evaluate:
        """What evaluates questions over the data, in a worker."""


def backend(plan: Plan) -> Backend:
    """The backend that a plan names; each is imported only where it is used."""
    module = importlib.import_module(f"communique.service.engine.backends.{plan.kind}")
    made: Backend = getattr(module, KINDS[plan.kind])(plan)
    return made
