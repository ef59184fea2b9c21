"""What is logged: each request in one line, never the text of a query unasked, nothing that a client could forge."""

import json
import logging
from pathlib import Path

import httpx
import pytest

from communique.service import log
from communique.service.sparql.note import Note
from communique.tests.service.running import serving

QUERY = "SELECT * { ?secret ?of ?mine } LIMIT 1"


def record(message: str, **fields: object) -> logging.LogRecord:
    made = logging.LogRecord("communique.x", logging.INFO, "", 0, message, (), None)
    made.fields = fields
    return made


def test_a_line_of_json() -> None:
    told = json.loads(log.Json().format(record("a\nb", path="/ü\r\n")))
    assert told["message"] == "a\nb"
    assert told["path"] == "/ü\r\n"
    assert (told["level"], told["from"]) == ("info", "communique.x")
    assert told["time"].endswith("Z")


@pytest.mark.parametrize("formatter", [log.Json(), log.Text()])
def test_what_a_client_sends_cannot_begin_a_line(formatter: logging.Formatter) -> None:
    line = formatter.format(record("request", path="/x\n2026 forged\r\x1b[2J\u2028"))
    assert line.isascii()
    assert line.isprintable()


def test_a_request_is_told_by_the_hash_of_its_query(caplog: pytest.LogCaptureFixture) -> None:
    note = Note()
    note.status, note.query = 200, QUERY
    with caplog.at_level(logging.INFO, log.REQUESTS):
        log.RequestLog().tell("GET", "/sparql", note, 0.0125)
        log.RequestLog(queries=True).tell("GET", "/sparql", note, 0.0125)
    first, second = (getattr(entry, "fields") for entry in caplog.records)  # noqa: B009
    assert first == {
        "method": "GET",
        "path": "/sparql",
        "status": 200,
        "ms": 12.5,
        "query": first["query"],
        "kept": False,
    }
    assert len(first["query"]) == 16
    assert second == first | {"text": QUERY}


@pytest.mark.parametrize("option", ["--log-requests", "--log-queries"])
def test_the_service_logs(few: Path, option: str) -> None:
    with serving(few, option, "--log-format", "json") as server:
        for query in (QUERY, "SELECT * {"):
            httpx.get(f"{server.url}/sparql", params={"query": query})
        httpx.get(f"{server.url}/nothing%0Ahere")
    lines = [json.loads(line) for line in server.printed if line.startswith("{")]
    requests = [line for line in lines if line["message"] == "request"]
    assert [(line["path"], line["status"]) for line in requests] == [
        ("/sparql", 200),
        ("/sparql", 400),
        ("/nothing\nhere", 404),
    ]
    assert requests[1]["problem"] == "syntax"
    assert ("secret" in "".join(server.printed)) == (option == "--log-queries")
