"""The alignment as RDF: matches only where a row makes one, every decision with its grounds, always the same."""

import warnings
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from communique.iris import expand, graph, thing
from communique.mappings.alignment.rdf import alignment_quads
from communique.mappings.alignment.rows import NOTHING
from communique.mappings.quads import ensure_round_trip
from communique.tests.mappings.alignment.samples import row, write

KKE = thing("party", "gr-kke")
ITEM = "http://www.wikidata.org/entity/Q192406"
EXACT = expand("skos:exactMatch")
NONE = {"object_id": NOTHING, "object_label": "", "object_source_version": "", "see_also": ""}


def quads(folder: Path, *rows: dict[str, str]) -> list[Quad]:
    found, issues = alignment_quads(write(folder, *rows).parent)
    assert not issues
    return found


def matches(found: list[Quad]) -> set[tuple[str, str, str]]:
    return {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in found
        if quad.predicate.value.startswith(expand("skos:"))
    }


def test_a_match_is_said_and_a_denial_is_not(tmp_path: Path) -> None:
    rows = [row(), row(object_id="wikidata:Q3565932", predicate_modifier="Not"), row(subject_id="party:it-pc", **NONE)]
    assert matches(quads(tmp_path, *rows)) == {(KKE, EXACT, ITEM)}


def test_denials_and_nothing_found_are_decisions(tmp_path: Path) -> None:
    store = Store()
    denial = row(object_id="wikidata:Q3565932", predicate_modifier="Not")
    store.extend(quads(tmp_path, row(), denial, row(subject_id="party:it-pc", **NONE)))
    asked = """
        PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX sssom: <https://w3id.org/sssom/>
        SELECT ?target ?denied WHERE {
          ?decision a owl:Axiom ; owl:annotatedTarget ?target ; sssom:mapping_justification ?why .
          BIND(EXISTS { ?decision sssom:predicate_modifier sssom:NegatedPredicate } AS ?denied)
        } ORDER BY ?target"""
    found = [
        (solution["target"].value, solution["denied"].value)
        for solution in store.query(asked, use_default_graph_as_union=True)  # type: ignore[union-attr]
    ]
    assert found == [
        (ITEM, "false"),
        ("http://www.wikidata.org/entity/Q3565932", "true"),
        ("https://w3id.org/sssom/NoTermFound", "false"),
    ]


def test_all_quads_are_in_one_graph_and_come_back_from_a_store(tmp_path: Path) -> None:
    found = quads(tmp_path, row(confidence="1.00", similarity_score="0.50"))
    assert {quad.graph_name for quad in found} == {NamedNode(graph("alignments"))}
    ensure_round_trip(found)


def test_nothing_is_owl_same_as_and_nothing_is_blank(tmp_path: Path) -> None:
    text = serialize(quads(tmp_path, row()), format=RdfFormat.N_QUADS).decode()
    assert "owl#sameAs" not in text
    assert "_:" not in text


def test_the_order_of_rows_is_nothing(tmp_path: Path) -> None:
    other = row(subject_id="party:it-pc", **NONE)
    assert quads(tmp_path, row(), other) == quads(tmp_path, other, row())


def test_lifespans_come_only_for_items_that_rows_name(tmp_path: Path) -> None:
    lines = ["item\tlabel\tcountries\tinception\tdissolved\tas_of"]
    lines += [f"wikidata:{item}\tA party\tgr\t1918\t1956\ta list" for item in ("Q192406", "Q1")]
    (tmp_path / "items.tsv").write_text("\n".join(lines) + "\n")
    found = quads(tmp_path, row())
    assert {quad.subject.value for quad in found if quad.predicate.value.endswith("Date")} == {ITEM}


def test_issues_give_no_quads(tmp_path: Path) -> None:
    found, issues = alignment_quads(write(tmp_path, row(), row()).parent)
    assert found == []
    assert issues


def test_the_reference_implementation_reads_our_rdf(tmp_path: Path) -> None:
    sssom = pytest.importorskip("sssom.parsers")
    made = quads(tmp_path, row(), row(object_id="wikidata:Q3565932", predicate_modifier="Not"))
    (tmp_path / "made.nt").write_bytes(serialize([quad.triple for quad in made], format=RdfFormat.N_TRIPLES) or b"")
    with warnings.catch_warnings(action="ignore"):
        read = sssom.parse_sssom_rdf(str(tmp_path / "made.nt"), serialisation="nt").df
    assert sorted(read["predicate_modifier"].fillna("")) == ["", "Not"]
    assert set(read["confidence"]) == {0.99}
