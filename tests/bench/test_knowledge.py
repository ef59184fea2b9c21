"""The generated knowledge base: exact, without repetition, and such that every query of the bench finds something."""

import json
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from communique.bench.answers import sizes
from communique.bench.knowledge import Knowledge
from communique.bench.queries import named
from communique.bench.records import Curated
from communique.bench.release import Generated, empty, generate, write
from communique.bench.world import World
from communique.mappings.documents import map_document

SIZE = 20_000


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    return generate(tmp_path_factory.mktemp("bench"), SIZE)


def test_as_many_triples_as_asked_for_and_none_twice() -> None:
    lines = list(Knowledge(SIZE).lines())
    triples = {line[: line.rindex(" <")] for line in lines}
    assert len(lines) == len(triples) == SIZE


def test_the_seed_decides_every_byte() -> None:
    one, same, other = (list(Knowledge(5000, seed).lines()) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_popularity_follows_rank() -> None:
    world = World(1_000_000, 1)
    drawn = Counter(world.party() for _ in range(20_000))
    assert drawn[0] > 1.5 * drawn[1] > 2 * drawn[5]
    assert max(drawn) < world.parties


def test_the_release_is_what_its_manifest_says(data: Generated) -> None:
    manifest = json.loads((data.folder / "manifest.json").read_text(encoding="utf-8"))
    quads = list(ox.parse(path=str(data.dump), format=ox.RdfFormat.N_QUADS))
    assert manifest["counts"]["quads"] == sum(manifest["counts"]["per_graph"].values()) == len(quads) == SIZE
    assert data.dump.read_text(encoding="utf-8").splitlines() == sorted(data.dump.read_text("utf-8").splitlines())
    assert (data.releases / "current").resolve() == data.folder.resolve()
    assert data.folder.name.endswith(manifest["rdfc10_sha256"][:12])


def test_a_release_that_is_there_is_not_made_again(data: Generated) -> None:
    before = data.dump.stat().st_mtime_ns
    again = generate(data.releases, SIZE)
    assert again == data
    assert data.dump.stat().st_mtime_ns == before


def test_any_dataset_can_be_a_release(tmp_path: Path) -> None:
    quad = ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"), ox.NamedNode("urn:g"))
    name = write(tmp_path, "mine", [quad])
    assert (tmp_path / name / "communique.nq").read_text("utf-8") == '<urn:s> <urn:p> "o" <urn:g> .\n'
    assert (empty(tmp_path) / "current" / "communique.nq").read_bytes() == b""


def test_every_query_finds_something(data: Generated) -> None:
    queries = named(data)
    found = sizes(data, queries)
    assert len(queries) == 10
    assert all(found[query.name] for query in queries if query.name not in ("ask", "search", "construct")), found
    store = ox.Store()
    store.bulk_load(path=str(data.dump), format=ox.RdfFormat.N_QUADS)
    for query in queries:
        answers = [store.query(text, use_default_graph_as_union=True) for text in query.variants]
        assert any(bool(a) if isinstance(a, ox.QueryBoolean) else next(iter(a), None) for a in answers), query.name


def test_generated_records_are_mapped(tmp_path: Path) -> None:
    curated = Curated(8000)
    mapped = [map_document(document) for document in curated.documents()]
    assert sum(found.claims for found in mapped) >= 400
    assert {ref.ref.partition("/")[0] for ref in curated.things()} == {"party", "event", "place"}
