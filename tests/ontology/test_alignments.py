"""The alignments of our terms: valid SSSOM, every row read, every term there at both ends."""

import csv
from pathlib import Path

import pytest
from rdflib.namespace import ORG, PROV, QB, SDO, TIME, DefinedNamespace

from communique.iris import PREFIXES
from communique.mappings import vocabulary
from communique.paths import room

FILES = sorted((room("ontology") / "alignments").glob("*.sssom.tsv"))
TARGETS = {"cidoc-crm", "data-cube", "lode", "org", "owl-time", "popolo", "prov", "schema", "sem", "wikidata"}
MATCHES = {f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")}
KNOWN: dict[str, type[DefinedNamespace]] = {"org": ORG, "prov": PROV, "qb": QB, "schema": SDO, "time": TIME}
"""Vocabularies whose terms rdflib lists."""
NEWER = {"schema:PoliticalParty", "schema:observationAbout"}
"""Terms that are younger than rdflib's lists."""
ELSEWHERE = {
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
    "lode": "http://linkedevents.org/ontology/",
    "opengov": "http://www.w3.org/ns/opengov#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "qb": "http://purl.org/linked-data/cube#",
    "time": "http://www.w3.org/2006/time#",
    "wikidata": "http://www.wikidata.org/entity/",
    "semapv": "https://w3id.org/semapv/vocab/",
}
Row = dict[str, str]


def parts(path: Path) -> tuple[list[str], list[Row]]:
    """The lines of the header, without their hashes, and the rows."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line[1:] for line in lines if line.startswith("#")]
    return header, list(csv.DictReader(lines[len(header) :], delimiter="\t", quoting=csv.QUOTE_NONE))


def expanded(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return (ELSEWHERE | PREFIXES)[prefix] + local


def test_every_vocabulary_has_its_file() -> None:
    assert {path.name.removesuffix(".sssom.tsv") for path in FILES} == TARGETS


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sssom_reads_every_row_and_finds_no_fault(path: Path) -> None:
    from sssom.constants import SchemaValidationType
    from sssom.parsers import parse_sssom_table
    from sssom.validators import validate

    read = parse_sssom_table(path)
    _, rows = parts(path)
    assert len(read.df) == len(rows) > 0
    for report in validate(read, [SchemaValidationType.JsonSchema], fail_on_error=True).values():
        assert not report.results


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_prefixes_are_declared_as_elsewhere(path: Path) -> None:
    header, rows = parts(path)
    declared = dict(line.strip().split(": ", 1) for line in header if line.startswith("  "))
    used = {
        row[column].partition(":")[0] for row in rows for column in row if column.endswith(("_id", "justification"))
    }
    assert declared == {prefix: (ELSEWHERE | PREFIXES)[prefix] for prefix in used | {"cmq"}}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rows_are_about_our_terms_and_sorted(path: Path) -> None:
    _, rows = parts(path)
    labels = {(expanded(row["subject_id"]), row["subject_label"]) for row in rows}
    assert labels <= set(vocabulary.labels().items())
    keys = [(row["subject_id"], row["predicate_id"], row["object_id"]) for row in rows]
    assert keys == sorted(set(keys))
    assert {row["predicate_id"] for row in rows} <= MATCHES
    assert all(0 < float(row["confidence"]) <= 1 for row in rows)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_other_terms_are_there(path: Path) -> None:
    _, rows = parts(path)
    for row in rows:
        prefix, _, local = row["object_id"].partition(":")
        assert prefix not in KNOWN or local in KNOWN[prefix] or row["object_id"] in NEWER, row["object_id"]
        if prefix == "wikidata":
            assert local[0] == "P" and local[1:].isdigit()


def test_one_pair_has_one_relation() -> None:
    pairs = [(row["subject_id"], row["object_id"]) for path in FILES for row in parts(path)[1]]
    assert len(pairs) == len(set(pairs)) > 100


def test_nothing_is_the_same_as_two_things_of_one_vocabulary() -> None:
    for path in FILES:
        same = [row["subject_id"] for row in parts(path)[1] if row["predicate_id"] == "skos:exactMatch"]
        assert len(same) == len(set(same))
