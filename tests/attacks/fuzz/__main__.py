"""Fuzz an endpoint for as long as told; everything that goes wrong can be made again from the seed and the step."""

import asyncio
import sys
from functools import partial
from pathlib import Path

import click

from communique.tests.attacks import isolation
from communique.tests.attacks.fuzz.corpus import corpus
from communique.tests.attacks.fuzz.session import Session
from communique.tests.attacks.runner import Gone, Subject
from communique.tests.attacks.starting import STARTED, running
from communique.tests.targets.process import Server


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--endpoint", help="query address of a running endpoint (one that may be lost)")
@click.option("--start", "name", type=click.Choice(list(STARTED)), help="start and fuzz this one")
@click.option("--seconds", default=60.0, show_default=True, help="how long")
@click.option("--seed", default=1, show_default=True, help="where in the endless sequence of queries to begin")
@click.option("--deadline", default=5.0, show_default=True, help="seconds the endpoint gives a query")
@click.option("--grace", default=1.0, show_default=True, help="seconds after that in which its answer must have ended")
@click.option("--failures", type=click.Path(path_type=Path), help="folder for the queries that did harm")
@click.option("--isolate/--no-isolate", default=None, help="in a network namespace, for what is started here")
def main(
    endpoint: str | None,
    name: str | None,
    seconds: float,
    seed: int,
    deadline: float,
    grace: float,
    failures: Path | None,
    isolate: bool | None,
) -> None:
    """Send made-up and mutated queries; no 5xx but 503 and 504, no lost server, the next ASK always answered.

    \b
    Example:
      python -m communique.tests.attacks.fuzz --start communique --seconds 600 --seed 7

    Exit codes: 0 all was answered as it should be; 1 something was not; 2 the call was wrong.
    """
    if bool(endpoint) == bool(name):
        raise click.UsageError("say what to fuzz: --endpoint URL, or --start NAME")
    if isolate is None:
        isolate = name is not None and isolation.possible()
    if isolate and not isolation.isolated():
        isolation.enter("communique.tests.attacks.fuzz", sys.argv[1:])
    if isolation.isolated():
        isolation.furnish()
    start = partial(STARTED[name], deadline) if name else partial(running, Server("endpoint", endpoint or "", 0))
    subject = Subject(start, restarts=name is not None)
    session = Session(subject, corpus(), seed, deadline, grace, isolation.isolated(), failures)
    try:
        asyncio.run(session.run(seconds))
    except Gone as error:
        click.echo(str(error), err=True)
    finally:
        subject.close()
    _report(session)


def _report(session: Session) -> None:
    click.echo(f"{sum(session.statuses.values())} answers from seed {session.seed}")
    for status, count in sorted(session.statuses.items()):
        click.echo(f"  {status}: {count}")
    for problem in session.wrong:
        click.echo(problem)
    if session.wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
