"""HTTP beneath ASGI: uvicorn's protocol with bounds on what a stranger may send before the application sees it.

Length of the address, size of the header, time for header and body, number of connections. Everything that is refused
here is refused with a problem, as anywhere else, and the connection is closed.
"""

import asyncio
from collections.abc import Iterable
from functools import partial
from typing import Any, cast

from uvicorn._types import ASGI3Application
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from communique.service.engine.limits import Limits
from communique.service.engine.question import Failure
from communique.service.sparql import note
from communique.service.sparql.problems import render
from communique.service.sparql.quick import Asked, Quick
from communique.service.sparql.reply import AT_ONCE
from communique.service.sparql.request import Scope

MALFORMED = Failure("bad-request", "this is not HTTP/1.1 as RFC 9112 has it")


class Waiting(asyncio.Protocol):
    """A connection that did not speak yet: thousands of them should cost next to nothing.

    With the first bytes the transport goes over to `Guarded`, which is what uvicorn knows.
    """

    limits = Limits()

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self._next = config, server_state, app_state, _loop
        self._connections: set[Any] = server_state.connections
        self._loop = _loop or asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._connections.add(self)
        if len(self._connections) > self.limits.connections:
            _send(self._transport, Failure("busy", "too many connections are open"))
            self._transport.close()
        else:
            self._timer = self._loop.call_later(self.limits.header_seconds, self._transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.discard(self)
        if self._timer is not None:
            self._timer.cancel()

    def data_received(self, data: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        self.connection_lost(None)
        guarded = Guarded(*self._next)
        guarded.limits = self.limits
        self._transport.set_protocol(guarded)
        guarded.connection_made(self._transport)
        guarded.data_received(data)

    def shutdown(self) -> None:
        """uvicorn ends: nothing is in work here."""
        if self._transport is not None:
            self._transport.close()


class Guarded(HttpToolsProtocol):
    """A connection with a request on it, or between two."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.limits = Waiting.limits
        self._header_bytes = 0
        self._arrived = 0  # bytes since the header began to arrive in pieces
        self._fault: Failure | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._stall: asyncio.TimerHandle | None = None  # ends a connection that nobody reads from
        self._waits_for = ""  # what has begun to arrive and is not complete: the header or the body
        self._quick: Quick | None = getattr(self.app, "quick", None)
        self._writing = False  # whether a response leaves just now, the end of which may begin the next request
        self._waiting: Asked | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect("", 0)
        if self._waiting is not None and self._quick is not None:
            self._quick.abandon(self._waiting)
            self._waiting = None
        self._moves_on()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client does not take what is sent: it has some time to begin to."""
        self._moves_on()
        self._stall = self.loop.call_later(self.limits.send_seconds, self.transport.abort)
        super().pause_writing()

    def resume_writing(self) -> None:
        """The client took most of it."""
        self._moves_on()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """No further request came. What is still to be sent is waited for, but not for ever."""
        super().timeout_keep_alive_handler()
        if self._stall is None:
            self._stall = self.loop.call_later(self.limits.send_seconds, self.transport.abort)

    def data_received(self, data: bytes) -> None:
        if self._fault is not None:
            return
        waited_for = self._waits_for
        super().data_received(data)
        self._arrived = self._arrived + len(data) if self._waits_for == "header" else 0
        if self._arrived > self.limits.url_bytes + self.limits.header_bytes:  # one field that does not end
            self._refuse(Failure("header-bytes", f"the header has more than {self.limits.header_bytes} bytes"))
        if self._waits_for != waited_for or (self._waits_for == "" and self._timer is not None):
            seconds = self.limits.header_seconds if self._waits_for == "header" else self.limits.body_seconds
            self._expect(self._waits_for, seconds)

    def on_message_begin(self) -> None:
        self._header_bytes = 0
        self._waits_for = "header"
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > self.limits.url_bytes:
            self._fault = Failure("url-bytes", f"the address has more than {self.limits.url_bytes} bytes")
            raise ValueError

    def on_header(self, name: bytes, value: bytes) -> None:
        self._header_bytes += len(name) + len(value) + 4
        if self._header_bytes > self.limits.header_bytes:
            self._fault = Failure("header-bytes", f"the header has more than {self.limits.header_bytes} bytes")
            raise ValueError
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._waits_for = "body"
        super().on_headers_complete()
        self.scope["extensions"] = {AT_ONCE: partial(_at_once, self.cycle)}  # type: ignore[dict-item]

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        """Answer a request: without a task, if that can be done."""
        if self._quick is None or self._writing or not self._took(self._quick, cycle, app):
            super()._start_asgi_task(cycle, app)

    def _took(self, quick: Quick, cycle: RequestResponseCycle, app: ASGI3Application) -> bool:
        scope = cast(Scope, cycle.scope)
        self._writing = True
        try:
            taken = quick.take(scope, partial(_at_once, cycle))
        finally:
            self._writing = False
        if isinstance(taken, Asked):
            self._waiting = taken
            taken.answer.begun.add_done_callback(lambda _: self._begun(quick, taken, cycle, app))
            return True
        return taken

    def _begun(self, quick: Quick, waiting: Asked, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        if self._waiting is not waiting:
            return  # the client left
        self._waiting = None
        self._writing = True
        try:
            given = quick.give(waiting, partial(_at_once, cycle))
        finally:
            self._writing = False
        if not given:
            super()._start_asgi_task(cycle, app)

    def on_message_complete(self) -> None:
        self._waits_for = ""
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """What the parser cannot go on with."""
        self._refuse(self._fault or MALFORMED)

    def _moves_on(self) -> None:
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None

    def _expect(self, what: str, seconds: float) -> None:
        """Wait so long for what has begun; for nothing where `what` is empty."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._waits_for = what
        if what:
            self._timer = self.loop.call_later(seconds, self._late)

    def _late(self) -> None:
        self._timer = None
        self._refuse(Failure("request-time", f"the {self._waits_for} of the request did not arrive in time"))

    def _refuse(self, failure: Failure) -> None:
        self._fault = failure
        if self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            if self.cycle is not None:
                self.cycle.disconnected = True  # whoever works on it need not answer
                self.cycle.message_event.set()
            _send(self.transport, failure)
        self.transport.close()


def _at_once(cycle: RequestResponseCycle, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> bool:
    """Send a whole response in one write, where uvicorn takes two; False where it has to be sent the usual way."""
    if cycle.flow.write_paused or cycle.response_started or cycle.disconnected:
        return False
    fields = [*cycle.default_headers, *headers]
    if not cycle.keep_alive:
        fields.append((b"connection", b"close"))
    head = b"".join([name + b": " + value + b"\r\n" for name, value in fields])
    content = b"" if cycle.scope["method"] == "HEAD" else body
    note.of(cast(dict[str, Any], cycle.scope)).status = status
    cycle.transport.write(b"".join((STATUS_LINE[status], head, b"\r\n", content)))
    cycle.waiting_for_100_continue = False
    cycle.response_started = cycle.response_complete = True
    cycle.message_event.set()
    if not cycle.keep_alive:
        cycle.transport.close()
    cycle.on_response()
    return True


def _send(transport: asyncio.Transport, failure: Failure) -> None:
    """A problem as the last answer of a connection."""
    status, headers, body = render(failure)
    fields = [*headers, (b"content-length", b"%d" % len(body)), (b"connection", b"close")]
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in fields)
    transport.write(STATUS_LINE[status] + lines + b"\r\n" + body)


def bounded(limits: Limits) -> type[Waiting]:
    """The protocol with these limits."""
    return type("Bounded", (Waiting,), {"limits": limits})
