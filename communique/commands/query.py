"""`communique query`: ask the current release, or an endpoint, from the command line."""

import asyncio
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path

import click

from communique import __version__
from communique.commands import choosing
from communique.service.engine import formats, release
from communique.service.engine.engine import running
from communique.service.engine.generation import GenerationFailed
from communique.service.engine.limits import Limits
from communique.service.engine.plan import Data
from communique.service.engine.question import Failure, Question

FORMATS = formats.SOLUTIONS | formats.GRAPHS
OURS = {"syntax", "query-nesting", "query-bytes", "not-acceptable", "service-denied"}  # kinds the query is to blame for


@click.command("query")
@click.argument("query")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of a release.")
@choosing.releases("its current one is asked")
@click.option("--format", "name", type=click.Choice(list(FORMATS)), help="The result's format.  [tsv or ttl]")
@click.option(
    "--seconds", default=60.0, show_default=True, type=click.FloatRange(0, min_open=True), help="The deadline."
)
def command(query: str, endpoint: str | None, releases: Path, name: str | None, seconds: float) -> None:
    """Ask a SPARQL query; `-` reads it from standard input.

    \b
    Examples:
      communique query 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'
      communique query --format json - < question.rq
      communique query --endpoint http://127.0.0.1:8000/sparql 'ASK {}'

    Exit codes: 0 answered; 1 no answer (no release, no connection, out of time); 2 the query or the call was wrong.
    """
    text = sys.stdin.read() if query == "-" else query
    try:
        if endpoint:
            _ask_endpoint(endpoint, text, name, seconds)
        else:
            asyncio.run(_ask_release(releases, text, name, seconds))
    except Failure as failure:
        click.echo(_told(failure.detail, failure.more), err=True)
        sys.exit(2 if failure.kind in OURS else 1)
    except (release.ReleaseError, GenerationFailed, OSError) as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)


async def _ask_release(releases: Path, text: str, name: str | None, seconds: float) -> None:
    found = release.read(release.current(releases))
    data = Data("memory", found.data, found.base, found.prefixes)
    question = Question(
        text,
        name if name in formats.SOLUTIONS else None if name else "tsv",
        name if name in formats.GRAPHS else None if name else "ttl",
        pretty=True,
    )
    async with running(data, Limits(query_seconds=seconds, workers=1)) as engine:
        answer = engine.ask(question)
        await answer.begun
        chunk = b""
        async for chunk in answer.chunks():
            sys.stdout.buffer.write(chunk)
    _end_line(chunk)


def _ask_endpoint(endpoint: str, text: str, name: str | None, seconds: float) -> None:
    default = f"{formats.SOLUTIONS['tsv'].media_type}, {formats.GRAPHS['ttl'].media_type}"
    headers = {
        "Content-Type": "application/sparql-query; charset=utf-8",
        "Accept": FORMATS[name].media_type if name else default,
        "User-Agent": f"communique/{__version__}",
    }
    last = b""
    request = urllib.request.Request(endpoint, text.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            while chunk := answer.read(1 << 16):
                sys.stdout.buffer.write(chunk)
                last = chunk
    except urllib.error.HTTPError as error:
        content = error.read(1 << 16)
        told = _problem(content)
        click.echo(_told(told.pop("detail", f"{error.code} {error.reason}"), told), err=True)
        sys.exit(2 if error.code in (400, 403, 406, 413, 414) else 1)
    _end_line(last)


def _problem(content: bytes) -> dict[str, object]:
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _told(detail: object, more: dict[str, object]) -> str:
    place = f"line {more['line']}, column {more['column']}: " if "line" in more else ""
    lines = [f"error: {place}{detail}"]
    if more.get("excerpt"):
        lines += [f"  {more['excerpt']}", f"  {' ' * (int(str(more['column'])) - 1)}^"]
    if more.get("hint"):
        lines.append(str(more["hint"]))
    return "\n".join(lines)


def _end_line(last: bytes) -> None:
    """A prompt should not stand behind the result."""
    if not last.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()
