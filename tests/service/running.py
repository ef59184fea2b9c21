"""Real servers for the tests: the command line in a process of its own, on a free port of loopback."""

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from communique.tests.conftest import ROOT

PATIENCE = 60.0  # seconds; a busy machine is slow, and a test that hangs ends


@dataclass
class Server:
    """One running server: its address, its process and what it has printed."""

    url: str
    process: subprocess.Popen[str]
    printed: list[str] = field(default_factory=list)

    def client(self, **options: object) -> httpx.Client:
        """An HTTP client for it, which the caller closes."""
        return httpx.Client(base_url=self.url, timeout=PATIENCE, **options)  # type: ignore[arg-type]

    def ask(self, query: str, accept: str = "text/csv", **options: object) -> httpx.Response:
        """The response to one query."""
        headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
        return httpx.post(f"{self.url}/sparql", content=query, headers=headers, timeout=PATIENCE, **options)  # type: ignore[arg-type]

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop it; gives its exit code."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


def until(condition: Callable[[], bool]) -> None:
    """Returns once the condition holds; fails where it never does."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@contextmanager
def serving(releases: Path, *options: str) -> Iterator[Server]:
    """A server of these releases with these options, until the block ends."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "communique",
            "serve",
            "--releases",
            str(releases),
            "--port",
            "0",
            "--verbose",
            *options,
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    killer = threading.Timer(PATIENCE, process.kill)  # a start that takes so long will not end well
    killer.start()
    server = Server("", process)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            server.printed.append(line)
            found = re.search(r"pages +(http://\S+?)/?$", line.strip())
            if found:
                server.url = found[1]
                break
        killer.cancel()
        assert server.url, "".join(server.printed)
        reader = threading.Thread(target=lambda: server.printed.extend(process.stdout or ()))
        reader.start()
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)
        killer.cancel()
        if server.url:
            reader.join()
        if process.stdout is not None:
            process.stdout.close()
