"""What was accepted is there after a kill -9 at any moment, and only what was accepted or was just about to be."""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from communique.service.engine.writing.states import States, StatesError
from communique.tests.conftest import run
from communique.tests.service.writing.serving import ENDLESS, Writable, writable

G = "http://example.org/graph/kept"


def insert(number: int) -> str:
    return f"INSERT DATA {{ GRAPH <{G}> {{ <urn:s> <urn:p> {number} }} }}"


def kill(service: Writable) -> None:
    """End every process of the service at once, as the kernel does when memory is short."""
    os.killpg(service.server.pid, signal.SIGKILL)


def scribe(folder: Path) -> int:
    """The process that writes to this folder."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if b"communique.service.engine.writing.scribe" in line and str(folder / "store").encode() in line:
            return int(path.parent.name)
    raise AssertionError("there is no scribe")


def test_all_that_was_accepted_is_there_after_a_kill(tmp_path: Path) -> None:
    with writable(tmp_path) as service:
        for number in range(3):
            assert service.update(insert(number)).status_code == 204
        kill(service)
    with writable(tmp_path) as service:
        assert service.count(G) == 3
        assert service.ask("SELECT ?o { <http://example.org/a> <http://example.org/name> ?o }") == ["Äon"]
        assert service.update(f"DROP GRAPH <{G}>").status_code == 204
        kill(service)
    with writable(tmp_path) as service:
        assert service.count(G) == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_kill_at_any_moment_keeps_what_was_accepted(tmp_path: Path, seed: int) -> None:
    accepted: list[int] = []

    def write(service: Writable) -> None:
        try:
            while service.update(insert(len(accepted))).status_code == 204:
                accepted.append(len(accepted))
        except httpx.HTTPError:
            return  # it was killed

    with writable(tmp_path) as service:
        writer = threading.Thread(target=write, args=(service,))
        writer.start()
        while not accepted:
            time.sleep(0.01)
        time.sleep(random.Random(seed).uniform(0.0, 0.6))
        kill(service)
        writer.join(30)
    with writable(tmp_path) as service:
        found = service.ask(f"SELECT ?o {{ GRAPH <{G}> {{ ?s ?p ?o }} }} ORDER BY ?o")
        kept = [int(line) for line in found]
    assert kept in (accepted, [*accepted, len(accepted)])


def test_a_scribe_that_is_killed_is_replaced_and_nothing_is_lost(tmp_path: Path) -> None:
    with writable(tmp_path) as service:
        assert service.update(insert(1)).status_code == 204
        os.kill(scribe(tmp_path), signal.SIGKILL)
        first = service.update(insert(2))
        assert first.status_code in (204, 503)
        assert service.update(insert(3)).status_code == 204
        expected = {"1", "3"} | ({"2"} if first.status_code == 204 else set())
        assert set(service.ask(f"SELECT ?o {{ GRAPH <{G}> {{ ?s ?p ?o }} }}")) == expected


def test_reads_go_on_while_an_update_takes_long_and_is_killed(tmp_path: Path) -> None:
    endless = f"INSERT {{ <urn:s> <urn:p> 1 }} WHERE {{ {ENDLESS} }}"
    with writable(tmp_path, limits={"update_seconds": 2}) as service:
        answers: list[int] = []
        sender = threading.Thread(target=lambda: answers.append(service.update(endless).status_code))
        sender.start()
        read = 0
        while sender.is_alive():
            assert service.count(G) == 0
            read += 1
        assert answers == [504] and read > 10


def test_states_that_nobody_reads_are_removed(tmp_path: Path) -> None:
    with writable(tmp_path) as service:
        for number in range(6):
            service.update(insert(number)).raise_for_status()
        end = time.monotonic() + 10
        while len(list((tmp_path / "store" / "states").iterdir())) > 1 and time.monotonic() < end:
            time.sleep(0.05)
        assert [path.name for path in (tmp_path / "store" / "states").iterdir()] == ["00000006"]


def test_two_services_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with writable(tmp_path):
        options = ["--writable", str(tmp_path / "store"), "--token-file", str(tmp_path / "token"), "--port", "0"]
        done = run("serve", "--releases", str(tmp_path / "releases"), *options)
        assert done.returncode == 1
        assert "another service writes to" in done.stderr


@pytest.fixture
def states(tmp_path: Path) -> Iterator[States]:
    made = States(tmp_path)
    with made.lock():
        yield made


def test_a_state_that_was_not_accepted_is_not_there(states: States) -> None:
    states.begin(None)
    (states.folder / "states" / "00000001").mkdir()
    (states.folder / "states" / "00000002.tmp").mkdir()
    assert states.current == 0
    states.tidy()
    assert [path.name for path in (states.folder / "states").iterdir()] == ["00000000"]


def test_a_beginning_that_was_broken_off_is_begun_anew(states: States) -> None:
    (states.folder / "first").mkdir()
    (states.folder / "first" / "half").write_text("")
    states.path(0).mkdir()
    assert states.current is None
    states.begin(None)
    assert states.current == 0 and (states.path(0) / "CURRENT").is_file()


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StatesError, match="give another folder"):
        States(tmp_path / "file").lock()
