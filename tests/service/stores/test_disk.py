"""The release on disk: the answers of memory, built once, whole or not at all, and workers that reach nothing else."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from communique.service.engine.engine import Engine, running
from communique.service.engine.generation import GenerationFailed
from communique.service.engine.limits import Limits
from communique.service.engine.plan import Data
from communique.service.engine.question import Failure, Question
from communique.service.engine.storage import InMemory, OnDisk
from communique.tests.conftest import ROOT
from communique.tests.service.stores.asking import LIMITS, answer, answers, with_engine
from communique.tests.service.stores.sample import EX, GRAPH, PEOPLE, write

COUNT = Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "csv")
QUESTIONS = [
    Question("SELECT * { ?who ?does ?what FILTER(isIRI(?who) && !isBlank(?what)) } ORDER BY ?who ?does ?what", "json"),
    Question(f"SELECT ?g {{ GRAPH ?g {{ <{EX}b> ?p ?o }} }} ORDER BY ?g", "csv"),
    Question(f"ASK {{ <{EX}a> <{EX}knows> <{EX}b> }}", "xml"),
    Question(f"CONSTRUCT {{ ?s <{EX}is> ?o }} WHERE {{ ?s <{EX}age> ?o }}", None, "nt"),
    Question(f"DESCRIBE <{EX}a>", None, "ttl", pretty=True),
    Question(f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}doc/001> {{ ?s ?p ?o }}", "csv"),
    Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "csv", default_graphs=(f"{GRAPH}doc/000",)),
]


def many(triples: int) -> str:
    return "".join(f'<{EX}s{i}> <{EX}p> "{i}" <{GRAPH}doc/000> .\n' for i in range(triples))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def on_disk(releases: Path, cache: Path, quads: str = PEOPLE, version: str = "1.0.0") -> Data:
    releases.mkdir(exist_ok=True)
    return OnDisk(cache).data(write(releases, version, quads))


def preparation(data: Data) -> list[str]:
    """A command that builds what `data` needs, in a process of its own."""
    code = (
        "import sys; from communique.service.engine.plan import Plan;"
        "from communique.service.engine.backends import backend;"
        "backend(Plan.from_json(sys.argv[1])).prepare()"
    )
    plan = {
        "kind": data.kind,
        "source": str(data.source),
        "base": data.base,
        "prefixes": {},
        "union": True,
        "steady": True,
    }
    plan |= {"settings": data.settings, "parent": 0, "memory": 0, "result": 0, "rows": 0, "growth": 0, "steady": True}
    fields = {"seconds": 0.0, "nesting": 0, "patterns": 0}
    return [sys.executable, "-c", code, json.dumps(plan | fields)]


def test_gives_the_answers_of_memory(tmp_path: Path, cache: Path) -> None:
    release = write(tmp_path, "1.0.0", PEOPLE)
    assert answers(OnDisk(cache).data(release), QUESTIONS) == answers(InMemory().data(release), QUESTIONS)


def test_is_built_once_for_a_release(tmp_path: Path, cache: Path) -> None:
    data = on_disk(tmp_path / "releases", cache)
    answer(data, COUNT)
    (store,) = [path for path in cache.iterdir() if path.is_dir()]
    built = store.stat().st_ino, sorted(path.name for path in store.iterdir())
    assert answer(data, COUNT) == b"n\r\n7\r\n"
    assert (store.stat().st_ino, sorted(path.name for path in store.iterdir())) == built


def test_another_content_is_another_store(tmp_path: Path, cache: Path) -> None:
    answer(on_disk(tmp_path / "releases", cache), COUNT)
    assert answer(on_disk(tmp_path / "releases", cache, many(3)), COUNT) == b"n\r\n3\r\n"


def written_into(pipe: Path, process: "subprocess.Popen[bytes]", text: str) -> int:
    """Give who reads a pipe a beginning of its text, and leave it waiting for the rest; the descriptor to close."""
    while True:
        assert process.poll() is None, "it ended before it read"
        with suppress(OSError):
            descriptor = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            break
        time.sleep(0.01)
    os.set_blocking(descriptor, True)
    os.write(descriptor, text.encode())
    return descriptor


def test_a_kill_while_it_is_built_leaves_nothing_that_passes_for_whole(tmp_path: Path, cache: Path) -> None:
    data, source = on_disk(tmp_path / "releases", cache, many(100)), tmp_path / "kept.nq"
    Path(data.source).rename(source)
    os.mkfifo(data.source)
    process = subprocess.Popen(preparation(data), cwd=ROOT)
    descriptor = written_into(Path(data.source), process, many(50))
    process.kill()
    process.wait()
    os.close(descriptor)
    assert [path.suffix for path in cache.iterdir() if path.is_dir()] == [".building"]
    source.rename(data.source)
    assert answer(data, COUNT) == b"n\r\n100\r\n"
    assert not list(cache.glob("*.building"))


def test_two_that_begin_together_build_one_store(tmp_path: Path, cache: Path) -> None:
    data = on_disk(tmp_path / "releases", cache, many(20_000))
    both = [subprocess.Popen(preparation(data), cwd=ROOT) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert len([path for path in cache.iterdir() if path.is_dir()]) == 1
    assert answer(data, COUNT) == b"n\r\n20000\r\n"


def test_a_store_goes_when_its_release_is_gone_and_nobody_uses_it(tmp_path: Path, cache: Path) -> None:
    old = on_disk(tmp_path / "releases", cache, version="1.0.0")
    new = on_disk(tmp_path / "releases", cache, many(2), version="2.0.0")

    async def both(engine: Engine) -> tuple[set[str], bytes]:
        async with running(new, LIMITS):
            return {path.name.partition("-")[0] for path in cache.iterdir() if path.is_dir()}, await engine.read(COUNT)

    assert with_engine(old, both) == ({"1.0.0", "2.0.0"}, b"n\r\n7\r\n")
    answer(new, COUNT)
    assert {path.name.partition("-")[0] for path in cache.iterdir() if path.is_dir()} == {"2.0.0"}


def test_data_that_cannot_be_read_are_told_by_file_and_place(tmp_path: Path, cache: Path) -> None:
    data = on_disk(tmp_path / "releases", cache)
    Path(data.source).write_text(f"<{EX}s> <{EX}p> oops .\n")
    with pytest.raises(GenerationFailed, match=r"communique\.nq.*line 1"):
        answer(data, COUNT)
    assert not list(cache.glob("*.building"))


def test_workers_have_no_network_and_few_descriptors(tmp_path: Path, cache: Path) -> None:
    async def look(engine: Engine) -> tuple[str, int]:
        await engine.read(COUNT)
        assert engine._current is not None
        (pid,) = engine._current.pids.values()
        status = Path(f"/proc/{pid}/status").read_text()
        sockets = [link for link in _descriptors(pid) if link.startswith("socket:")]
        return status, len(sockets)

    status, sockets = with_engine(on_disk(tmp_path / "releases", cache), look)
    assert "\nSeccomp:\t2\n" in status and "\nNoNewPrivs:\t1\n" in status
    assert sockets == 1


def _descriptors(pid: int) -> list[str]:
    return [str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir()]


def test_a_query_without_end_costs_itself_only(tmp_path: Path, cache: Path) -> None:
    data = on_disk(tmp_path / "releases", cache, many(2000))
    slow = Question("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c = ?i) }", "csv")
    stopped, next_one = answers(data, [slow, COUNT], Limits(workers=1, query_seconds=0.5))
    assert isinstance(stopped, Failure) and stopped.kind == "deadline"
    assert next_one == b"n\r\n2000\r\n"


def test_a_query_that_takes_all_memory_costs_itself_only(tmp_path: Path, cache: Path) -> None:
    data = on_disk(tmp_path / "releases", cache)
    rows = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(40))
    large = Question(f"SELECT (STRLEN(?v40) AS ?n) {{ BIND('x' AS ?v0) {rows} }}", "csv")
    stopped, next_one = answers(data, [large, COUNT], Limits(workers=1, query_seconds=20, query_memory=64 << 20))
    assert isinstance(stopped, Failure) and stopped.kind == "memory"
    assert next_one == b"n\r\n7\r\n"


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path, cache: Path) -> None:
    async def kill(engine: Engine) -> bytes:
        await engine.read(COUNT)
        assert engine._current is not None
        for pid in list(engine._current.pids.values()):
            os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(0.3)
        return await engine.read(COUNT)

    assert with_engine(on_disk(tmp_path / "releases", cache), kill) == b"n\r\n7\r\n"
