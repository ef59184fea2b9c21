"""The alignment as RDF: matches only where a row makes one, every decision with its grounds, always the same."""

import warnings
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from communique.iris import expand, graph, thing
from communique.mappings.alignment.rdf import alignment_quads
from communique.mappings.alignment.rows import NOTHING
from communique.mappings.quads import ensure_round_trip
from communique.tests.mappings.alignment.samples import row, statements, write

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


def test_wikidatas_side_is_a_graph_of_its_own_about_items_that_rows_name(tmp_path: Path) -> None:
    statements(tmp_path, "wikidata:Q1\tP571\t1900\t\t\tone", "wikidata:Q192406\tP1410\t21\t\t2015\tone")
    store = Store()
    store.extend(quads(tmp_path, row()))
    asked = """
        PREFIX cmq: <https://w3id.org/communique/ont/> PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?item ?property (COALESCE(?edtf, ?object) AS ?value) ?at ?day WHERE {
          GRAPH <https://w3id.org/communique/graph/wikidata> {
            ?s rdf:subject ?item ; rdf:predicate ?property ; rdf:object ?object ; prov:wasDerivedFrom/dcterms:date ?day
            OPTIONAL { ?object cmq:edtf ?edtf } OPTIONAL { ?s cmq:timeSpan/cmq:edtf ?at } } } ORDER BY ?property"""
    found = [
        tuple(None if term is None else term.value for term in solution)  # type: ignore[union-attr]
        for solution in store.query(asked)  # type: ignore[union-attr]
    ]
    direct = "http://www.wikidata.org/prop/direct/"
    assert found == [
        (ITEM, f"{direct}P1410", "21", "2015", "2025-07-31"),
        (ITEM, f"{direct}P571", "1918", None, "2025-07-31"),
    ]


def test_only_an_exact_match_is_same_as(tmp_path: Path) -> None:
    close = row(subject_id="party:it-pci", predicate_id="skos:closeMatch", object_id="wikidata:Q461886")
    denied = row(object_id="wikidata:Q3565932", predicate_modifier="Not")
    found = quads(tmp_path, row(), close, denied)
    same = {(q.subject.value, q.object.value) for q in found if q.predicate.value == expand("schema:sameAs")}
    assert same == {(KKE, ITEM)}


def test_issues_give_no_quads(tmp_path: Path) -> None:
    found, issues = alignment_quads(write(tmp_path, row(), row()).parent)
    assert found == []
    assert issues


def test_a_party_that_acts_after_the_end_of_its_item_makes_no_quads(tmp_path: Path) -> None:
    statements(tmp_path, "wikidata:Q192406\tP576\t1956\t\t\tone")
    found, (issue,) = alignment_quads(write(tmp_path, row()).parent, acts={"party/gr-kke": {2017}})
    assert not found
    assert "the thing acts in 2017" in str(issue)


def test_a_thing_that_is_not_decided_makes_no_quads(tmp_path: Path) -> None:
    things = {"party/gr-kke": "Communist Party of Greece", "party/gr-new": "New Party"}
    found, (issue,) = alignment_quads(write(tmp_path, row()).parent, things)
    assert not found
    assert "party/gr-new is not decided" in str(issue)


def test_the_reference_implementation_reads_our_rdf(tmp_path: Path) -> None:
    sssom = pytest.importorskip("sssom.parsers")
    made = quads(tmp_path, row(), row(object_id="wikidata:Q3565932", predicate_modifier="Not"))
    (tmp_path / "made.nt").write_bytes(serialize([quad.triple for quad in made], format=RdfFormat.N_TRIPLES) or b"")
    with warnings.catch_warnings(action="ignore"):
        read = sssom.parse_sssom_rdf(str(tmp_path / "made.nt"), serialisation="nt").df
    assert sorted(read["predicate_modifier"].fillna("")) == ["", "Not"]
    assert set(read["confidence"]) == {0.99}
