"""The protocol's dataset of an update, as the engine then understands it."""

import pytest
from pyoxigraph import RdfFormat, Store

from communique.service.engine.question import Failure
from communique.service.engine.writing.dataset import using

DATA = "<urn:a> { <urn:s> <urn:p> 1 } <urn:b> { <urn:s> <urn:p> 2 } <urn:s> <urn:p> 3 ."


def changed(update: str, default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> list[str]:
    """The lines of the store after an update with a dataset."""
    store = Store()
    store.load(DATA, format=RdfFormat.TRIG)
    store.update(using(update, default, named))
    return sorted(str(quad) for quad in store)


def line(value: int, graph: str = "") -> str:
    number = f'"{value}"^^<http://www.w3.org/2001/XMLSchema#integer>'
    return f"<urn:s> <urn:p> {number} <urn:{graph}>" if graph else f"<urn:s> <urn:p> {number}"


ALL = [line(1, "a"), line(2, "b"), line(3)]


@pytest.mark.parametrize(
    ("update", "default", "named", "expected"),
    [
        ("INSERT { GRAPH <urn:x> { ?s ?p ?o } } WHERE { ?s ?p ?o }", ("urn:a",), (), [*ALL, line(1, "x")]),
        ("INSERT { GRAPH <urn:x> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", (), ("urn:b",), [*ALL, line(2, "x")]),
        ("DELETE WHERE { ?s ?p ?o }", ("urn:a",), (), ALL),
        ("DELETE { GRAPH <urn:a> { ?s ?p ?o } } WHERE { ?s ?p ?o }", ("urn:a",), (), [line(2, "b"), line(3)]),
        ("delete { ?s ?p ?o } insert { ?s ?p 4 } where { ?s ?p ?o }", ("urn:b",), (), [*ALL, line(4)]),
        ("DELETE WHERE { GRAPH <urn:b> { ?s ?p ?o } }", (), ("urn:b",), [line(1, "a"), line(3)]),
        ("INSERT DATA { <urn:s> <urn:p> 4 } ; CLEAR GRAPH <urn:a>", ("urn:b",), (), [line(2, "b"), line(3), line(4)]),
        (
            "INSERT { GRAPH <urn:x> { ?s ?p ?o } } WHERE { ?s ?p ?o } ;\n# WHERE\nDELETE { ?s ?p 3 } WHERE { ?s ?p 2 }",
            ("urn:b",),
            (),
            [line(1, "a"), line(2, "b"), line(2, "x")],
        ),
    ],
)
def test_operations_see_the_dataset(
    update: str, default: tuple[str, ...], named: tuple[str, ...], expected: list[str]
) -> None:
    assert changed(update, default, named) == sorted(expected)


@pytest.mark.parametrize(
    "update", ["WITH <urn:a> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", "INSERT {} USING <urn:a> WHERE {}"]
)
def test_a_dataset_in_the_text_as_well_is_refused(update: str) -> None:
    with pytest.raises(Failure) as caught:
        using(update, ("urn:b",), ())
    assert caught.value.kind == "bad-request"
