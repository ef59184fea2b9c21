"""Real stores as the other side: each gives what it would give if its data were here, values unchanged."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from communique.service.federation import Federation
from communique.tests.service.federation.endpoints import run, towards
from communique.tests.service.federation.local import PREFIX, Bag, Engine, bag, store
from communique.tests.targets.oxigraph import load, oxigraph
from communique.tests.targets.process import NotStarted, Server
from communique.tests.targets.virtuoso import virtuoso

OURS = "".join(f":p{number} :item :i{number} ; :name 'n{number}'@en . " for number in range(30)) + ":p0 :item _:none ."
THEIRS = (
    "".join(
        f":i{number} :born {1900 + number} ; :label 'Name {number}'@en, 'Имя {number}'@ru . " for number in range(40)
    )
    + ":i1 :ended '2011-03-09'^^<http://www.w3.org/2001/XMLSchema#date> ; :site <http://example.org/é?a=b&c> ."
    + ":i2 :note 'a \"quoted\"\\nline \\\\u0041 <b>&amp;</b>' ; :next :i3 . :i3 :next :i4 . :i4 :near [ :label 'b' ] ."
)
QUERIES = {
    "bind join": "?p :item ?i SERVICE :one { ?i :born ?year }",
    "option first": "?p :item ?i SERVICE :one { OPTIONAL { ?i :ended ?end } OPTIONAL { ?i :born ?year } }",
    "option": "?p :item ?i SERVICE :one { ?i :born ?year OPTIONAL { ?i :ended ?end } }",
    "option around": "?p :item ?i OPTIONAL { SERVICE :one { ?i :ended ?end } }",
    "minus": "?p :item ?i MINUS { SERVICE :one { ?i :ended ?end } }",
    "union": "?p :item ?i SERVICE :one { { ?i :site ?x } UNION { ?i :note ?x } }",
    "filter": "?p :item ?i SERVICE :one { ?i :label ?label FILTER(LANG(?label) = 'ru') }",
    "path": "?p :item ?i SERVICE :one { :i2 :next+ ?i }",  # Virtuoso wants to know where a path starts
    "sub-select": "?p :item ?i SERVICE :one { { SELECT ?i (COUNT(?l) AS ?n) { ?i :label ?l } GROUP BY ?i } }",
    "values": "SERVICE :one { VALUES ?i { :i1 :i2 } ?i :label ?label }",
    "all": "SERVICE :one { ?i :born ?year } FILTER(?year > 1930)",
    "text": "SERVICE :one { ?i :note ?note }",
    "nothing": "?p :item ?i SERVICE :one { ?i :none ?x }",
    "no variables": "?p :name 'n1'@en SERVICE :one { :i2 :next :i3 }",
    "exists": "?p :item ?i FILTER NOT EXISTS { SERVICE :one { ?i :ended ?end } }",
}


@contextmanager
def filled_oxigraph(data: Path) -> Iterator[Server]:
    load(data.parent / "store", data)
    with oxigraph(data.parent / "store", read_only=True) as server:
        yield server


STARTERS = {"oxigraph": filled_oxigraph, "virtuoso": virtuoso}


def without_labels(found: Bag) -> Bag:
    """The same solutions with blank nodes all alike: two results never share their labels."""
    alike = Counter[frozenset[tuple[str, str]]]()
    for row, count in found.items():
        alike[frozenset((name, "_:" if value.startswith("_:") else value) for name, value in row)] += count
    return alike


@pytest.fixture(scope="module", params=STARTERS)
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = Path(tmp_path_factory.mktemp("theirs")) / "theirs.nq"
    store(THEIRS).dump(data, format=RdfFormat.N_QUADS)
    with ExitStack() as stack:
        try:
            server = stack.enter_context(STARTERS[request.param](data))
        except NotStarted as reason:
            pytest.skip(str(reason))
        yield server


@pytest.mark.parametrize("group", QUERIES.values(), ids=QUERIES)
@pytest.mark.parametrize("bindings", [1_000, 1], ids=["sent along", "fetched whole"])
def test_same_as_if_here(group: str, bindings: int, other: Server) -> None:
    local = store(OURS)

    async def resolved() -> str:
        ours = Federation(towards(other.query, bindings=bindings, batch=10))
        try:
            return await ours.resolve(f"{PREFIX}SELECT * {{ {group} }}", Engine(local))
        finally:
            await ours.close()

    both = Store()
    both.load((PREFIX + OURS + f":one {{ {THEIRS} }}").encode(), format=RdfFormat.TRIG)
    expected = bag(both, f"{PREFIX}SELECT * {{ {group.replace('SERVICE', 'GRAPH')} }}")
    assert without_labels(bag(local, run(resolved()))) == without_labels(expected)
