"""A stand-in for Wikidata: a real SPARQL server on loopback with real statements under Wikidata's own graph shape.

`python -m communique.tests.wikidata FILE.nt` writes the triples; the fixture `wikidata` in conftest.py serves them.
The statements are those of 4,902 parties in the shared material; nothing is invented, and nothing is looked up.
"""

import csv
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from communique.tests.shared import shared

TABLE = "data/wikitags/parties_wikidata_statements.tsv"
ENTITY = "http://www.wikidata.org/entity/"
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
_VALUE = re.compile(r"(?P<label>.*?) \((?P<item>Q\d+)\)$")
_DATE = re.compile(r"[+]?(-?\d{4})-(\d\d)-(\d\d)T")


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _statement(item: str, prop: str, value: str, number: int) -> Iterator[str]:
    """The direct triple and the statement node, as Wikidata has both."""
    node = f"<{ENTITY}statement/{item}-{prop}-{number}>"
    yield f"<{ENTITY}{item}> <http://www.wikidata.org/prop/direct/{prop}> {value} ."
    yield f"<{ENTITY}{item}> <http://www.wikidata.org/prop/{prop}> {node} ."
    yield f"{node} <http://www.wikidata.org/prop/statement/{prop}> {value} ."


def _values(row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Property, value as a term, and the label of the value where it is an item."""
    for column, prop in ITEMS.items():
        for part in filter(None, row[column].split(" | ")):
            if found := _VALUE.match(part):
                yield prop, f"<{ENTITY}{found['item']}>", found["label"]
    for column, prop in DATES.items():
        for part in filter(None, row[column].split(" | ")):
            if found := _DATE.match(part):
                day = f"{found[1]}-{'01' if found[2] == '00' else found[2]}-{'01' if found[3] == '00' else found[3]}"
                yield prop, f'"{day}T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>', ""


def triples() -> Iterator[str]:
    """N-Triples lines of every party that has an item, with the labels of what it points to."""
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    with Path(shared(TABLE)).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            item = row["qid"]
            if not item:
                continue
            yield f"<{ENTITY}{item}> {label} {_literal(row['wikidata_label_en'])}@en ."
            for number, (prop, value, name) in enumerate(_values(row)):
                yield from _statement(item, prop, value, number)
                if name:
                    yield f"{value} {label} {_literal(name)}@en ."


def write(path: Path) -> None:
    """The triples as a sorted file without doubles."""
    path.write_text("".join(f"{line}\n" for line in sorted(set(triples()))), encoding="utf-8")


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    """The query address of an oxigraph server that holds the triples, in a folder of its own."""
    program = str(Path(sys.executable).with_name("oxigraph"))
    data, store = folder / "wikidata.nt", folder / "wikidata"
    write(data)
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


if __name__ == "__main__":
    write(Path(sys.argv[1]))
