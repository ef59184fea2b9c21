"""The finder follows what is served: a new release, writes, a build that fails; it is bounded, and leaves nothing."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from communique.service.engine.limits import Limits
from communique.service.engine.question import Failure
from communique.service.engine.site import Site
from communique.service.engine.storage import Writable
from communique.service.engine.writing import orders
from communique.service.search import building, finder
from communique.service.search.finder import Finder
from communique.tests.service import small


@asynccontextmanager
async def searching(releases: Path, **limits: int) -> AsyncIterator[tuple[Site, Finder]]:
    site = Site(releases, Limits(workers=1, **limits))
    found = Finder(site)
    try:
        await site.open()
        yield site, found
    finally:
        await found.close()
        await site.close()


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(60):
        while not await condition():
            await asyncio.sleep(0.05)


async def found(search: Finder, typed: str) -> list[str]:
    return [hit.entry.key for hit in (await search.find(typed, {}, 0, 10)).hits]


def test_a_new_release_is_searched_once_its_index_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    releases, temporary = tmp_path / "releases", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    async def check() -> None:
        small.write(releases)
        async with searching(releases) as (site, search):
            assert await found(search, "rote partei") == ["xx-red"]
            assert search.revision == site.revision
            more = small.quads({"registry": 'party:xx-new skos:prefLabel "Novel Party"@en'})
            small.write(releases, "1.1.0-bbbbbbbbbbbb", [*small.quads(), *more])
            await site.refresh()
            assert await found(search, "red") == ["xx-red"]  # answered meanwhile

            async def new() -> bool:
                return await found(search, "novel") == ["xx-new"]

            await until(new)
            assert search.revision == site.revision

    asyncio.run(check())
    assert not [*temporary.iterdir()]


def test_what_is_written_is_found_and_what_is_removed_is_not(tmp_path: Path) -> None:
    prefixes = f"PREFIX party: <{small.BASE}id/party/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"

    async def check() -> None:
        small.write(tmp_path / "releases")
        site = Site(tmp_path / "releases", Limits(workers=1), storage=Writable(tmp_path / "store", "a-token-of-tests"))
        search = Finder(site)
        try:
            await site.open()
            assert await found(search, "red party") == ["xx-red"]
            await site.write(
                orders.Update(f'{prefixes} INSERT DATA {{ party:xx-new skos:prefLabel "Novel Party"@en }}')
            )

            async def new() -> bool:
                return "xx-new" in await found(search, "novel")

            await until(new)
            await site.write(orders.Update(f"{prefixes} DELETE WHERE {{ party:xx-new skos:prefLabel ?name }}"))

            async def gone() -> bool:
                return "xx-new" not in await found(search, "novel")

            await until(gone)
        finally:
            await search.close()
            await site.close()

    asyncio.run(check())


def test_an_index_that_cannot_be_built_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def check() -> None:
        small.write(tmp_path)
        monkeypatch.setattr(finder, "AGAIN", 0.1)
        monkeypatch.setattr(finder, "PATIENCE", 0.2)
        monkeypatch.setattr(building, "__name__", "communique.no_such_module")
        async with searching(tmp_path) as (_, search):
            with pytest.raises(Failure, match="still being built"):
                await search.find("red", {}, 0, 10)
            monkeypatch.undo()
            assert await found(search, "red party") == ["xx-red"]

    asyncio.run(check())


@pytest.mark.parametrize(
    ("typed", "offset", "limit", "told"),
    [("a" * 21, 0, 1, "up to 20 characters"), ("a", 0, 101, "up to 100 hits"), ("a", 95, 10, "up to 100 hits can be")],
)
def test_a_search_is_bounded(tmp_path: Path, typed: str, offset: int, limit: int, told: str) -> None:
    async def check() -> None:
        small.write(tmp_path)
        async with searching(tmp_path, search_characters=20, search_depth=100) as (_, search):
            with pytest.raises(Failure, match=told):
                await search.find(typed, {}, offset, limit)

    asyncio.run(check())


def test_what_too_many_ask_is_refused(tmp_path: Path) -> None:
    async def check() -> None:
        small.write(tmp_path)
        async with searching(tmp_path, search_queue=1, search_threads=1) as (_, search):
            await search.find("", {}, 0, 1)
            asked = [search.find("red", {}, 0, 1) for _ in range(20)]
            answers = await asyncio.gather(*asked, return_exceptions=True)
            refused = [answer for answer in answers if isinstance(answer, Failure)]
            assert {failure.kind for failure in refused} == {"busy"}
            assert 0 < len(refused) < len(answers)

    asyncio.run(check())


def test_searches_and_builds_leave_the_event_loop_free(tmp_path: Path) -> None:
    """While an index is built and many search, the loop goes round and round."""

    async def check() -> None:
        small.write(tmp_path)
        rounds = 0

        async def count() -> None:
            nonlocal rounds
            while True:
                await asyncio.sleep(0)
                rounds += 1

        async with searching(tmp_path) as (_, search):
            counting = asyncio.create_task(count())
            await search.find("red", {}, 0, 10)
            assert rounds > 100  # the process that builds takes its time, and nobody waits for it
            counting.cancel()

    asyncio.run(check())


def test_the_builder_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.nq"
    broken.write_text("this is not RDF\n")
    with pytest.raises(SyntaxError):
        building.build({"quads": str(broken), "base": small.BASE, "folder": str(tmp_path)})
