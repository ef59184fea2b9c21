"""The load driver and the tables: right answers are counted, wrong ones told, and ratios are those of the rates."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from communique.bench.driver import drive
from communique.bench.measure import Cell
from communique.bench.parts.speed import line
from communique.bench.report import goals, tables
from communique.tests.targets.process import Server

REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


@contextmanager
def answering(answer: bytes, close: bool = False, silent: bool = False) -> Iterator[Server]:
    """A server on loopback that gives every request the same bytes."""
    listener = socket.create_server(("127.0.0.1", 0))

    def one(connection: socket.socket) -> None:
        with connection:
            while connection.recv(65536):
                if not silent:
                    connection.sendall(answer)
                if close:
                    return

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(connection,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield Server("fixed", f"http://127.0.0.1:{listener.getsockname()[1]}/", 0)
    finally:
        listener.close()


@pytest.mark.parametrize(
    ("answer", "close"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", False),
        (b"HTTP/1.1 200 OK\r\n\r\nhello", True),
    ],
)
def test_answers_are_framed_as_http_says(answer: bytes, close: bool) -> None:
    with answering(answer, close) as server:
        load = drive(server, [REQUEST], clients=3, seconds=0.2)
    assert load.failed == load.late == 0
    assert len(load.latencies) >= 3
    assert load.received == len(answer) * len(load.latencies)
    assert load.rate == pytest.approx(len(load.latencies) / load.seconds)
    assert 0 < load.percentile(0.5) <= load.percentile(0.99)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    ],
)
def test_failures_do_not_count_as_answers(answer: bytes) -> None:
    with answering(answer, close=True) as server:
        load = drive(server, [REQUEST], clients=2, seconds=0.1)
    assert load.failed >= 2
    assert load.latencies == []
    assert load.percentile(0.99) == float("inf")


def test_what_is_late_is_given_up() -> None:
    with answering(b"", silent=True) as server:
        load = drive(server, [REQUEST], clients=2, seconds=0.1, late=0.5)
    assert load.late == 2
    assert load.rate == 0


def cell(target: str, rate: float, query: str = "ask", **changed: object) -> Cell:
    values = {"p50": 1.0, "p99": 2.0, "cpu": 0.1, "memory": 2**20, "late": 0, "failed": 0, "right": True}
    values["driver"] = 0.1
    return Cell(target=target, query=query, clients=8, rate=rate, **{**values, **changed})  # type: ignore[arg-type]


def test_goals_are_geometric_means_over_the_queries() -> None:
    cells = [cell("communique", 400), cell("oxigraph-disk", 100), cell("communique", 100, "page")]
    made = tables([*cells, cell("oxigraph-disk", 100, "page")], 1_000_000)
    goal = "| communique against oxigraph-disk: geometric mean at least 1.5      | 2        | yes          |"
    assert goal in made["goals"]
    assert "not measured" in made["goals"]
    assert "| mean               | 2 " in made["ratios 8"]


def test_what_is_known_since_loading_does_not_carry_the_mean_unseen() -> None:
    cells = [cell("communique", 400), cell("oxigraph-disk", 100), cell("communique", 1000, "count")]
    made = tables([*cells, cell("oxigraph-disk", 1, "count")], 1_000_000)
    assert "| mean               | 63.2 " in made["ratios 8"]
    assert "| mean without count | 4 " in made["ratios 8"]


def test_titles_tell_another_size_so_that_no_table_stands_for_another() -> None:
    assert "rate 8, 10000000 triples" in tables([cell("communique", 400)], 10_000_000)


def test_the_worst_query_counts_where_it_must() -> None:
    cells = [cell("communique", 400), cell("oxigraph-disk", 100), cell("communique", 10, "page")]
    made = tables([*cells, cell("oxigraph-disk", 100, "page")], 1_000_000)
    goal = "| communique against oxigraph-disk: no query below 0.5               | 0.1      | no           |"
    assert goal in made["goals"]


def test_more_is_asked_of_more_data() -> None:
    assert goals(1_000_000)[0].least == 1.5
    assert goals(10_000_000)[0].least == 2.0


def test_wrong_answers_are_marked_and_do_not_win() -> None:
    cells = [cell("communique", 400, right=False, failed=3), cell("oxigraph-disk", 100)]
    made = tables(cells, 1_000_000)
    assert "400 ≠ !" in made["rate 8"]
    assert "not measured" in made["goals"].splitlines()[2]
    assert "OTHER ANSWER" in line(cells[0])


def test_where_no_answer_came_the_ratio_is_what_it_may_be_at_least() -> None:
    silent = cell("oxigraph-disk", 0.0, late=8)
    assert silent.at_most == pytest.approx(8 / 30)
    assert "| ask                | 1500 " in tables([cell("communique", 400), silent], 1_000_000)["ratios 8"]
