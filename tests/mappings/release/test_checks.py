"""The checks before writing: each finds its fault, names it, and finds nothing in the sample."""

from communique.mappings.release.checks import overlaps, straying
from communique.tests.mappings.release.sample import sample_lines


def test_nothing_is_wrong_with_the_sample() -> None:
    lines = sample_lines()
    assert [*overlaps(lines), *straying(lines)] == []


def test_a_triple_in_two_graphs() -> None:
    triple = '<a:s> <a:p> "two words"'
    found = list(overlaps(sorted([f"{triple} <a:g> .", f"{triple} <a:h> .", '<a:s> <a:p> "two" <a:h> .'])))
    assert len(found) == 1
    assert found[0].startswith(f"in two graphs, <a:g> and <a:h>: {triple}")


def test_a_blank_node_in_two_graphs() -> None:
    found = list(
        straying(["<a:s> <a:p> _:c14n0 <a:g> .", "_:c14n0 <a:p> <a:o> <a:h> .", "_:c14n1 <a:p> <a:o> <a:h> ."])
    )
    assert len(found) == 1
    assert found[0].startswith("blank node _:c14n0 in more than one graph: <a:g>, <a:h>")
