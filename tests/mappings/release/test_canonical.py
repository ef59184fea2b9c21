"""The canonical form: the official suite of RDFC-1.0, and what we add around it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, parse

from communique.mappings.release.canonical import canonical, digest, renamed
from communique.mappings.release.errors import Refused
from communique.tests.shared import shared

_MANIFEST = "https://w3c.github.io/rdf-canon/tests/manifest"
_RESULT = NamedNode("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#result")


def _official(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Input and expected output of each evaluation test with SHA-256."""
    about: dict[str, dict[str, str]] = {}
    for quad in parse(path=folder / "manifest.ttl", base_iri=_MANIFEST):
        about.setdefault(quad.subject.value, {})[quad.predicate.value.rpartition("#")[2]] = quad.object.value
    for test in about.values():
        if test.get("type", "").endswith("#RDFC10EvalTest") and "hashAlgorithm" not in test:
            yield tuple(folder / "rdfc10" / test[key].rpartition("/")[2] for key in ("action", "result"))  # type: ignore[misc]


def test_official_suite() -> None:
    tests = list(_official(shared("suites/rdf-canon/tests")))
    failed = [action.name for action, result in tests if renamed(action.read_bytes()) != result.read_text("utf-8")]
    assert len(tests) == 63
    assert failed == []


def test_a_poisonous_graph_is_refused_in_time() -> None:
    # Test 074 of the suite, made to be too dear for every implementation.
    poison = shared("suites/rdf-canon/tests/rdfc10/test074-in.nq").read_text("utf-8").replace(" .\n", " <g:g> .\n")
    with pytest.raises(Refused, match="too alike"):
        canonical(parse(poison, RdfFormat.N_QUADS), deadline=1.0)


_NODES = st.one_of(st.sampled_from("abc").map(BlankNode), st.sampled_from("xyz").map(lambda x: NamedNode(f"urn:x:{x}")))
_VALUES = st.one_of(_NODES, st.text('_:<>"\\\n\r\t\u0085\u2028\x7fé ', max_size=4).map(Literal))
_GRAPHS = st.sampled_from("gh").map(lambda x: NamedNode(f"urn:g:{x}"))
_QUADS = st.lists(st.builds(Quad, _NODES, st.just(NamedNode("urn:x:p")), _VALUES, _GRAPHS), max_size=8)


@given(_QUADS)
def test_equals_the_canonical_form_of_all_quads_together(quads: list[Quad]) -> None:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    # One process for the blank nodes takes a tenth of a second; here it must not be paid a hundred times.
    ground = [q for q in quads if not isinstance(q.subject, BlankNode) and not isinstance(q.object, BlankNode)]
    rest = "".join(f"{q} .\n" for q in quads if q not in ground)
    lines = sorted({*canonical(ground), *renamed(rest.encode()).split("\n")[:-1]})
    assert lines == sorted(f"{quad} ." for quad in dataset)


def test_names_of_blank_nodes_do_not_matter() -> None:
    def quads() -> list[Quad]:
        one, two = BlankNode(), BlankNode()
        graph = NamedNode("urn:g:g")
        return [Quad(one, NamedNode("urn:x:p"), two, graph), Quad(two, NamedNode("urn:x:p"), Literal("é\u2028"), graph)]

    first, second = canonical(quads()), canonical(reversed(quads()))
    assert first == second == ["_:c14n0 <urn:x:p> _:c14n1 <urn:g:g> .", '_:c14n1 <urn:x:p> "é\u2028" <urn:g:g> .']


def test_a_quad_in_no_graph_is_refused() -> None:
    with pytest.raises(Refused, match="in no named graph: <urn:x:s> <urn:x:p> <urn:x:o>"):
        canonical([Quad(NamedNode("urn:x:s"), NamedNode("urn:x:p"), NamedNode("urn:x:o"))])


def test_the_hash_is_that_of_the_file() -> None:
    lines = ["<a:a> <a:b> <a:c> <a:g> .", '<a:a> <a:b> "é" <a:g> .']
    assert digest(lines) == hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
