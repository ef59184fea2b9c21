"""What becomes of a server when whoever started it is ended."""

import signal
import subprocess
import sys

from communique.tests.targets.process import answers, free_port

STARTS = """
import sys, time
from communique.tests.targets.process import started, stop_when_told

stop_when_told()
with started([sys.executable, "-m", "http.server", "--bind", "127.0.0.1", sys.argv[1]], sys.argv[2]):
    print("started", flush=True)
    time.sleep(600)
"""


def test_a_server_ends_with_whoever_started_it() -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-c", STARTS, str(port), url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) != 0
    assert not answers(url)
