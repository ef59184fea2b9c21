"""The rows of a result, counted from its bytes, whatever stands in its values and however it is cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from communique.service.engine import formats
from communique.service.engine.rows import Rows

AWKWARD = st.sampled_from(['}},{"', '"}},{"x":', "\r\n", "\n", '"', '""', '"\r\n"', "<result>", "},{", ",", "\\", "a"])


@pytest.mark.parametrize("name", sorted(formats.SOLUTIONS))
@given(st.lists(st.lists(AWKWARD, max_size=4).map("".join), max_size=12, unique=True), st.data())
def test_rows_are_counted(name: str, texts: list[str], data: st.DataObject) -> None:
    store = Store()
    store.extend(Quad(NamedNode("urn:s"), NamedNode(f"urn:p{i}"), Literal(text)) for i, text in enumerate(texts))
    found = store.query("SELECT ?o ?p { ?s ?p ?o }")
    assert isinstance(found, QuerySolutions)
    content = found.serialize(format=formats.SOLUTIONS[name].writer)  # type: ignore[arg-type]
    assert content is not None
    cuts = sorted({0, len(content), *data.draw(st.lists(st.integers(0, len(content)), max_size=8))})
    rows, counted = Rows(name), 0
    for start, end in pairwise(cuts):
        counted = rows.add(content[start:end])
    assert counted == len(texts) or (not texts and name == "json" and counted == 1)
