"""The engine with real processes: what one query does to others, which is nothing."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from communique.service.engine.engine import Engine, running
from communique.service.engine.generation import Generation, GenerationFailed
from communique.service.engine.limits import Limits
from communique.service.engine.plan import Data
from communique.service.engine.processes import post_mortem
from communique.service.engine.question import Failure, Question
from communique.tests.service.engine.held import FOREVER, STREAM, data, failure, truth, until, with_engine


def generation(engine: Engine) -> Generation:
    current = engine._current
    assert current is not None
    return current


def test_results_of_every_form(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        rows = await engine.read(Question("SELECT ?o ?p { <urn:s1> ?p ?o } ORDER BY ?p", "csv"))
        assert rows == b"o,p\r\n3,urn:p0\r\n4,urn:p1\r\n5,urn:p2\r\n"
        assert await truth(engine)
        graph = await engine.read(
            Question("CONSTRUCT { ?s <urn:q> ?o } { ?s <urn:p0> ?o FILTER(?o = '3') }", None, "nt")
        )
        assert graph == b'<urn:s1> <urn:q> "3" .\n'
        described = await engine.read(Question("DESCRIBE <urn:s2>", None, "ttl", pretty=True))
        assert described.count(b"<urn:p") == 3

    with_engine(tmp_path, work)


def test_datasets(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        direct, none = ("https://w3id.org/communique/graph/direct",), ("urn:none",)
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        quads = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

        async def counted(query: str, **dataset: tuple[str, ...] | None) -> int:
            return int((await engine.read(Question(query, "csv", **dataset))).split()[1])

        assert await counted(count) == await counted(quads) == 1500
        assert await counted(count, default_graphs=direct, named_graphs=()) == 1500
        assert await counted(count, default_graphs=none, named_graphs=()) == 0
        assert await counted(count, default_graphs=(), named_graphs=direct) == 0
        assert await counted(quads, default_graphs=direct, named_graphs=()) == 0
        assert await counted(f"SELECT (COUNT(*) AS ?n) FROM <{none[0]}> {{ ?s ?p ?o }}") == 0
        assert await counted(f"SELECT (COUNT(*) AS ?n) FROM <{direct[0]}> {{ ?s ?p ?o }}") == 1500
        assert await counted("SELECT (COUNT(*) AS ?n) FROM <graph/direct> { ?s ?p ?o }") == 1500

    with_engine(tmp_path, work)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT * {", "syntax"),
        ("ASK { " + "{" * 2200 + "}" * 2200 + " }", "query-nesting"),
        ("ASK { FILTER(" + "1 + " * 3000 + "1 > 0) }", "query-patterns"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "service-denied"),
        ("SELECT (<urn:nobody:knows>(1) AS ?x) {}", "unsupported"),
        (FOREVER, "deadline"),
        ("SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY ?nothing ?a ?d", "memory"),
    ],
)
def test_a_query_that_fails_harms_nobody(tmp_path: Path, query: str, kind: str) -> None:
    async def work(engine: Engine) -> None:
        assert (await failure(engine, query)).kind == kind
        assert await truth(engine)

    deadline = 1.0 if kind == "deadline" else 40.0
    with_engine(tmp_path, work, Limits(query_seconds=deadline, query_memory=100 << 20, workers=1))


def test_a_deep_query_does_not_overflow_the_stack(tmp_path: Path) -> None:
    """Without the guard: the engine alone, with the stack that a holder is started with."""

    async def work(engine: Engine) -> None:
        query = "ASK { " + "{" * 2200 + "}" * 2200 + " }"
        assert await engine.read(Question(query, "tsv")) == b"true"

    with_engine(tmp_path, work, Limits(query_nesting=10_000, query_patterns=10_000))


def test_formats_not_accepted(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        with pytest.raises(Failure, match="text/csv"):
            await engine.read(Question("ASK {}", None, "ttl"))
        with pytest.raises(Failure, match="text/turtle"):
            await engine.read(Question("DESCRIBE <urn:s1>", "csv", None))

    with_engine(tmp_path, work)


def test_a_stream_is_read_no_faster_than_taken(tmp_path: Path) -> None:
    """A client that reads slowly holds back the worker; what it does not take is not held in memory."""

    async def work(engine: Engine) -> None:
        answer = engine.ask(Question(STREAM, "csv"))
        await answer.begun
        first = await anext(answer.chunks())
        assert first.startswith(b"a,b,c,d,e,f,g,h,i\r\n")
        before = -1
        while before != answer.sent:
            before = answer.sent
            await asyncio.sleep(0.2)
        assert answer.sent < 4 << 20
        assert await truth(engine)
        engine.abandon(answer)
        await until(lambda: engine.dispatcher.load()["busy"] == 0)

    with_engine(tmp_path, work)


def test_a_result_beyond_the_bound_breaks(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        answer = engine.ask(Question(STREAM, "csv"))
        await answer.begun
        taken = 0
        with pytest.raises(Failure) as caught:
            async for chunk in answer.chunks():
                taken += len(chunk)
        assert caught.value.kind == "result-bytes"
        assert 0 < taken <= 1_000_000
        assert await truth(engine)

    with_engine(tmp_path, work, Limits(result_bytes=1_000_000))


def test_a_killed_worker_costs_its_own_query(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        pids = set(generation(engine).pids.values())
        asked = engine.ask(Question(FOREVER, "csv"))
        (channel,) = [channel for channel in generation(engine).workers.values() if channel.answer is asked]
        await until(lambda: channel.number in generation(engine).pids)
        os.kill(generation(engine).pids[channel.number], signal.SIGKILL)
        with pytest.raises(Failure) as caught:
            await asked.begun
        assert caught.value.kind == "interrupted"
        assert await truth(engine)
        await until(lambda: engine.dispatcher.load()["idle"] == 2)
        assert set(generation(engine).pids.values()) != pids

    with_engine(tmp_path, work, Limits(workers=2))


def test_a_killed_worker_breaks_a_stream(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        asked = engine.ask(Question(STREAM, "csv"))
        await asked.begun
        assert asked.channel is not None
        await until(lambda: asked.channel is None or asked.channel.number in generation(engine).pids)
        assert asked.channel is not None
        os.kill(generation(engine).pids[asked.channel.number], signal.SIGKILL)
        with pytest.raises(Failure, match="killed"):
            async for _ in asked.chunks():
                pass
        assert await truth(engine)

    with_engine(tmp_path, work)


def test_how_a_worker_died_is_told_even_where_the_word_comes_before_it_is_asked_for(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        asked = engine.ask(Question(FOREVER, "csv"))
        held, channel = generation(engine), asked.channel
        assert channel is not None
        held.worker_lost(channel, asked)
        held._died(channel.number, post_mortem(-signal.SIGSEGV))
        channel.close()
        with pytest.raises(Failure) as caught:
            await asked.begun
        assert caught.value.kind == "crash"
        assert await truth(engine)

    with_engine(tmp_path, work)


@pytest.mark.parametrize(
    ("said", "kind"), [(b"", "memory"), (b"thread '<unnamed>' panicked at eval.rs:1:1\n", "crash")]
)
def test_an_abort_is_told_by_what_the_worker_wrote(tmp_path: Path, said: bytes, kind: str) -> None:
    async def work(engine: Engine) -> None:
        asked, held = engine.ask(Question(FOREVER, "csv")), generation(engine)
        assert asked.channel is not None
        number = asked.channel.number
        await until(lambda: number in held.pids)
        Path(f"/proc/{held.pids[number]}/fd/2").write_bytes(said)
        os.kill(held.pids[number], signal.SIGABRT)
        with pytest.raises(Failure) as caught:
            await asked.begun
        assert caught.value.kind == kind
        assert await truth(engine)

    with_engine(tmp_path, work)


def test_a_client_that_leaves_frees_its_worker_and_its_place(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        running_, waiting = engine.ask(Question(FOREVER, "csv")), engine.ask(Question(FOREVER, "csv"))
        assert engine.dispatcher.load()["waiting"] == 1
        engine.abandon(waiting)
        assert engine.dispatcher.load()["waiting"] == 0
        engine.abandon(running_)
        assert engine.dispatcher.load()["busy"] == 0
        assert await truth(engine)
        for answer in (running_, waiting):
            with pytest.raises(Failure, match="left"):
                await answer.begun

    with_engine(tmp_path, work, Limits(workers=1))


def test_short_queries_pass_by_slow_ones(tmp_path: Path) -> None:
    """Slow queries on more places than there are workers; each of two clients still gets short answers."""

    async def work(engine: Engine) -> None:
        slow = [engine.ask(Question(f"{FOREVER} # {number}", "csv"), "greedy") for number in range(6)]
        assert await truth(engine, "greedy")
        assert await truth(engine, "other")
        settled = {"slow": 2, "waiting": 4}  # `client_slow`: the others wait, though there are more places
        await until(lambda: settled.items() <= engine.dispatcher.load().items())
        other = engine.ask(Question(f"{FOREVER} # other", "csv"), "other")
        await until(lambda: engine.dispatcher.load()["slow"] == 3)
        for answer in [*slow, other]:
            engine.abandon(answer)
        await until(lambda: engine.dispatcher.load()["busy"] == 0)
        assert engine.dispatcher.load()["slow"] == 0

    with_engine(tmp_path, work, Limits(workers=1, slow_workers=3, client_slow=2, query_seconds=50))


def test_a_slow_query_is_lowered_below_whatever_the_service_runs_at(tmp_path: Path) -> None:
    """A service that is nice itself may not raise a worker, and must not starve behind it."""

    async def work(engine: Engine) -> None:
        here = generation(engine)
        assert here.pid is not None
        os.setpriority(os.PRIO_PROCESS, here.pid, 15)
        answer = engine.ask(Question(FOREVER, "csv"), "somebody")
        await until(lambda: answer.slow)
        assert answer.channel is not None
        pid = here.pids[answer.channel.number]
        await until(lambda: os.getpriority(os.PRIO_PROCESS, pid) == 19)  # the lowest there is
        engine.abandon(answer)

    with_engine(tmp_path, work, Limits(workers=1, query_seconds=50))


def test_a_text_known_to_be_slow_does_not_hold_up_others(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        first = engine.ask(Question(FOREVER, "csv"))
        await until(lambda: engine.dispatcher.load()["slow"] == 1)
        again = engine.ask(Question(FOREVER, "csv"))
        assert again.slow or not again.started  # it waits for a place, or has one at once
        assert await truth(engine)
        engine.abandon(first)
        engine.abandon(again)

    with_engine(tmp_path, work, Limits(workers=1, slow_workers=1))


def test_the_queue_is_bounded(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        asked = [engine.ask(Question(FOREVER, "csv"), f"client {number}") for number in range(3)]
        with pytest.raises(Failure) as caught:
            engine.ask(Question(FOREVER, "csv"), "one more")
        assert caught.value.kind == "busy"
        for answer in asked:
            engine.abandon(answer)
        assert await truth(engine)

    with_engine(tmp_path, work, Limits(workers=1, queue=2))


def test_waiting_ends(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        asked = engine.ask(Question(FOREVER, "csv"))
        await until(lambda: asked.slow)
        assert (await failure(engine, FOREVER)).kind == "busy"
        engine.abandon(asked)

    with_engine(tmp_path, work, Limits(workers=1, slow_workers=1, queue_seconds=0.3, query_seconds=50))


def test_a_worker_that_grew_is_replaced(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        before = set(generation(engine).workers)
        big = "SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?c), STR(?f))) AS ?n) { ?a ?b ?c . ?d <urn:p1> ?f }"
        assert await engine.read(Question(big, "csv"))
        await until(lambda: engine.dispatcher.load()["idle"] == 1)
        assert set(generation(engine).workers) != before

    with_engine(tmp_path, work, Limits(workers=1, worker_growth=20 << 20, slow_seconds=50, query_seconds=50))


def test_another_release_is_taken_over_under_load(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        done = asyncio.Event()
        seen: list[list[int]] = [[] for _ in range(4)]

        async def client(counts: list[int]) -> None:
            while not done.is_set():
                rows = await engine.read(Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "csv"))
                counts.append(int(rows.split()[1]))

        clients = [asyncio.create_task(client(counts)) for counts in seen]
        long = engine.ask(Question(STREAM, "csv"))
        await long.begun
        first = generation(engine)
        await engine.open(data(tmp_path, 600))
        await until(lambda: all(counts[-1:] == [600] for counts in seen))
        done.set()
        await asyncio.gather(*clients)
        for counts in seen:
            assert set(counts) == {1500, 600}
            assert counts == sorted(counts, reverse=True)
        assert not long.ended  # what was begun goes on
        engine.abandon(long)
        await until(lambda: not first.workers)

    with_engine(tmp_path, work)


def test_a_release_that_cannot_be_loaded_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.nq"
    broken.write_text("<urn:a> <urn:b> .\n")

    async def work(engine: Engine) -> None:
        with pytest.raises(GenerationFailed, match="broken"):
            await engine.open(Data("memory", broken, "urn:"))
        with pytest.raises(GenerationFailed, match="nowhere"):
            await engine.open(Data("memory", tmp_path / "nowhere.nq", "urn:"))
        assert await truth(engine)

    with_engine(tmp_path, work)


def test_a_lost_holder_is_started_again(tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        lost = generation(engine)
        assert lost._process is not None
        lost._process.kill()
        await until(lambda: engine.ready and generation(engine) is not lost)
        assert await truth(engine)

    with_engine(tmp_path, work)


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    async def run() -> list[int]:
        async with running(data(tmp_path)) as engine:
            process = generation(engine)._process
            assert process is not None
            await until(lambda: len(generation(engine).pids) == engine.limits.workers)
            asked = engine.ask(Question(FOREVER, "csv"))
            pids = [process.pid, *generation(engine).pids.values()]
        with pytest.raises(Failure, match="stops"):
            await asked.begun
        await until(lambda: not any(alive(pid) for pid in pids))
        return pids

    assert len(asyncio.run(run())) == 1 + Limits().workers


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
