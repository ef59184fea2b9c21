"""Serve the current release from each kind of store, or try all the competency questions on one of them.

    python -m communique.tools.stores oxigraph            # until Ctrl-C
    python -m communique.tools.stores virtuoso --check    # asks every question, prints what differs

A store of another maker is started in a temporary folder, on free ports of this machine, and is gone afterwards.
"""

import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import click
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from communique.tests.competency.questions import differing, questions
from communique.tests.competency.test_questions import ask
from communique.tests.targets.held import KINDS, held
from communique.tests.targets.process import NotStarted, Server


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("kind", type=click.Choice(KINDS))
@click.option(
    "--releases",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path("releases"),
    envvar="COMMUNIQUE_RELEASES",
    show_default=True,
    help="The folder of releases; `communique build` makes it.",
)
@click.option("--check", is_flag=True, help="Ask every competency question, tell what differs, and end.")
def main(kind: str, releases: Path, check: bool) -> None:
    """Start a store of this kind with the current release in it, and the service in front of it.

    Exit codes: 0 ended, or no answer differs but those that are known to; 1 the store could not be started, or
    others differ.
    """
    try:
        with held(kind, releases, click.echo) as server:
            if check:
                sys.exit(_check(server, differing(kind)))
            click.echo(f"The SPARQL endpoint is {server.query}. Ctrl-C ends it.")
            signal.sigwait({signal.SIGINT, signal.SIGTERM})
    except NotStarted as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)


def _check(server: Server, known: Mapping[str, str]) -> int:
    different = 0
    for question in questions():
        if question.federated:
            continue
        began = time.monotonic()
        try:
            same = ask(server.query, question.query) == (question.columns, question.rows)
            found = "same" if same else "DIFFERENT"
        except (OSError, SPARQLWrapperException) as error:
            same, found = False, f"FAILED ({error})"
        click.echo(f"{found:<10} {time.monotonic() - began:6.2f} s  {question.name}")
        if not same and question.name in known:
            click.echo(f"{'':<20} known: {known[question.name]}")
        different += not same and question.name not in known
    return min(different, 1)


if __name__ == "__main__":
    main()
