"""Where a worker writes a result: frames to the web process, as few copies as can be, and a cap on the whole."""

import socket
import time

from communique.service.engine import frames
from communique.service.engine.question import Failure

LINGER = 0.05  # seconds that a started frame waits for more before it leaves


class Sink:
    """A writer for pyoxigraph's serialisers, which hand over 8 kB at a time.

    Raises Failure from `write` when the result grows beyond `most` bytes; blocks while the web process does not read.
    """

    def __init__(self, sock: socket.socket, form: bytes, most: int, cpu: float) -> None:
        self.streaming = False
        self._sock = sock
        self._form = form
        self._left = most
        self._cpu = cpu
        self._parts: list[bytes] = []
        self._held = 0
        self._room = frames.FIRST
        self._since = time.monotonic()

    def write(self, data: bytes) -> int:
        """Take some bytes of the result."""
        size = len(data)
        self._left -= size
        if self._left < 0:
            self._parts.clear()
            raise Failure("result-bytes", "the result is larger than one result may be")
        self._parts.append(data)
        self._held += size
        if self._held >= self._room or time.monotonic() - self._since > LINGER:
            self._send()
        return size

    def flush(self) -> None:
        """Nothing to do: frames leave when they are full, and the last with `finish`."""

    def finish(self, retire: bool) -> None:
        """Send what is left and say that the answer is complete."""
        body = b"".join(self._parts)
        spent = min(int((time.process_time() - self._cpu) * 1e6), 0xFFFFFFFF)
        stats = frames.STATS.pack(self._form, retire, spent)
        if self.streaming:
            self._data(body)
            self._sock.sendall(frames.pack(frames.END, stats))
        else:
            self._sock.sendall(frames.pack(frames.WHOLE, stats + body))

    def _send(self) -> None:
        if not self.streaming:
            self.streaming = True
            self._room = frames.FRAME
            self._sock.sendall(frames.pack(frames.HEAD, frames.STATS.pack(self._form, False, 0)))
        self._data(b"".join(self._parts))
        self._parts.clear()
        self._held = 0
        self._since = time.monotonic()

    def _data(self, body: bytes) -> None:
        for start in range(0, len(body), frames.LARGEST):  # one frame, unless a single literal is larger
            self._sock.sendall(frames.pack(frames.DATA, body[start : start + frames.LARGEST]))
