"""Everything a release folder says is so: in its files, in any store they are loaded into, and of itself."""

import gzip
import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, QuerySolutions, Store, parse
from rdflib import Graph

from communique.iris import PREFIXES
from communique.mappings.release.terms import NAMESPACES
from communique.tests.mappings.release.sample import one

_COUNTS = {
    "documents": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a cmq:SourceDocument }",
    "claims": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a cmq:Claim }",
    "passages": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a cmq:Passage }",
    "situations": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?claim cmq:claims ?s }",
    "things": """SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH graph:registry { ?s skos:prefLabel ?label ; a ?class } }""",
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
}


@pytest.fixture(scope="module", params=["built", "releases"], ids=["invented", "real"])
def folder(request: pytest.FixtureRequest) -> Path:
    """The release of the invented records, then that of the records of this knowledge base."""
    releases: Path = request.getfixturevalue(request.param)
    return (releases / "current").resolve()


@pytest.fixture(scope="module")
def manifest(folder: Path) -> Any:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    """The dump as whoever downloads it loads it."""
    loaded = Store()
    loaded.bulk_load(path=folder / "communique.nq")
    return loaded


def _isomorphic(one: list[Quad], other: list[Quad]) -> bool:
    datasets = Dataset(one), Dataset(other)
    for dataset in datasets:
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(datasets[0]) == set(datasets[1])


def _in(graph: NamedNode, path: Path) -> list[Quad]:
    return [Quad(q.subject, q.predicate, q.object, graph) for q in parse(path=path)]


def test_sha256sum_agrees(folder: Path) -> None:
    done = subprocess.run(["sha256sum", "-c", "--strict", "checksums.txt"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    listed = {line.rpartition(": ")[0] for line in done.stdout.splitlines()}
    assert listed == {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"checksums.txt"}


def test_manifest_lists_every_file_as_it_is(folder: Path, manifest: Any) -> None:
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert {file["path"] for file in manifest["files"]} == present - {"manifest.json", "checksums.txt"}
    for file in manifest["files"]:
        content = (folder / file["path"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_gzips_hold_the_file_beside_them_and_no_clock(folder: Path) -> None:
    packed = sorted(folder.rglob("*.gz"))
    assert len(packed) == 2 + len(list((folder / "graphs").glob("*.ttl")))
    for path in packed:
        content = path.read_bytes()
        assert gzip.decompress(content) == path.with_suffix("").read_bytes()
        assert content[3:8] == b"\0" * 5, "a name or a time in the header"


def test_the_dump_is_sorted_and_canonical(folder: Path, manifest: Any) -> None:
    content = (folder / "communique.nq").read_bytes()
    lines = content.split(b"\n")
    assert lines == [*sorted(set(lines[:-1])), b""]
    dataset = Dataset(parse(path=folder / "communique.nq"))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert content == "".join(sorted(f"{quad} .\n" for quad in dataset)).encode()
    assert manifest["rdfc10_sha256"] == hashlib.sha256(content).hexdigest()


def test_counts_are_those_of_the_loaded_dump(store: Store, manifest: Any) -> None:
    counts = manifest["counts"]
    assert counts["quads"] == len(store)
    assert {key: counts[key] for key in _COUNTS} == {key: one(store, query) for key, query in _COUNTS.items()}
    graphs = {graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)}
    assert counts["per_graph"] == {
        graph: len(list(store.quads_for_pattern(None, None, None, NamedNode(graph)))) for graph in graphs
    }
    for document, claims in counts["claims_per_document"].items():
        said = f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a cmq:Claim ; cmq:accordingTo doc:{document} }}"
        assert claims == one(store, said)


def test_no_triple_is_in_two_graphs(store: Store) -> None:
    assert not store.query("ASK { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(?g != ?h) }")


def test_every_literal_comes_back_as_it_went_in(folder: Path, store: Store) -> None:
    written = {str(quad.object) for quad in parse(path=folder / "communique.nq")}
    assert {str(quad.object) for quad in store if str(quad.object).startswith('"')} <= written
    assert _isomorphic(list(parse(path=folder / "communique.nq")), list(store))


def test_the_graphs_together_are_the_whole(folder: Path, manifest: Any) -> None:
    union = [
        quad
        for graph in manifest["counts"]["per_graph"]
        for quad in _in(NamedNode(graph), folder / "graphs" / f"{graph.split('/graph/')[1].replace('/', '-')}.ttl")
    ]
    assert _isomorphic(union, list(parse(path=folder / "communique.nq")))


def test_the_turtle_of_everything_holds_every_triple(folder: Path, store: Store) -> None:
    everywhere = NamedNode("urn:x:everywhere")
    whole = [Quad(q.subject, q.predicate, q.object, everywhere) for q in store]
    assert _isomorphic(_in(everywhere, folder / "communique.ttl"), whole)


def test_the_dump_is_loaded_by_rdflib_too(folder: Path, manifest: Any) -> None:
    assert len(Graph().parse(folder / "communique.ttl")) == manifest["counts"]["triples"]


def test_the_json_ld_context_names_what_the_prefixes_name(folder: Path) -> None:
    context = json.loads((folder / "context.jsonld").read_text())["@context"]
    assert {key: context[key] for key in PREFIXES} == PREFIXES == json.loads((folder / "prefixes.json").read_text())
    declared = Store()
    declared.load(path=folder / "prefixes.ttl")
    head = f"PREFIX sh: <{NAMESPACES['sh']}> SELECT ?p ?n {{ ?o sh:declare [ sh:prefix ?p ; sh:namespace ?n ] }}"
    rows = declared.query(head)
    assert isinstance(rows, QuerySolutions)
    assert {row["p"].value: row["n"].value for row in rows} == PREFIXES


def test_examples_are_the_questions_and_their_queries_can_be_read(folder: Path) -> None:
    examples = Store()
    examples.load(path=folder / "examples.ttl")
    rows = examples.query(
        f"PREFIX sh: <{NAMESPACES['sh']}> SELECT ?q ?select {{ ?q a sh:SPARQLExecutable ; sh:select ?select }}"
    )
    assert isinstance(rows, QuerySolutions)
    queries = {row["q"].value: row["select"].value for row in rows}
    assert len(queries) == len(list((folder / "examples").glob("*.ttl"))) > 0
    for query in queries.values():
        # A SERVICE would be called: only its grammar is of interest here.
        Store().query(re.sub(r"SERVICE\s+(SILENT\s+)?<[^>]*>", "", query))


def test_void_and_dcat_point_at_files_that_are_there(folder: Path, manifest: Any) -> None:
    described = Store()
    for name in ("void.ttl", "dcat.ttl"):
        described.load(path=folder / name, base_iri=f"https://example.org/{folder.name}/{name}")
    files = {f"https://example.org/{folder.name}/{file['path']}": file for file in manifest["files"]}
    void, dcat, spdx = NAMESPACES["void"], NAMESPACES["dcat"], NAMESPACES["spdx"]
    dumps = {str(q.object)[1:-1] for q in described.quads_for_pattern(None, NamedNode(f"{void}dataDump"), None)}
    assert dumps == {address for address, file in files.items() if "quads" in file}
    rows = described.query(
        f"""SELECT ?url ?bytes ?sum {{ ?x <{dcat}downloadURL> ?url ; <{dcat}byteSize> ?bytes ;
            <{spdx}checksum>/<{spdx}checksumValue> ?sum }}"""
    )
    assert isinstance(rows, QuerySolutions)
    found = {row["url"].value: (int(row["bytes"].value), row["sum"].value) for row in rows}
    assert found == {url: (files[url]["bytes"], files[url]["sha256"]) for url in dumps}


_PARTS = {
    "SELECT ?c ?n { ?d dcterms:title ?t ; void:classPartition [ void:class ?c ; void:entities ?n ] }": (
        "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c"
    ),
    "SELECT ?p ?n { ?d dcterms:title ?t ; void:propertyPartition [ void:property ?p ; void:distinctObjects ?n ] }": (
        "SELECT ?p (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o } GROUP BY ?p"
    ),
    "SELECT ?g ?p ?n { [] sd:name ?g ; void:propertyPartition [ void:property ?p ; void:triples ?n ] }": (
        "SELECT ?g ?p (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ?p"
    ),
    "SELECT ?g ?c ?n { [] sd:name ?g ; void:classPartition [ void:class ?c ; void:entities ?n ] }": (
        "SELECT ?g ?c (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s a ?c } } GROUP BY ?g ?c"
    ),
}


def _rows(found: object) -> set[tuple[str, ...]]:
    assert isinstance(found, QuerySolutions)
    return {tuple(str(value) for value in row) for row in found}


@pytest.mark.parametrize("said", _PARTS, ids=["classes", "objects", "predicates of graphs", "classes of graphs"])
def test_void_says_what_count_queries_say(said: str, folder: Path, store: Store) -> None:
    described = Store()
    described.load(path=folder / "void.ttl", base_iri="https://example.org/void.ttl")
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in NAMESPACES.items())
    true = _rows(store.query(head + _PARTS[said], use_default_graph_as_union=True))
    assert _rows(described.query(head + said)) == true


def test_the_report_conforms(folder: Path) -> None:
    (report,) = (q for q in parse(path=folder / "report.ttl") if q.predicate.value.endswith("#conforms"))
    assert report.object.value == "true"


def test_citation_and_licence(folder: Path, manifest: Any) -> None:
    citation = yaml.safe_load((folder / "CITATION.cff").read_text())
    assert citation["version"] == folder.name and citation["title"] == manifest["title"]
    assert str(citation["date-released"]) == manifest["issued"]
    for licence in manifest["licences"].values():
        assert licence["address"] in (folder / "LICENSE.txt").read_text()


def test_no_path_of_the_machine_stands_in_it(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".gz":
            content = path.read_text(encoding="utf-8")
            assert str(folder.parent) not in content and str(Path.home()) + "/" not in content


def test_every_file_is_one_that_the_readme_names(folder: Path) -> None:
    named = re.findall(r"[\w.-]+(?:\.\w+|/)", (folder / "README.md").read_text().split("## Check it")[0])
    for path in folder.iterdir():
        name = f"{path.name}/" if path.is_dir() else path.name.removesuffix(".gz")
        assert name in named or name in ("README.md", "LICENSE.txt", "CITATION.cff", "checksums.txt"), name
