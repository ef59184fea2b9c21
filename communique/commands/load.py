"""`communique load`: bring a release into another SPARQL store, which `communique serve --backend remote` can use."""

import hashlib
import sys
from pathlib import Path
from typing import NoReturn

import click

from communique.commands import choosing
from communique.commands.steps import Steps
from communique.service.engine import release as releases_of
from communique.service.engine.question import Failure
from communique.service.engine.stores.client import Client
from communique.service.engine.stores.credentials import Credentials
from communique.service.engine.stores.graph_store import GraphStore, GraphStoreError
from communique.service.engine.stores.loading import Journal, Loaded, load

SECONDS = 600.0  # that a store may take over one request
GUESS = {"/query": "/store"}  # the addresses of the oxigraph server


@click.command("load")
@click.option("--to", "query", metavar="URL", required=True, help="The store's SPARQL query address.")
@click.option(
    "--graph-store", metavar="URL", help="Its Graph Store Protocol address.  [--to with /store in place of /query]"
)
@click.option("--release", type=click.Path(path_type=Path, file_okay=False), help="The release.  [the current one]")
@choosing.releases("what was loaded is noted there, in .loads")
@click.option("--again", is_flag=True, help="Load every graph, those that were loaded before, too.")
@click.option("--prune", is_flag=True, help="Remove graphs of ours that this release does not have.")
@click.option("--quiet", is_flag=True, help="No progress.")
def command(
    query: str, graph_store: str | None, release: Path | None, releases: Path, again: bool, prune: bool, quiet: bool
) -> None:
    """Load a release into a SPARQL store by Graph Store Protocol, and count what arrived.

    Broken off, it goes on where it was when it is called again. Credentials come from the environment:
    COMMUNIQUE_STORE_USER and COMMUNIQUE_STORE_PASSWORD (with COMMUNIQUE_STORE_AUTH=digest where the store wants a
    digest), or COMMUNIQUE_STORE_TOKEN.

    \b
    Examples:
      communique load --to http://127.0.0.1:7878/query
      COMMUNIQUE_STORE_USER=dba COMMUNIQUE_STORE_PASSWORD=… COMMUNIQUE_STORE_AUTH=digest communique load \\
          --to http://127.0.0.1:8890/sparql --graph-store http://127.0.0.1:8890/sparql-graph-crud-auth

    Exit codes: 0 loaded, and the counts agree; 1 the store failed, or the counts do not agree; 2 the call was wrong.
    """
    steps = Steps(quiet)
    try:
        found = releases_of.read(release or releases_of.current(releases))
        credentials = Credentials.from_environment()
        address = graph_store or _guess(query)
        store = GraphStore(address, credentials, SECONDS)
        kept = releases / ".loads" / f"{found.name}-{hashlib.sha256(address.encode()).hexdigest()[:12]}.json"
        journal = Journal(kept) if again else Journal.read(kept)
        loaded = load(found, Client(query, credentials, SECONDS), store, journal, steps)
        for graph in loaded.strange if prune else ():
            store.delete(graph)
    except (releases_of.ReleaseError, ValueError) as error:
        _fail(steps, str(error), 2)
    except (Failure, GraphStoreError, OSError) as error:
        _fail(steps, str(error), 1)
    steps.end()
    _tell(found.name, loaded, prune)


def _guess(query: str) -> str:
    for ending, other in GUESS.items():
        if query.endswith(ending):
            return query.removesuffix(ending) + other
    raise ValueError(
        f"give the Graph Store Protocol address that belongs to {query} with --graph-store "
        "(Virtuoso: /sparql-graph-crud-auth; Fuseki: /DATASET/data; GraphDB: /repositories/NAME/rdf-graphs/service)"
    )


def _fail(steps: Steps, text: str, code: int) -> NoReturn:
    steps.end()
    click.echo(f"error: {text}", err=True)
    sys.exit(code)


def _tell(name: str, loaded: Loaded, prune: bool) -> None:
    for line in loaded.wrong:
        click.echo(f"error: {line}", err=True)
    if loaded.wrong:
        click.echo("The counts do not agree: call it again, with --again if that does not help.", err=True)
        sys.exit(1)
    click.echo(f"{name}: {len(loaded.brought)} graphs loaded, {len(loaded.kept)} were there; all counts agree")
    if loaded.strange:
        what = "removed" if prune else "left there, of another release (--prune removes them)"
        click.echo(f"{what}: {', '.join(loaded.strange)}")
