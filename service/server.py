"""The running service: a socket, the site, uvicorn, and what watches for new releases and copies of documents."""

import asyncio
import contextlib
import errno
import gc
import logging
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from communique.service.app import Application
from communique.service.engine.copies import Copies
from communique.service.engine.generation import GenerationFailed
from communique.service.engine.limits import Limits
from communique.service.engine.release import ReleaseError
from communique.service.engine.site import Site
from communique.service.engine.storage import Storage
from communique.service.federation import Policy
from communique.service.http import bounded
from communique.service.log import RequestLog

log = logging.getLogger("communique.server")
LOOK = 1.0  # seconds between two looks at the link to the current release
BACKLOG = 65535  # connections that wait to be accepted; the kernel allows fewer (net.core.somaxconn)


class AddressTaken(Exception):
    """The service cannot listen there; the text says why and what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises AddressTaken."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(BACKLOG)
    except socket.gaierror as error:
        raise AddressTaken(f"there is no host '{host}' ({error.strerror})") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise AddressTaken(f"port {port} is taken; stop what uses it, or give another with --port") from None
        raise AddressTaken(f"cannot listen on {host}:{port} ({error.strerror})") from None
    sock.set_inheritable(False)
    return sock


async def serve(
    sock: socket.socket,
    releases: Path,
    limits: Limits,
    policy: Policy,
    storage: Storage,
    watch: bool,
    ready: Callable[[Site], None],
    documents: Path | None = None,
    proxies: tuple[str, ...] = (),
    requests: RequestLog | None = None,
) -> None:
    """Serve the current release of a folder until SIGINT or SIGTERM; SIGHUP looks for another release.

    Raises ReleaseError, StatesError or GenerationFailed where there is nothing to serve. `ready` is called once all is.
    `proxies` are the addresses or networks whose word on who asks is taken; `requests` is told of each request.
    """
    site = Site(releases, limits, policy, storage)
    if documents is not None:
        site.documents = Copies(documents)
        await asyncio.to_thread(site.documents.look)
    application = Application(site, requests)
    server = uvicorn.Server(configuration(application, limits, proxies))
    loop = asyncio.get_running_loop()
    opening = loop.create_task(site.open())

    def end(*_: object) -> None:  # while the release is loaded, and when uvicorn raises the signal again at its end
        server.should_exit = True
        opening.cancel()

    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, end)
    try:
        await opening
        look = asyncio.Event()
        loop.add_signal_handler(signal.SIGHUP, look.set)
        watcher = loop.create_task(_watch(site, look, LOOK if watch else None))
        gc.collect()
        gc.freeze()  # modules and the like stay: looking through them for cycles costs a page some 6 ms
        ready(site)
        await server.serve(sockets=[sock])
        watcher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watcher
    except asyncio.CancelledError:
        if not server.should_exit:
            raise
    finally:
        await application.close()
        await site.close()


def configuration(app: Application, limits: Limits, proxies: tuple[str, ...] = ()) -> uvicorn.Config:
    """uvicorn as this service uses it: its fastest loop and parser, bounded, silent."""
    quiet = logging.getLogger("uvicorn.error")
    quiet.setLevel(logging.WARNING)
    quiet.addFilter(_not_our_breaks)
    return uvicorn.Config(
        app,
        loop="uvloop",
        backlog=BACKLOG,
        http=bounded(limits),
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        server_header=False,
        timeout_keep_alive=int(limits.idle_seconds) or 1,
        timeout_graceful_shutdown=max(1, int(limits.stop_seconds)),
    )


def _not_our_breaks(record: logging.LogRecord) -> bool:
    """A stream is ended without its end on purpose, and malformed requests are not news."""
    text = record.getMessage()
    return not text.startswith(("ASGI callable returned without", "Invalid HTTP request", "Unsupported upgrade"))


async def _watch(site: Site, look: asyncio.Event, every: float | None) -> None:
    while True:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(look.wait(), every)
        look.clear()
        if site.documents is not None:
            await asyncio.to_thread(site.documents.look)
        try:
            await site.refresh()
        except (ReleaseError, GenerationFailed) as error:
            log.error("the release served stays: %s", error)
