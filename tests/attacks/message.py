"""Turn a message into the bytes of an HTTP request for one endpoint."""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from communique.tests.attacks.attack import Message, Part
from communique.tests.attacks.reading import filled
from communique.tests.targets.process import Server

_LIMIT = 64 * 1024 * 1024
_BARE = "␊"  # A line feed that is to stay without its carriage return.
_TYPES = {"query": "application/sparql-query", "update": "application/sparql-update", "graph": "application/n-triples"}
_COMPRESS: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress}


class TooLong(ValueError):
    """A message that would not fit a test: it grows beyond 64 MiB."""


def text(parts: Iterable[Part], values: Mapping[str, str]) -> str:
    """Strings and repetitions written out; `@{i}` counts them from 0, `@{n}` from 1. Raises TooLong."""
    out: list[str] = []
    size = 0
    for piece in _pieces(parts, values):
        out.append(piece)
        size += len(piece)
        if size > _LIMIT:
            raise TooLong("an attack's text may not exceed 64 MiB")
    return "".join(out)


def request(message: Message, server: Server, values: Mapping[str, str]) -> bytes:
    """The whole request; `values` fills places such as `@{canary}`."""
    kind = next(name for name in ("query", "update", "graph", "lines") if getattr(message, name) is not None)
    places = {**values, **_address(server, kind)}
    if message.lines is not None:
        head = text(message.lines, places).replace("\n", "\r\n").replace(_BARE, "\n").encode("latin-1")
        body = text(message.body, places).encode(message.charset)
        return head + (b"" if message.unfinished else b"\r\n\r\n") + body
    return _composed(message, kind, server, places)


def _composed(message: Message, kind: str, server: Server, places: Mapping[str, str]) -> bytes:
    body = text(getattr(message, kind), places).encode(message.charset, "surrogatepass")
    params = {key: filled(value, places) for key, value in message.params.items()}
    headers = {"Host": places["host"], "Accept": "*/*", "Connection": "close"}
    if message.via == "get":
        params[kind], body = body.decode("latin-1"), b""
    elif message.via == "form":
        body = f"{kind}={quote(body, safe='')}".encode()
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    else:
        headers["Content-Type"] = _TYPES[kind]
    if server.token and kind != "query":
        headers["Authorization"] = f"Bearer {server.token}"
    if message.compress:
        body = _compressed(body, message.compress) * message.members
        headers["Content-Encoding"] = ", ".join(message.compress)
    if body or message.via != "get":
        headers["Content-Length"] = str(len(body))
    headers.update(filled(dict(message.headers), places))
    query = "&".join(f"{key}={_quoted(value)}" for key, value in params.items())
    method = "GET" if message.via == "get" else "PUT" if kind == "graph" else "POST"
    head = [f"{method} {places['path']}{'?' if query else ''}{query} HTTP/1.1"]
    head += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body


def _pieces(parts: Iterable[Part], values: Mapping[str, str]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield filled(part, values)
        else:
            inner: Any = part["repeat"]
            if isinstance(inner, str) and "@{" not in inner:
                yield inner * int(part["times"])
                continue
            for number in range(int(part["times"])):
                counted = {**values, "i": str(number), "n": str(number + 1)}
                yield from _pieces([inner] if isinstance(inner, str) else inner, counted)


def _address(server: Server, kind: str) -> dict[str, str]:
    url = {"update": server.update, "graph": server.store}.get(kind) or server.query
    parts = urlsplit(url)
    return {"host": parts.netloc, "path": parts.path or "/"}


def _compressed(body: bytes, codings: Iterable[str]) -> bytes:
    for coding in codings:
        body = _COMPRESS[coding](body)
    return body


def _quoted(value: str) -> str:
    """Percent-encoded, but for percent signs that are there on purpose."""
    return quote(value.encode("latin-1", "replace") if value.isascii() else value, safe="%")
