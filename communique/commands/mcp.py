"""`communique mcp`: the tools for language models on standard input and output, over a running service or a release."""

import asyncio
import logging
import sys
from pathlib import Path

import click

from communique.commands import choosing
from communique.service.app import Application
from communique.service.engine.generation import GenerationFailed
from communique.service.engine.limits import Limits
from communique.service.engine.release import ReleaseError
from communique.service.engine.site import Site
from communique.service.mcp import tools
from communique.service.mcp.upstream import Remote, Within


@click.command("mcp")
@click.option("--service", metavar="URL", help="Ask the service at this address instead of a release.")
@choosing.releases("its current one is asked")
def command(service: str | None, releases: Path) -> None:
    """Serve the Model Context Protocol on standard input and output: search, describe, query, examples, schema.

    \b
    Examples:
      communique mcp                                     over the current release in ./releases
      communique mcp --service http://127.0.0.1:8000     over a service that runs

    A service answers the same tools over HTTP at /mcp. Exit codes: 0 ended; 1 no release; 2 the call was wrong.
    """
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s", stream=sys.stderr)
    try:
        if service:
            asyncio.run(tools.server(Remote(service)).run_stdio_async())
        else:
            asyncio.run(_over(releases))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--service") from None
    except (ReleaseError, GenerationFailed) as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)


async def _over(releases: Path) -> None:
    site = Site(releases, Limits(workers=1))
    application = Application(site)
    try:
        await site.open()
        await tools.server(Within(application)).run_stdio_async()
    finally:
        await application.close()
        await site.close()
