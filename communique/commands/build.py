"""`communique build`: make the next release of the knowledge base, or tell everything that is in its way."""

import os
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import click

from communique.commands import choosing
from communique.commands.steps import Steps
from communique.mappings.release.build import Built, Request, build
from communique.mappings.release.errors import Failed, Refused
from communique.mappings.release.notes import parse_day
from communique.paths import room

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def _day(ctx: click.Context, option: click.Parameter, value: str | None) -> date | None:
    try:
        return parse_day(value) if value else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _say(built: Built) -> None:
    how = "is there already" if built.known else "is made"
    served = ", and current" if built.current else ""
    click.echo(f"release {built.path.name} {how}{served}: {built.path}", err=True)


@click.command(name="build")
@click.option("--seeds", type=_FOLDER, help="Folder of the records; by default the one that comes with communique.")
@choosing.releases("made if need be")
@click.option("--documents", type=_FOLDER, help="Folder of the source documents, to compare every passage with them.")
@click.option("--alignment", type=_FOLDER, help="Folder of SSSOM files; by default the one of communique's own seeds.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to work with; by default one a core.")
@click.option(
    "--issued", callback=_day, metavar="DATE", help="Date of the release, instead of the one in release.yaml."
)
@click.option("--no-switch", is_flag=True, help="Make the release, but let the current one be.")
@click.option("--replace", is_flag=True, help="Replace a release of the same data that has other files around them.")
@click.option(
    "--validator",
    type=click.Choice(["pyshacl", "turbo"]),
    default="pyshacl",
    show_default=True,
    help="Who checks the shapes; turbo gives a second opinion, and comes with `pip install communique[turbo]`.",
)
@click.option("--quiet", is_flag=True, help="No progress.")
def command(
    seeds: Path | None,
    releases: Path,
    documents: Path | None,
    alignment: Path | None,
    jobs: int | None,
    issued: date | None,
    no_switch: bool,
    replace: bool,
    validator: str,
    quiet: bool,
) -> None:
    """Make the next release of the knowledge base: read, map, check, validate, write, switch.

    What is built already is found again at once. Where anything is in the way, the current release stays as it is.
    Exit code 0 done; 1 it could not be written; 2 the records are wrong or do not conform, each problem a line.

    \b
    Examples:
      communique build
      communique build --documents texts --jobs 4
      communique build --seeds seeds --releases /srv/communique --issued 2026-12-01 --no-switch
    """
    if validator == "turbo" and find_spec("pyshacl_turbo") is None:
        raise click.UsageError(
            "pyshacl-turbo is not installed: pip install 'communique[turbo]', or leave --validator out"
        )
    request = Request(
        seeds=seeds or room("seeds"),
        releases=releases,
        documents=documents,
        alignment=alignment or (None if seeds else room("mappings") / "alignment"),
        jobs=jobs or _cores(),
        issued=issued,
        switch=not no_switch,
        replace=replace,
        turbo=validator == "turbo",
    )
    steps = Steps(quiet)
    try:
        _say(build(request, steps))
    except Refused as refused:
        steps.end()
        for problem in refused.problems:
            click.echo(problem, err=True)
        count = len(refused.problems)
        click.echo(f"{count} problem{'s' if count != 1 else ''}: no release is made", err=True)
        sys.exit(2)
    except Failed as failed:
        steps.end()
        click.echo(f"communique build: {failed}", err=True)
        sys.exit(1)
