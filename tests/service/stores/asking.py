"""Asks an engine in this process: one question after the other, each bounded in time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from communique.service.engine.engine import Engine, running
from communique.service.engine.limits import Limits
from communique.service.engine.plan import Data
from communique.service.engine.question import Failure, Question

PATIENCE = 60.0
LIMITS = Limits(workers=1, query_seconds=20)

T = TypeVar("T")


def with_engine(data: Data, use: Callable[[Engine], Awaitable[T]], limits: Limits = LIMITS) -> T:
    """What `use` makes of an engine that holds these data."""

    async def whole() -> T:
        async with asyncio.timeout(PATIENCE), running(data, limits) as engine:
            return await use(engine)

    return asyncio.run(whole())


def answers(data: Data, questions: list[Question], limits: Limits = LIMITS) -> list[bytes | Failure]:
    """The answer to each question, or its failure."""

    async def use(engine: Engine) -> list[bytes | Failure]:
        found: list[bytes | Failure] = []
        for question in questions:
            try:
                found.append(await engine.read(question))
            except Failure as failure:
                found.append(failure)
        return found

    return with_engine(data, use, limits)


def answer(data: Data, question: Question, limits: Limits = LIMITS) -> bytes:
    """The answer to one question; raises its failure."""
    (found,) = answers(data, [question], limits)
    if isinstance(found, Failure):
        raise found
    return found
