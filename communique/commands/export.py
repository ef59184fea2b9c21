"""`communique export`: what we know and Wikidata lacks, as QuickStatements or as a table, for people to review."""

import csv
import sys
from datetime import date
from pathlib import Path

import click
from pyoxigraph import RdfFormat, Store

from communique.commands import choosing
from communique.mappings.alignment.exports import lacking as table
from communique.mappings.alignment.exports.candidates import candidates
from communique.mappings.alignment.exports.quickstatements import lines
from communique.mappings.release.dumps import WHOLE_NQUADS
from communique.mappings.release.folder import Releases
from communique.mappings.release.notes import parse_day

RELEASES = choosing.releases("its current one is read")


def _store(releases: Path) -> Store:
    """The current release in memory."""
    current = Releases(releases).current()
    if current is None:
        raise click.ClickException(f"{releases} has no release: run communique build")
    store = Store()
    try:
        store.bulk_load(path=current / WHOLE_NQUADS, format=RdfFormat.N_QUADS)
    except (OSError, SyntaxError) as fault:
        raise click.ClickException(f"{current / WHOLE_NQUADS} cannot be read: {fault}") from fault
    return store


def _day(ctx: click.Context, option: click.Parameter, value: str | None) -> str:
    try:
        return parse_day(value).isoformat() if value else date.today().isoformat()
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.group(name="export")
def command() -> None:
    """Write what we know and Wikidata lacks, for its editors to review. Nothing is ever written to Wikidata.

    \b
    Examples:
      communique export quickstatements > batch.txt
      communique export lacking > lacking.csv
    """


@command.command()
@RELEASES
@click.option("--date", "day", callback=_day, help="Day on which the sources were read (S813); by default today.")
def quickstatements(releases: Path, day: str) -> None:
    """Statements in the syntax of QuickStatements (V1), each with its source, none that Wikidata is known to have."""
    found = candidates(_store(releases))
    made = list(lines(found, day))
    for line in made:
        click.echo(line)
    click.echo(f"{len(made)} statements; {len(found) - len(made)} more are in the table only", err=True)


@command.command()
@RELEASES
def lacking(releases: Path) -> None:
    """A table (CSV) of statements, names and things that Wikidata lacks or may lack, with who says so and where."""
    found = table.rows(_store(releases))
    writer = csv.DictWriter(sys.stdout, table.COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    click.echo(f"{len(found)} rows", err=True)
