"""The stand-in for Wikidata (tools/wikidata.py) with the statements of 4,902 parties in the shared material."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from communique.tests.shared import shared
from communique.tools import wikidata

ADDRESS = "https://query.wikidata.org/sparql"


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    """The query address of a server on loopback that holds the statements, in a folder of its own."""
    table = shared("data/wikitags/parties_wikidata_statements.tsv")
    with wikidata.served(folder, port, table, shared("data/partyfacts/wikipedia.csv")) as address:
        yield address
