"""Small alignment files for the tests, written into a folder of the test."""

from pathlib import Path

HEADER = """\
#curie_map:
#  party: https://w3id.org/communique/id/party/
#  graph: https://w3id.org/communique/graph/
#  wikidata: http://www.wikidata.org/entity/
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
#  sssom: https://w3id.org/sssom/
#mapping_set_id: https://w3id.org/communique/alignments/party.sssom.tsv
#mapping_set_version: 0.1.0
#mapping_set_title: Parties
#license: https://creativecommons.org/publicdomain/zero/1.0/
#subject_source: graph:registry
#subject_source_version: 0.1.0
#object_source: wikidata:Q2013
#mapping_tool: communique
#mapping_tool_version: 0.1.0
"""
FIRST_ROW = HEADER.count("\n") + 2
SOUND = {
    "subject_id": "party:gr-kke",
    "subject_label": "Communist Party of Greece",
    "predicate_id": "skos:exactMatch",
    "predicate_modifier": "",
    "object_id": "wikidata:Q192406",
    "object_label": "Communist Party of Greece",
    "mapping_justification": "semapv:ManualMappingCuration",
    "author_label": "maintainers",
    "reviewer_label": "maintainers",
    "object_source_version": "a list (2026)",
    "mapping_date": "2026-11-22",
    "confidence": "0.99",
    "see_also": "https://example.org/list",
    "comment": "In the list.",
}


def row(**changes: str) -> dict[str, str]:
    """A sound row with some slots changed."""
    return SOUND | changes


def write(folder: Path, *rows: dict[str, str], header: str = HEADER, columns: list[str] | None = None) -> Path:
    """A file of parties with these rows."""
    names = columns or [*SOUND]
    lines = ["\t".join(names), *("\t".join(cells.get(name, "") for name in names) for cells in rows)]
    path = folder / "party.sssom.tsv"
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def statements(folder: Path, *lines: str) -> None:
    """What is recorded of an item, from a snapshot `one`: a label (line 2), a beginning (line 3), then these lines."""
    head = "item\tproperty\tvalue\tvalue_label\tat\tsnapshot"
    about = ("rdfs:label\tCommunist Party of Greece", "P571\t1918")
    first = [f"wikidata:Q192406\t{what}\t\t\tone" for what in about]
    (folder / "statements.tsv").write_text("\n".join([head, *first, *lines]) + "\n", encoding="utf-8")
    columns = "key\ttitle\tversion\tdate\taddress\tlicense"
    one = "one\tA list\t1\t2025-07-31\thttps://example.org/list\thttps://creativecommons.org/publicdomain/zero/1.0/"
    (folder / "snapshots.tsv").write_text(f"{columns}\n{one}\n", encoding="utf-8")
