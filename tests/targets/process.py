"""One server as a child process: started on a free loopback port, waited for, and stopped with all it forked."""

import http.client
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

START_SECONDS = 60.0


class NotStarted(RuntimeError):
    """A server that is not installed here, or that ended or stayed silent instead of answering."""


@dataclass(frozen=True)
class Server:
    """A running endpoint: where it answers, and the process (with its children) that does so."""

    name: str
    query: str
    pid: int
    update: str | None = None
    store: str | None = None
    token: str | None = None


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(url: str, seconds: float = 1.0) -> bool:
    """Whether anything at all answers HTTP there: the status does not matter."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=seconds)
    try:
        connection.request("GET", parts.path or "/")
        with connection.getresponse() as reply:
            reply.read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


@contextmanager
def started(
    command: Sequence[str],
    url: str,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    seconds: float = START_SECONDS,
) -> Iterator[int]:
    """Run `command` until the block ends; yields its pid once `url` answers.

    Raises NotStarted, with the end of what it printed, when it ends early or does not answer in `seconds`.
    """
    with tempfile.TemporaryFile() as log:
        try:
            process = subprocess.Popen(
                command,
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **(env or {})},
                cwd=cwd,
                start_new_session=True,
            )
        except OSError as error:
            raise NotStarted(f"{command[0]} could not be run: {error}") from error
        try:
            _await(process, url, seconds)
            yield process.pid
        except NotStarted as error:
            log.seek(0)
            printed = log.read().decode(errors="replace")[-2000:]
            raise NotStarted(f"{error}; it printed:\n{printed}") from error
        finally:
            _stop(process)


def stop_when_told() -> None:
    """Take SIGTERM as Ctrl-C is taken, so that whoever is ended from outside stops the servers that it started."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def _await(process: "subprocess.Popen[bytes]", url: str, seconds: float) -> None:
    limit = time.monotonic() + seconds
    while not answers(url):
        if process.poll() is not None:
            raise NotStarted(f"the server ended with code {process.returncode}")
        if time.monotonic() > limit:
            raise NotStarted(f"the server did not answer at {url} in {seconds:.0f} s")
        time.sleep(0.05)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """First politely, then the whole session that was started for it: a server's workers must not outlive a test."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
