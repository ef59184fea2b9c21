"""A stand-in for Wikidata: a real SPARQL server on loopback with real statements under Wikidata's own graph shape.

`python tools/wikidata.py TABLE` writes the statements of a table and serves them with Oxigraph until it is stopped;
with `--write FILE.nt` it only writes them. TABLE has the columns of `parties_wikidata_statements.tsv` of the public
data set partypositions-wikitags, or those of `statements.tsv` as `communique snapshot` makes it: columns that are not
there are left out. `--years` takes a table of Party Facts (`wikipedia.csv`): where Wikidata gave no year of foundation
or end, its year is put in, and the statement's reference says so. Nothing is invented, nothing looked up.

Each statement has its direct triple (wdt:), its node (p:, ps:, with rank) and, for dates, the value with its precision
(psv:). No qualifier (pq:) is among what was collected.
"""

import argparse
import csv
import hashlib
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

PARTY_FACTS = "<https://partyfacts.herokuapp.com/data/partycodes/{}/>"
ENTITY = "http://www.wikidata.org/entity/"
PROP = "http://www.wikidata.org/prop/"
WIKIBASE = "http://wikiba.se/ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DERIVED = "<http://www.w3.org/ns/prov#wasDerivedFrom>"
ITEMS = {
    "instance_of": "P31",
    "country": "P17",
    "ideology": "P1142",
    "member_of": "P463",
    "follows": "P155",
    "followed_by": "P156",
    "replaces": "P1365",
    "replaced_by": "P1366",
    "separated_from": "P807",
    "part_of": "P361",
    "different_from": "P1889",
    "headquarters": "P159",
}
DATES = {"inception": "P571", "dissolved": "P576"}
TEXTS = {"short_name": "P1813", "official_name": "P1448", "lcnaf": "P244", "viaf": "P214", "freebase": "P646"}
IN_NO_LANGUAGE = ("P1813", "P1448")
_VALUE = re.compile(r"(?P<label>.*?) \((?P<item>Q\d+)\)$")
_DATE = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T")
_LINK = re.compile(r"https?://[^\s<>\"{}|^`\\]+")
_UNKNOWN = ("somevalue", "novalue", "None")


class Value(NamedTuple):
    """One value of a property: the term, the label of the item that it is, the precision of the date that it is."""

    prop: str
    term: str
    label: str = ""
    precision: int = 0
    source: str = ""


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _node(*parts: str) -> str:
    """The key of a statement or value node, computed from what it says."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _statement(item: str, value: Value) -> Iterator[str]:
    """The direct triple and the statement node with its rank, value node and reference, as Wikidata has them."""
    key = _node(item, value.prop, value.term, value.source)
    node = f"<{ENTITY}statement/{item}-{key}>"
    yield f"<{ENTITY}{item}> <{PROP}direct/{value.prop}> {value.term} ."
    yield f"<{ENTITY}{item}> <{PROP}{value.prop}> {node} ."
    yield f"{node} {A} <{WIKIBASE}Statement> ."
    yield f"{node} {A} <{WIKIBASE}BestRank> ."
    yield f"{node} <{WIKIBASE}rank> <{WIKIBASE}NormalRank> ."
    yield f"{node} <{PROP}statement/{value.prop}> {value.term} ."
    if value.precision:
        time_node = f"<http://www.wikidata.org/value/{_node(value.term, str(value.precision))}>"
        yield f"{node} <{PROP}statement/value/{value.prop}> {time_node} ."
        yield f"{time_node} {A} <{WIKIBASE}TimeValue> ."
        yield f"{time_node} <{WIKIBASE}timeValue> {value.term} ."
        yield f'{time_node} <{WIKIBASE}timePrecision> "{value.precision}"^^<{XSD}integer> .'
    if value.source:
        reference = f"<http://www.wikidata.org/reference/{_node(value.source)}>"
        yield f"{node} {DERIVED} {reference} ."
        yield f"{reference} <{PROP}reference/P854> {value.source} ."


def _cells(cell: str) -> Iterator[str]:
    """The values in a cell; those with quotation marks were quoted when the table was made."""
    for part in cell.split(" | "):
        if part and part not in _UNKNOWN:
            yield part[1:-1].replace('""', '"') if part[0] == part[-1] == '"' and len(part) > 1 else part


def _date(prop: str, year: str, month: str = "00", day: str = "00", source: str = "") -> Value:
    """A date; month and day are 00 where they are not known, and stand as 01, as on Wikidata."""
    precision = 9 + (month != "00") + (day != "00")
    text = f"{year}-{month.replace('00', '01')}-{day.replace('00', '01')}T00:00:00Z"
    return Value(prop, f'"{text}"^^<{XSD}dateTime>', precision=precision, source=source)


def _values(row: dict[str, str], years: dict[str, str]) -> Iterator[Value]:
    for column, prop in ITEMS.items():
        for found in filter(None, map(_VALUE.match, _cells(row.get(column, "")))):
            yield Value(prop, f"<{ENTITY}{found['item']}>", found["label"])
    for column, prop in DATES.items():
        dates = [found for found in map(_DATE.match, _cells(row.get(column, ""))) if found]
        yield from (_date(prop, *found.groups()) for found in dates)
        if not dates and re.fullmatch(r"\d{4}", years.get(column, "")):
            yield _date(prop, years[column], source=PARTY_FACTS.format(row["partyfacts_id"]))
    for column, prop in TEXTS.items():
        language = "@und" if prop in IN_NO_LANGUAGE else ""
        yield from (Value(prop, _literal(text) + language) for text in _cells(row.get(column, "")))
    yield from (Value("P856", f"<{text}>") for text in _cells(row.get("website", "")) if _LINK.fullmatch(text))


def _party_facts(path: Path | None) -> dict[str, dict[str, str]]:
    """Party Facts' years by its own key, under the names of our columns; none without the table."""
    if path is None:
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["partyfacts_id"]: {"inception": row["year_founded"], "dissolved": row["year_dissolved"]}
            for row in csv.DictReader(file)
        }


def triples(table: Path, party_facts: Path | None = None) -> Iterator[str]:
    """N-Triples lines of every party that has an item, with the labels of what it points to."""
    years = _party_facts(party_facts)
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            item = row["qid"]
            if not item:
                continue
            yield f"<{ENTITY}{item}> {LABEL} {_literal(row['wikidata_label_en'])}@en ."
            if _LINK.fullmatch(row.get("wikipedia_url", "")):
                yield f"<{row['wikipedia_url']}> <http://schema.org/about> <{ENTITY}{item}> ."
            for value in _values(row, years.get(row["partyfacts_id"], {})):
                yield from _statement(item, value)
                if value.label:
                    yield f"{value.term} {LABEL} {_literal(value.label)}@en ."


def write(path: Path, table: Path, party_facts: Path | None = None) -> None:
    """The triples as a sorted file without doubles."""
    lines = sorted(set(triples(table, party_facts)))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


@contextmanager
def served(folder: Path, port: int, table: Path, party_facts: Path | None = None) -> Iterator[str]:
    """The query address of an oxigraph server that holds the triples, in a folder of its own."""
    program = str(Path(sys.executable).with_name("oxigraph"))
    data, store = folder / "wikidata.nt", folder / "wikidata"
    write(data, table, party_facts)
    load = [program, "load", "--location", str(store), "--file", str(data)]
    subprocess.run(load, check=True, capture_output=True)
    server = subprocess.Popen(
        [program, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/query"
    try:
        _wait(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait(address: str, patience: float = 30.0) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(f"{address}?query=ASK%7B%7D", timeout=5):
                return
        except urllib.error.HTTPError:
            raise
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def main() -> None:
    """Serve, or only write, as the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("table", type=Path, help="statements, tab-separated")
    parser.add_argument("--years", type=Path, help="table of Party Facts, for years that Wikidata lacks")
    parser.add_argument("--write", type=Path, metavar="FILE.nt", help="write the triples here, and serve nothing")
    parser.add_argument("--port", type=int, default=7878, help="port on 127.0.0.1 (7878)")
    given = parser.parse_args()
    if given.write:
        write(given.write, given.table, given.years)
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the server behind it ends with it
    with TemporaryDirectory() as folder, served(Path(folder), given.port, given.table, given.years) as address:
        sys.stdout.write(f"serving {address}; stop with Ctrl-C\n")
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
