"""The web process's end of the socket to one worker: questions out, frames in, with back-pressure."""

import asyncio
import json
from typing import Protocol, cast

from communique.service.engine import frames
from communique.service.engine.answer import Answer
from communique.service.engine.question import Failure

_FRONT = frames.HEADER.size + frames.STATS.size


class Home(Protocol):
    """Where a worker belongs: its generation."""

    def worker_ready(self, channel: "Channel") -> None:
        """A new worker waits for its first question."""

    def worker_free(self, channel: "Channel", answer: Answer, retire: bool) -> None:
        """The worker answered; `retire` when it should not be used again."""

    def worker_lost(self, channel: "Channel", answer: Answer | None) -> None:
        """The worker is gone, perhaps in the middle of an answer."""


class Channel(asyncio.Protocol):
    """One worker; `number` names it towards its holder."""

    def __init__(self, number: int, home: Home) -> None:
        self.number = number
        self.ready = False
        self.answer: Answer | None = None
        self._home = home
        self._transport: asyncio.Transport | None = None
        self._held = bytearray()
        self._data_left = 0  # bytes of the current DATA frame that did not arrive yet

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        answer, self.answer = self.answer, None
        self._home.worker_lost(self, answer)

    def ask(self, answer: Answer) -> None:
        """Send a question; the answer is fed from now on."""
        answer.channel = self
        self.answer = answer
        encoded = answer.question.encode()
        assert self._transport is not None
        self._transport.write(frames.LENGTH.pack(len(encoded)) + encoded)

    def close(self) -> None:
        """Hang up: a worker that rests ends by itself, one that works has to be killed as well."""
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        answer = self.answer
        if not self._held and not self._data_left and answer is not None and len(data) >= _FRONT:
            kind, size = frames.HEADER.unpack_from(data)
            if kind == frames.WHOLE and len(data) == frames.HEADER.size + size:  # the usual case, without a copy more
                self._whole(answer, data)
                return
        self._held += data
        while self._take():
            pass

    def _whole(self, answer: Answer, data: bytes) -> None:
        form, coding, stable, retire = frames.STATS.unpack_from(data, frames.HEADER.size)
        answer.told(form, coding, stable)
        answer.feed(data[_FRONT:])
        self._finished(answer, retire)

    def _finished(self, answer: Answer, retire: bool) -> None:
        self.answer = None
        answer.channel = None
        answer.end()
        self._home.worker_free(self, answer, retire)

    def _take(self) -> bool:
        """Handle one frame, or a part of a DATA frame; False when more bytes are needed."""
        if self._data_left:
            return self._pass_on()
        if len(self._held) < frames.HEADER.size:
            return False
        kind, size = frames.HEADER.unpack_from(self._held)
        if size > frames.LARGEST + frames.STATS.size:
            self.close()
            return False
        if kind == frames.DATA:
            del self._held[: frames.HEADER.size]
            self._data_left = size
            return bool(self._held)
        if len(self._held) < frames.HEADER.size + size:
            return False
        frame = bytes(self._held[: frames.HEADER.size + size])
        del self._held[: len(frame)]
        self._frame(kind, frame)
        return bool(self._held)

    def _pass_on(self) -> bool:
        part = bytes(self._held[: self._data_left])
        del self._held[: len(part)]
        self._data_left -= len(part)
        if part and self.answer is not None and self.answer.feed(part) and self._transport is not None:
            self._transport.pause_reading()
            self.answer.hold(self._resume)
        return bool(self._held)

    def _resume(self) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()

    def _frame(self, kind: int, frame: bytes) -> None:
        answer = self.answer
        if kind == frames.READY:
            self.ready = True
            self._home.worker_ready(self)
        elif answer is None:
            self.close()  # it speaks unasked
        elif kind == frames.WHOLE:
            self._whole(answer, frame)
        elif kind == frames.HEAD:
            form, coding, stable, *_ = frames.STATS.unpack_from(frame, frames.HEADER.size)
            answer.told(form, coding, stable)
            answer.begin()
        elif kind == frames.END:
            *_, retire = frames.STATS.unpack_from(frame, frames.HEADER.size)
            self._finished(answer, retire)
        elif kind == frames.FAILED:
            self._failed(answer, json.loads(frame[frames.HEADER.size :]))
        else:
            self.close()

    def _failed(self, answer: Answer, told: dict[str, object]) -> None:
        retire = bool(told.pop("retire", True))
        kind, detail = str(told.pop("kind", "crash")), str(told.pop("detail", ""))
        self.answer = None
        answer.channel = None
        answer.fail(Failure(kind, detail, **told))
        self._home.worker_free(self, answer, retire)
