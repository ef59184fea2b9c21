"""What the service says of itself: one line an event, as text or as JSON, and one line a request where that is wished.

Of a query there is a hash, by which equal ones are found, unless its text is asked for. Lines are written by a thread
of their own, so that a slow reader of the log holds up nobody; those that find no room are lost.
"""

import json
import logging
import logging.handlers
import queue
import sys
import time
from hashlib import blake2b
from typing import Any

from communique.service.sparql.note import Note

ROOM = 10_000  # lines that wait to be written
LONGEST = 200  # characters of a path that are told
REQUESTS = "communique.requests"


class Json(logging.Formatter):
    """One JSON object a line, in ASCII: no text of a client can look like a line, or like anything else."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, with the fields that came with it."""
        told: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told | getattr(record, "fields", {}))


class Text(logging.Formatter):
    """One line a record; what could end it is escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, with the fields that came with it."""
        fields = getattr(record, "fields", {})
        more = "".join(f" {name}={json.dumps(value)}" for name, value in fields.items())
        text = f"{record.name}: {record.getMessage()}{more}"
        if record.exc_info:
            text += "\n" + self.formatException(record.exc_info)
        return text


class _Queue(logging.handlers.QueueHandler):
    """Puts records where the thread takes them, or loses them where there is no room."""

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        return record

    def enqueue(self, record: logging.LogRecord) -> None:
        try:
            self.queue.put_nowait(record)
        except queue.Full:
            return


def begin(level: int, as_json: bool, requests: bool) -> logging.handlers.QueueListener:
    """Write what is logged from now on to standard error; stop what comes back at the end, so that all is written."""
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(Json() if as_json else Text())
    waiting: queue.Queue[logging.LogRecord] = queue.Queue(ROOM)
    logging.basicConfig(level=level, handlers=[_Queue(waiting)], force=True)
    logging.getLogger(REQUESTS).setLevel(logging.INFO if requests else logging.CRITICAL)
    listener = logging.handlers.QueueListener(waiting, stream)
    listener.start()
    return listener


class RequestLog:
    """Tells of each request; with `queries` the text of what was asked, else its hash."""

    def __init__(self, queries: bool = False) -> None:
        self._queries = queries
        self._log = logging.getLogger(REQUESTS)

    def tell(self, method: str, path: str, note: Note, seconds: float) -> None:
        """One request has ended."""
        fields: dict[str, Any] = {
            "method": method,
            "path": path[:LONGEST],
            "status": note.status,
            "ms": round(seconds * 1000, 2),
        }
        if note.query:
            fields["query"] = blake2b(note.query.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
            fields["kept"] = note.kept
            if self._queries:
                fields["text"] = note.query
        if note.failure:
            fields["problem"] = note.failure
        if note.broken:
            fields["broken"] = True
        self._log.info("request", extra={"fields": fields})
