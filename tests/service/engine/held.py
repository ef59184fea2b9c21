"""An engine for a test: a few thousand quads, held for the time of one coroutine."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from communique.service.engine.engine import Engine, running
from communique.service.engine.limits import Limits
from communique.service.engine.plan import Data
from communique.service.engine.question import Failure, Question
from communique.tests.service import small

T = TypeVar("T")
PATIENCE = 60.0

FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STREAM = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def data(folder: Path, size: int = 1500) -> Data:
    """A file of that many quads."""
    source = folder / f"{size}.nq"
    if not source.exists():
        source.write_text("\n".join(small.filler(size)) + "\n")
    return Data("memory", source, small.BASE, small.PREFIXES)


def with_engine(folder: Path, work: Callable[[Engine], Awaitable[T]], limits: Limits | None = None) -> T:
    """What a coroutine returns that is given an engine."""

    async def run() -> T:
        async with running(data(folder), limits) as engine, asyncio.timeout(PATIENCE):
            return await work(engine)

    return asyncio.run(run())


async def failure(engine: Engine, query: str, client: str = "") -> Failure:
    """How a query fails."""
    try:
        await engine.read(Question(query, "csv", "nt"), client)
    except Failure as failed:
        return failed
    raise AssertionError("it did not fail")


async def truth(engine: Engine, client: str = "") -> bool:
    """Whether the engine answers."""
    return await engine.read(Question("ASK {}", "tsv"), client) == b"true"


async def until(condition: Callable[[], bool]) -> None:
    """Returns once the condition holds."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.005)
