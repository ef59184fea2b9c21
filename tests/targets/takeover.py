"""Waiting until our own service serves another release, as it says itself."""

import http.client
import json
import time
from contextlib import closing, suppress
from urllib.parse import urlsplit

from communique.tests.targets.process import Server

_EVERY = 0.02
_SILENCE = 10.0


class NotTakenOver(RuntimeError):
    """The service went on with another release, or said nothing, for as long as one waited."""


def taken_over(server: Server, name: str, seconds: float) -> None:
    """Return once the service is ready with the release of that name. Raises NotTakenOver after so many seconds."""
    parts = urlsplit(server.query)
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if _ready_with(parts.hostname or "127.0.0.1", parts.port) == name:
            return
        time.sleep(_EVERY)
    raise NotTakenOver(f"the service did not take over {name} within {seconds:.0f} s")


def _ready_with(host: str, port: int | None) -> str | None:
    """The release that the service says it serves; None where it does not say so."""
    with (
        suppress(OSError, http.client.HTTPException),
        closing(http.client.HTTPConnection(host, port, timeout=_SILENCE)) as connection,
    ):
        connection.request("GET", "/ready")
        with connection.getresponse() as reply:
            if reply.status == 200:
                return str(json.loads(reply.read())["release"])
    return None
