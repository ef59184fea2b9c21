"""Where a worker writes a result: frames to the web process, as few copies as can be, and a cap on the whole."""

import socket
import time

from communique.service.engine import frames, packing
from communique.service.engine.guard import stable
from communique.service.engine.plan import Plan
from communique.service.engine.question import Failure, Question
from communique.service.engine.rows import Rows

LINGER = 0.05  # seconds that a started frame waits for more before it leaves


class Sink:
    """A writer for pyoxigraph's serialisers, which hand over 8 kB at a time.

    Raises Failure from `write` when the result has more bytes, before packing, or more rows than the plan allows;
    blocks while the web process does not read. It is packed as the question says unless it is too small for that.
    """

    def __init__(self, sock: socket.socket, form: bytes, question: Question, plan: Plan) -> None:
        self.streaming = False
        self._sock = sock
        self._form = form
        self._coding = question.coding
        self._stable = plan.steady and stable(question.text)
        self._packer: packing.Packer | None = None
        self._left = plan.result
        self._most_rows = plan.rows
        self._rows = Rows(question.solutions) if form == frames.SOLUTIONS and question.solutions else None
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
        if self._rows is not None and self._rows.add(data) > self._most_rows:
            self._parts.clear()
            raise Failure("result-rows", f"the result has more than {self._most_rows} rows")
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
        if self._packer is not None:
            body = self._packer.end(body)
        elif self._coding and not self.streaming:
            body = self._packed_whole(body)
        if self.streaming:
            self._data(body)
            self._sock.sendall(frames.pack(frames.END, self._stats(retire)))
        else:
            self._sock.sendall(frames.pack(frames.WHOLE, self._stats(retire) + body))

    def _packed_whole(self, body: bytes) -> bytes:
        if len(body) >= packing.SMALLEST:
            return packing.packer(self._coding).end(body)
        self._coding = frames.PLAIN
        return body

    def _stats(self, retire: bool) -> bytes:
        return frames.STATS.pack(self._form, frames.PACKED.index(self._coding), self._stable, retire)

    def _send(self) -> None:
        if not self.streaming:
            self.streaming = True
            self._room = frames.FRAME
            self._packer = packing.packer(self._coding) if self._coding else None
            self._sock.sendall(frames.pack(frames.HEAD, self._stats(False)))
        body = b"".join(self._parts)
        self._data(self._packer.feed(body) if self._packer else body)
        self._parts.clear()
        self._held = 0
        self._since = time.monotonic()

    def _data(self, body: bytes) -> None:
        for start in range(0, len(body), frames.LARGEST):  # one frame, unless a single literal is larger
            self._sock.sendall(frames.pack(frames.DATA, body[start : start + frames.LARGEST]))
