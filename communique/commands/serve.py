"""`communique serve`: serve the current release over HTTP."""

import dataclasses
import ipaddress
import logging
import os
import sys
from functools import partial
from pathlib import Path

import click
import uvloop

from communique.commands import choosing, storing
from communique.service import log, server
from communique.service.engine.generation import GenerationFailed
from communique.service.engine.limits import Limits, parse_limit
from communique.service.engine.release import ReleaseError
from communique.service.engine.site import Site
from communique.service.engine.storage import Storage
from communique.service.engine.writing.states import StatesError
from communique.service.federation import Policy


@click.command("serve")
@choosing.releases("its current one is served")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port.")
@click.option("--workers", type=click.IntRange(1), help="Workers kept for queries of unknown length.  [the cores]")
@click.option("--watch/--no-watch", default=True, show_default=True, help="Take over a new release when it is current.")
@click.option("--limit", "limits", multiple=True, metavar="NAME=VALUE", help="Set a limit; /limits shows them all.")
@click.option(
    "--documents",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    envvar="COMMUNIQUE_DOCUMENTS",
    help="Your copies of the source documents: pages then show the words of passages; each file is checked by hash.",
)
@click.option("--verbose", is_flag=True, help="Log what the service does.")
@click.option(
    "--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Of the log."
)
@click.option("--log-requests", is_flag=True, help="Log each request: status, time, a hash of its query.")
@click.option("--log-queries", is_flag=True, help="Log each request with the text of its query.")
@click.option(
    "--trusted-proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    callback=lambda _, __, given: _proxies(given),
    help="A proxy, or a network of proxies, whose X-Forwarded-For says who asks.",
)
@storing.options
def command(
    releases: Path,
    host: str,
    port: int,
    workers: int | None,
    watch: bool,
    limits: tuple[str, ...],
    documents: Path | None,
    verbose: bool,
    log_format: str,
    log_requests: bool,
    log_queries: bool,
    proxies: tuple[str, ...],
    storage: Storage,
) -> None:
    """Serve the current release: pages, data and a SPARQL endpoint.

    \b
    Examples:
      communique serve
      communique serve --port 8080 --limit query_seconds=10 --limit queue=64
      communique serve --documents ../texts
      communique serve --backend disk
      communique serve --backend remote --remote-query http://127.0.0.1:7878/query
      communique serve --writable store --token-file token.txt

    What SERVICE may ask is set by COMMUNIQUE_SERVICE_… variables; docs/federation.md lists them.
    SIGHUP looks for a new release at once; SIGINT and SIGTERM end the service when the answers in work are sent.
    Exit codes: 0 ended; 1 there is no release, or the port is taken; 2 the call was wrong.
    """
    bounds, policy = _limits(limits, workers), _policy()
    requests = log.RequestLog(log_queries) if log_requests or log_queries else None
    writing = log.begin(logging.INFO if verbose else logging.WARNING, log_format == "json", requests is not None)
    try:
        sock = server.listen(host, port)
        shown = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{sock.getsockname()[1]}"
        told = partial(_tell, shown)
        uvloop.run(server.serve(sock, releases, bounds, policy, storage, watch, told, documents, proxies, requests))
    except (server.AddressTaken, ReleaseError, GenerationFailed, StatesError) as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)
    finally:
        writing.stop()


def _proxies(given: tuple[str, ...]) -> tuple[str, ...]:
    for text in given:
        try:
            ipaddress.ip_network(text)
        except ValueError as error:
            raise click.BadParameter(f"expected an address or a network such as 10.0.0.0/8; {error}") from None
    return given


def _limits(given: tuple[str, ...], workers: int | None) -> Limits:
    try:
        values = dict(parse_limit(text) for text in given)
        if workers is not None:
            values["workers"] = workers
        return dataclasses.replace(Limits(), **values)  # type: ignore[arg-type]
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--limit") from None


def _policy() -> Policy:
    try:
        return Policy.from_environment(os.environ)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _tell(address: str, site: Site) -> None:
    release = site.release
    click.echo(f"Serving release {release.name}: {release.counts['triples']} triples.")
    click.echo(f"  pages    {address}/")
    click.echo(f"  SPARQL   {address}/sparql")
    click.echo(f"  dumps    {address}/dumps/")
    click.echo("Ctrl-C ends it.")
