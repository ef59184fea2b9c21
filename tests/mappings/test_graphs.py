"""Graphs share no triple, and lose none."""

from hypothesis import given
from hypothesis import strategies as st

from communique.mappings.graphs import SHARED, disjoint, lines

TRIPLES = st.sets(st.tuples(*[st.sampled_from(["<a>", "<b>"])] * 3))
GRAPHS = st.dictionaries(st.sampled_from(["<g>", "<h>", "<i>"]), TRIPLES)


@given(GRAPHS)
def test_each_triple_is_in_one_graph(graphs: dict[str, set[tuple[str, str, str]]]) -> None:
    parted = disjoint(graphs)
    everything = [triple for triples in parted.values() for triple in triples]
    assert len(everything) == len(set(everything))
    assert set(everything) == set().union(*graphs.values())
    for name, triples in parted.items():
        homes = [{other for other, before in graphs.items() if triple in before} for triple in triples]
        assert all(home == {name} if name != SHARED else len(home) > 1 for home in homes)


def test_lines_are_n_quads() -> None:
    assert list(lines({"<g>": [("<a>", "<b>", '"c"')]})) == ['<a> <b> "c" <g> .']
