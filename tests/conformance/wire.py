"""One HTTP request as it is given, with no header added but those HTTP/1.1 asks for."""

import http.client
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

SECONDS = 30.0


class NoAnswer(RuntimeError):
    """The connection was refused, broken or silent."""


@dataclass(frozen=True)
class Response:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of that name, or an empty string."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def send(
    method: str,
    url: str,
    headers: Iterable[tuple[str, str]] = (),
    body: bytes | BinaryIO | None = None,
    seconds: float = SECONDS,
) -> Response:
    """Send one request on a connection of its own. Raises NoAnswer."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port or 80, timeout=seconds)
    try:
        connection.request(method, target, body=body, headers=dict(headers))
        with connection.getresponse() as reply:  # one that is cut short would keep the connection
            return Response(reply.status, tuple(reply.getheaders()), reply.read())
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(f"{method} {parts.path}: {type(error).__name__} {error}") from error
    finally:
        connection.close()


def send_file(method: str, url: str, content_type: str, path: Path, seconds: float = SECONDS) -> int:
    """Send a file of any size as the body; gives the status. Raises NoAnswer."""
    headers = [("Content-Type", content_type), ("Content-Length", str(path.stat().st_size))]
    with path.open("rb") as body:
        return send(method, url, headers, body, seconds).status
