"""VoID, DCAT and the service description are well formed and say what is so."""

from collections.abc import Iterable
from datetime import date

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from communique.iris import BASE
from communique.mappings.release import dcat, service, void
from communique.mappings.release.about import Release
from communique.mappings.release.dumps import Dump
from communique.mappings.release.files import File
from communique.mappings.release.statistics import by_graph, measure
from communique.mappings.release.terms import NAMESPACES
from communique.mappings.release.turtle import compact
from communique.mappings.terms import Triple
from communique.tests.mappings.release.sample import loaded, one, sample_lines, sample_release

_HERE = "https://example.org/dumps/1/"
_LINES = sample_lines()
_GRAPHS = {graph: measure(lines) for graph, lines in by_graph(_LINES).items()}


@pytest.fixture(scope="module")
def release() -> Release:
    return sample_release(_LINES)


@pytest.fixture(scope="module")
def described(release: Release) -> Store:
    """VoID and DCAT as a client finds them under the address of the folder."""
    store = Store()
    links = void.count_links(_LINES)
    store.load(
        compact(void.rows(release, measure(_LINES, details=True), _GRAPHS, links)),
        RdfFormat.TURTLE,
        base_iri=f"{_HERE}void.ttl",
    )
    dumps = [
        Dump(File("communique.nq.gz", 12, "application/gzip", "ab" * 32, 3)),
        Dump(File("graphs/doc-000.ttl", 34, "text/turtle", "cd" * 32, 2), f"<{BASE}graph/doc/000>"),
        Dump(File("graphs/vocabulary.ttl", 5, "text/turtle", "ef" * 32, 2), f"<{BASE}graph/vocabulary>"),
    ]
    store.load(compact(dcat.rows(release, dumps)), RdfFormat.TURTLE, base_iri=f"{_HERE}dcat.ttl")
    return store


def _rows(store: Store, query: str) -> list[tuple[str, ...]]:
    """The rows of a query over the union of all graphs, as N-Triples terms, sorted."""
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in NAMESPACES.items())
    found = store.query(head + query, use_default_graph_as_union=True)
    return sorted(tuple(str(value) for value in row) for row in found)  # type: ignore[union-attr]


def _number(rows: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Rows whose last value is a number, by the other values."""
    return {tuple(row[:-1]): int(row[-1].split('"')[1]) for row in rows}


def test_class_partitions_equal_count_queries(described: Store) -> None:
    said = "SELECT ?c ?n { ?d dcat:version ?v ; void:classPartition [ void:class ?c ; void:entities ?n ] }"
    true = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c"
    assert _number(_rows(described, said)) == _number(_rows(loaded("\n".join(_LINES)), true))


@pytest.mark.parametrize(
    ("number", "what"),
    [("void:triples", "*"), ("void:distinctSubjects", "DISTINCT ?s"), ("void:distinctObjects", "DISTINCT ?o")],
)
def test_property_partitions_equal_count_queries(described: Store, number: str, what: str) -> None:
    part = f"[ void:property ?p ; {number} ?n ]"
    said = f"SELECT ?p ?n {{ ?d dcat:version ?v ; void:propertyPartition {part} }}"
    true = f"SELECT ?p (COUNT({what}) AS ?n) {{ ?s ?p ?o }} GROUP BY ?p"
    assert _number(_rows(described, said)) == _number(_rows(loaded("\n".join(_LINES)), true))


def test_each_graph_is_a_subset_with_its_own_numbers(described: Store) -> None:
    store = loaded("\n".join(_LINES))
    found = _rows(
        described, "SELECT ?g ?n ?dump { ?d void:subset ?s . ?s sd:name ?g ; void:triples ?n ; void:dataDump ?dump }"
    )
    assert {row[0][1:-1] for row in found} == {graph.value for graph in store.named_graphs()}
    for graph, number, dump in found:
        assert number.startswith(f'"{one(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }}")}"')
        assert dump.startswith(f"<{_HERE}graphs/")


def test_links_to_elsewhere(described: Store) -> None:
    found = _rows(
        described,
        "SELECT ?p ?to ?n { ?l a void:Linkset ; void:linkPredicate ?p ; void:objectsTarget ?to ; void:triples ?n }",
    )
    skos = NAMESPACES["skos"]
    assert _number(found) == {
        (f"<{skos}closeMatch>", "<https://schema.org/>"): 2,
        (f"<{skos}exactMatch>", "<http://www.wikidata.org/entity/>"): 1,
    }


def test_no_two_parts_share_a_name() -> None:
    # Each partition has exactly one class or property, and one number of triples or entities.
    rows = set(void.rows(sample_release(_LINES), measure(_LINES, details=True), _GRAPHS, void.count_links(_LINES)))
    values: dict[tuple[str, str], set[str]] = {}
    for subject, predicate, value in rows:
        if predicate in {f"<{NAMESPACES['void']}{local}>" for local in ("class", "property", "triples", "entities")}:
            values.setdefault((subject, predicate), set()).add(value)
    assert all(len(found) == 1 for found in values.values())


def test_names_of_parts_keep_unlike_iris_apart() -> None:
    assert void.fragment("<https://schema.org/Event>") == "schema-Event"
    assert void.fragment("<https://w3id.org/communique/ont/Event>") == "cmq-Event"
    assert void.fragment("<http://www.wikidata.org/entity/>") == "http-www-wikidata-org-entity"


def test_distributions(described: Store, release: Release) -> None:
    found = _rows(
        described,
        """SELECT ?d ?url ?type ?packed ?bytes ?sum ?licence {
            ?d dcat:distribution ?x . ?x dcat:downloadURL ?url ; dcat:mediaType ?type ; dcat:byteSize ?bytes ;
                dcterms:license ?licence ; spdx:checksum [ spdx:checksumValue ?sum ] .
            OPTIONAL { ?x dcat:compressFormat ?packed } }""",
    )
    media = NAMESPACES["media"]
    cc0, by = release.notes.data_licence.address, release.notes.vocabulary_licence.address
    whole = (release.node, f"<{_HERE}communique.nq.gz>", f"<{media}application/n-quads>", f"<{media}application/gzip>")
    assert [(*row[:4], row[6]) for row in found] == sorted(
        [
            (*whole, f"<{cc0}>"),
            (*whole, f"<{by}>"),
            (
                f"<{_HERE}void.ttl#graph-doc-000>",
                f"<{_HERE}graphs/doc-000.ttl>",
                f"<{media}text/turtle>",
                "None",
                f"<{cc0}>",
            ),
            (
                f"<{_HERE}void.ttl#graph-vocabulary>",
                f"<{_HERE}graphs/vocabulary.ttl>",
                f"<{media}text/turtle>",
                "None",
                f"<{by}>",
            ),
        ]
    )
    assert {row[5].split('"')[1] for row in found} == {"ab" * 32, "cd" * 32, "ef" * 32}


def test_version_and_the_one_before(described: Store, release: Release) -> None:
    found = _rows(
        described,
        f"SELECT ?v ?i ?before {{ {release.node} dcat:version ?v ; dcterms:issued ?i ; dcat:previousVersion ?before }}",
    )
    assert found == [
        ('"1.2.3"', f'"{date(2026, 1, 31)}"^^<{NAMESPACES["xsd"]}date>', f"<{BASE}release/1.2.2-0123456789ab>")
    ]


def test_service_description_is_about_whichever_endpoint_serves_it(release: Release) -> None:
    sizes = {graph: statistics.triples for graph, statistics in _GRAPHS.items()}
    text = compact(service.rows(release, len(_LINES), sizes))
    store = loaded(text, RdfFormat.TURTLE, "https://example.org/sparql")
    endpoint = NamedNode("https://example.org/sparql")
    assert [q.subject for q in store.quads_for_pattern(None, NamedNode(f"{NAMESPACES['sd']}endpoint"), endpoint)] == [
        endpoint
    ]
    found = _rows(store, "SELECT ?g ?n { ?d sd:namedGraph [ sd:name ?g ; sd:graph [ void:triples ?n ] ] }")
    assert _number(found) == {(graph,): size for graph, size in sizes.items()}
    default = _rows(store, "SELECT ?n { ?d sd:defaultGraph [ void:triples ?n ] }")
    assert _number(default) == {(): len(_LINES)}


def test_rows_are_the_same_every_time(release: Release) -> None:
    def rows() -> list[Triple]:
        return list(void.rows(release, measure(_LINES, details=True), _GRAPHS, void.count_links(_LINES)))

    assert rows() == rows()
