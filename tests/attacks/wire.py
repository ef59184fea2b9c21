"""Send bytes as an attacker does (slowly, half, many at once, leaving) and see what comes back."""

import asyncio
import contextlib
import time
from dataclasses import dataclass, field

import httptools

from communique.tests.attacks.attack import Sending

KEPT_BYTES = 4 * 1024 * 1024
_CHUNK = 65536


@dataclass
class Seen:
    """What one connection saw: a status for each answer, whether the last one was whole, and how it ended."""

    statuses: list[int] = field(default_factory=list)
    whole: bool = False
    body: bytearray = field(default_factory=bytearray)
    received: int = 0
    seconds: float = 0.0
    end: str = ""
    content_type: str = ""


class _Answers:
    """Callbacks of the HTTP parser; interim answers (1xx) do not count."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.parser = httptools.HttpResponseParser(self)
        self.complete = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type" and not self.complete:
            self.seen.content_type = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        if self.parser.get_status_code() >= 200:
            self.seen.statuses.append(self.parser.get_status_code())
            self.seen.whole = False

    def on_body(self, body: bytes) -> None:
        if len(self.seen.statuses) == 1 and len(self.seen.body) < KEPT_BYTES:
            self.seen.body += body

    def on_message_complete(self) -> None:
        if self.parser.get_status_code() >= 200:
            self.seen.whole = True
            self.complete += 1


async def exchange(
    address: tuple[str, int],
    payload: bytes,
    sending: Sending,
    *,
    seconds: float,
    answers: int = 1,
    source: tuple[str, int] | None = None,
) -> Seen:
    """One connection: send the payload, read until that many answers are whole, the other side closes, or time is up.

    `source` is the address to come from. It never raises for what the other side does: `Seen.end` tells.
    """
    seen = Seen()
    began = time.monotonic()
    try:
        async with asyncio.timeout(seconds):
            reader, writer = await asyncio.open_connection(*address, local_addr=source)
            try:
                await _talk(reader, writer, payload * sending.times, sending, seen, answers)
            finally:
                writer.transport.abort()
                await asyncio.sleep(0)
    except TimeoutError:
        seen.end = seen.end or "no end"
    except OSError as error:
        seen.end = f"{type(error).__name__}"
    seen.seconds = time.monotonic() - began
    return seen


async def _talk(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    payload: bytes,
    sending: Sending,
    seen: Seen,
    answers: int,
) -> None:
    sender = asyncio.create_task(_send(writer, payload, sending))
    limit = float((sending.leave or {}).get("seconds", 1e9))
    try:
        async with asyncio.timeout(limit):
            await _read(reader, seen, answers, int((sending.leave or {}).get("bytes", 0)))
            if sending.linger:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(_read(reader, seen, 1, 0), sending.linger)
    except TimeoutError:
        if not sending.leave:
            raise
        seen.end = "left"
    finally:
        sender.cancel()
        with contextlib.suppress(asyncio.CancelledError, OSError):
            await sender


async def _send(writer: asyncio.StreamWriter, payload: bytes, sending: Sending) -> None:
    """All at once, or in small chunks with pauses until the time for them is over; then the line is kept open."""
    pace = sending.pace
    with contextlib.suppress(OSError):
        if pace is None:
            writer.write(payload)
            await writer.drain()
        else:
            limit = time.monotonic() + pace["seconds"]
            step = int(pace["bytes"])
            for start in range(0, len(payload), step):
                if time.monotonic() > limit:
                    break
                writer.write(payload[start : start + step])
                await writer.drain()
                await asyncio.sleep(pace["every"])


async def _read(reader: asyncio.StreamReader, seen: Seen, answers: int, leave_after: int) -> None:
    got = _Answers(seen)
    while got.complete < answers:
        data = await reader.read(_CHUNK)
        if not data:
            seen.end = "closed"
            return
        seen.received += len(data)
        if leave_after and seen.received >= leave_after:
            seen.end = "left"
            return
        try:
            got.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            seen.end = "upgraded"
            return
        except httptools.HttpParserError as error:
            seen.end = f"not HTTP: {error}"
            return
    seen.end = "answered"
