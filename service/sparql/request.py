"""From an HTTP request to an operation of the SPARQL 1.1 Protocol, or a failure that says what is wrong with it."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes

from communique.service.engine.question import Failure

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
ASKED = ("default-graph-uri", "named-graph-uri")  # the dataset of a query
CHANGED = ("using-graph-uri", "using-named-graph-uri")  # the dataset of an update
FIELDS = 1000  # parameters of one request
REMEMBERED = 4096  # bytes of a query string whose parameters are worth remembering: many ask the same
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")


class Gone(Exception):
    """The client left while its request was read."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks: a query or an update (or neither: None), and the dataset it names."""

    query: str | None = None
    update: str | None = None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


def header(scope: Scope, name: bytes) -> str | None:
    """The value of a header field, several of them joined by commas; None where it is absent."""
    found = [value for key, value in scope["headers"] if key == name]
    return b", ".join(found).decode("latin-1") if found else None


def decode(data: bytes, what: str) -> str:
    """Bytes as UTF-8 text; raises Failure that names the first wrong byte."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Failure("bad-request", f"{what} is not UTF-8 (byte {error.start} is wrong)") from None


def parameters(data: bytes, what: str) -> list[tuple[str, str]]:
    """The parameters of a query string or form, percent-decoded, in their order."""
    if len(data) > REMEMBERED:
        return _parameters(data, what)
    return _remembered(data, what)


@lru_cache(maxsize=512)
def _remembered(data: bytes, what: str) -> list[tuple[str, str]]:
    return _parameters(data, what)


def _parameters(data: bytes, what: str) -> list[tuple[str, str]]:
    if not data:
        return []
    pairs = data.split(b"&", FIELDS + 1)
    if len(pairs) > FIELDS:
        raise Failure("bad-request", f"{what} has more than {FIELDS} parameters")
    found = []
    for pair in pairs:
        name, _, value = pair.partition(b"=")
        found.append((_unescape(name, what), _unescape(value, what)))
    return found


def _unescape(data: bytes, what: str) -> str:
    return decode(unquote_to_bytes(data.replace(b"+", b" ")), what)


async def body(scope: Scope, receive: Receive, most: int, kind: str = "query-bytes") -> bytes:
    """The body of a request, up to `most` bytes; raises Failure beyond, Gone where the client leaves."""
    declared = header(scope, b"content-length")
    if declared is not None and declared.isdigit() and int(declared) > most:
        raise Failure(kind, f"the body has {declared} bytes; {most} are allowed")
    parts = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise Failure(kind, f"the body has more than {most} bytes")
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def media_type(scope: Scope) -> str:
    """The media type of the request's body in lower case; raises Failure where its charset is not UTF-8."""
    value = (header(scope, b"content-type") or "").lower()
    kind, _, rest = value.partition(";")
    for parameter in rest.split(";"):
        name, _, charset = parameter.partition("=")
        if name.strip() == "charset" and charset.strip().strip('"') not in ("utf-8", "utf8", "us-ascii"):
            raise Failure("media-type", f"the charset of a request is UTF-8, not {charset.strip()[:40]}")
    return kind.strip()


async def read(scope: Scope, receive: Receive, most: int, kind_of_failure: str = "query-bytes") -> Operation:
    """The operation of a GET, HEAD or POST request with texts of up to `most` bytes; beyond, a Failure of that kind."""
    if scope["method"] != "POST":
        return by_address(parameters(scope["query_string"], "the address"))
    if header(scope, b"content-encoding") not in (None, "", "identity"):
        plain = [(b"accept-encoding", b"identity")]
        raise Failure("media-type", "the body of a request may not be compressed", headers=plain)
    kind = media_type(scope)
    if kind == FORM:
        content = await body(scope, receive, 3 * most + 8192, kind_of_failure)  # every byte may be escaped
        return _by_form(parameters(content, "the form"))
    if kind not in (QUERY, UPDATE):
        given = f"'{kind[:80]}'" if kind else "no Content-Type"
        raise Failure("media-type", f"expected {QUERY}, {UPDATE} or {FORM}; got {given}")
    text = decode(await body(scope, receive, most, kind_of_failure), "the body")
    given_dataset = parameters(scope["query_string"], "the address")
    if any(name in ("query", "update") for name, _ in given_dataset):
        raise Failure("bad-request", "the text of the operation is given twice: in the address and in the body")
    if kind == UPDATE:
        return Operation(None, text, *_dataset(given_dataset, CHANGED))
    return Operation(text, None, *_dataset(given_dataset))


def by_address(given: list[tuple[str, str]]) -> Operation:
    """The operation that the parameters of an address ask for; raises Failure."""
    if any(name == "update" for name, _ in given):
        raise Failure("bad-request", "an update is sent by POST")
    return Operation(_single(given, "query"), None, *_dataset(given))


def _by_form(given: list[tuple[str, str]]) -> Operation:
    query, update = _single(given, "query"), _single(given, "update")
    if (query is None) == (update is None):
        raise Failure("bad-request", "expected one parameter 'query' or one 'update' in the form")
    return Operation(query, update, *_dataset(given, CHANGED if query is None else ASKED))


def _single(given: list[tuple[str, str]], name: str) -> str | None:
    values = [value for key, value in given if key == name]
    if len(values) > 1:
        raise Failure("bad-request", f"the parameter '{name}' is given {len(values)} times")
    return values[0] if values else None


def _dataset(
    given: list[tuple[str, str]], names: tuple[str, str] = ASKED
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    default, named = (tuple(iri(value) for name, value in given if name == wanted) for wanted in names)
    return (default, named) if default or named else (None, None)


def iri(value: str) -> str:
    """An absolute IRI as given; raises Failure for anything else."""
    if not _IRI.fullmatch(value):
        raise Failure("bad-request", f"'{value[:200]}' is not an absolute IRI")
    return value


def check_length(query: str, most: int) -> None:
    """Raises Failure for a query of more than `most` bytes."""
    size = len(query) if query.isascii() else len(query.encode("utf-8", "replace"))
    if size > most:
        raise Failure("query-bytes", f"the query has {size} bytes; {most} are allowed")
