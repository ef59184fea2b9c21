"""`communique snapshot`: pull parties from Wikidata into a dated folder, politely; or compare two such folders."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from communique.mappings import alignment as home
from communique.mappings.alignment.rows import Row, read_sets, rows_of
from communique.mappings.alignment.snapshot.client import WIKIDATA, Client, Unreachable
from communique.mappings.alignment.snapshot.compare import changes
from communique.mappings.alignment.snapshot.pull import Mismatch, Pull

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
HOME = Path(str(home.__file__)).parent
ITEM = re.compile(r"\bQ[1-9][0-9]*\b")
STATE = re.compile(r"Q[1-9][0-9]*")


COLUMNS = ("item", "what", "before", "after")


def _states(rows: Iterable[Row]) -> dict[str, str]:
    """The codes of states by item, from the alignment of places: `Q15180` is `su`."""
    places = (row for row in rows if row.positive and row.subject.startswith("place/"))
    pairs = ((row.object.removeprefix("wikidata:"), row.subject.removeprefix("place/")) for row in places)
    return {item: key for item, key in pairs if len(key) == 2}


def _echo(what: str) -> None:
    click.echo(what, err=True)


@click.command(name="snapshot")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--contact", help="Where you can be reached, for the User-Agent: an address or a page.")
@click.option("--endpoint", default=WIKIDATA, show_default=True, help="The SPARQL endpoint to ask.")
@click.option("--country", "states", multiple=True, help="Item of a state whose parties to pull; repeatable.")
@click.option("--items", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Pull the items in a file.")
@click.option("--date", "day", help="Day of the snapshot, as 2026-11-22; by default today.")
@click.option("--compare", type=FOLDER, help="List what changed since this older snapshot, and pull nothing.")
@click.option("--alignment", type=FOLDER, default=HOME, help="Folder of the SSSOM files; by default communique's own.")
def command(
    folder: Path,
    contact: str | None,
    endpoint: str,
    states: tuple[str, ...],
    items: Path | None,
    day: str | None,
    compare: Path | None,
    alignment: Path,
) -> None:
    """Pull parties with their names, lifespans and websites from Wikidata into FOLDER, for `communique align`.

    Without --country or --items it pulls the items that the alignment names. A pull that was broken off goes on where
    it stopped when the same call is made again. Nothing is ever written to Wikidata.

    \b
    Examples:
      communique snapshot 2026-11-22 --contact me@example.org --country Q41 --country Q148
      communique snapshot 2027-01-01 --compare 2026-11-22
    """
    if compare:
        for change in (COLUMNS, *changes(compare, folder)):
            click.echo("\t".join(change))
        return
    wrong = [state for state in states if not STATE.fullmatch(state)]
    if wrong:
        raise click.UsageError(f"--country takes the item of a state, as in Q41 for Greece, not '{wrong[0]}'")
    if not contact:
        raise click.UsageError("--contact is needed: Wikidata asks its users to say where they can be reached")
    rows = rows_of(read_sets(alignment)[0])
    client = Client(endpoint, contact, told=_echo)
    pull = Pull(folder, client, day or date.today().isoformat(), _states(rows), _echo)
    try:
        pull.begin()
        wanted = pull.parties_of(states)
        wanted += ITEM.findall(items.read_text(encoding="utf-8")) if items else []
        if not wanted:
            wanted = [row.object.removeprefix("wikidata:") for row in rows if row.found]
        number = pull.pull(wanted)
    except Mismatch as fault:
        raise click.UsageError(str(fault)) from fault
    except Unreachable as fault:
        raise click.ClickException(f"{fault}; what was pulled is kept, call again to go on") from fault
    click.echo(f"{number} items in {folder}")
