"""Whether two answers are the same: bags of rows and graphs up to blank nodes' names, sequences where order counts."""

from collections import Counter
from collections.abc import Iterable

import pyoxigraph as ox

from communique.tests.conformance.answers import Answer, Row, Rows, Text, Triples
from communique.tests.conformance.terms import by_value, same_value

_NS = "urn:x-communique:comparison#"
_WIDTH, _COUNT, _INDEX = (ox.NamedNode(_NS + name) for name in ("width", "count", "index"))
_SHOWN = 3


def difference(actual: Answer, wanted: Answer, *, ordered: bool = False, exact: bool = False) -> str:
    """An empty string where the answers agree, else what differs, in a line.

    `ordered`: the sequence of rows counts. `exact`: the lexical form of numbers and the order of columns count too,
    as in tests of the formats themselves.
    """
    if isinstance(actual, Text) and isinstance(wanted, Text):
        return _cells(actual, wanted, ordered)
    if isinstance(actual, Rows) and isinstance(wanted, Rows):
        return _rows(actual, wanted, ordered, exact)
    if isinstance(actual, Triples) and isinstance(wanted, Triples):
        return graph_difference(actual.quads, wanted.quads)
    if isinstance(actual, bool) and actual is wanted:
        return ""
    return f"answered {_show(actual)}, expected {_show(wanted)}"


def graph_difference(actual: Iterable[ox.Quad], wanted: Iterable[ox.Quad]) -> str:
    """As `difference`, for datasets."""
    one, other = (_canonical(map(same_value, quads)) for quads in (actual, wanted))
    return "" if one == other else _explain(one - other, other - one)


def _canonical(quads: Iterable[ox.Quad]) -> frozenset[str]:
    """The quads as text, with blank nodes named by what they are connected to."""
    dataset = ox.Dataset(quads)
    # RDFC-1.0 knows no triple terms; this algorithm does, and both sides go through the same version of it.
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(str(quad) for quad in dataset)


def _rows(actual: Rows, wanted: Rows, ordered: bool, exact: bool) -> str:
    if set(actual.columns) != set(wanted.columns) or (exact and actual.columns != wanted.columns):
        return f"columns {', '.join(actual.columns)}; expected {', '.join(wanted.columns)}"
    one, other = (_aligned(answer, wanted.columns, exact) for answer in (actual, wanted))
    if _canonical(_encode(one, ordered)) == _canonical(_encode(other, ordered)):
        return ""
    if ordered and _canonical(_encode(one, False)) == _canonical(_encode(other, False)):
        return "the right rows in another order"
    surplus, missing = Counter(map(_line, one)), Counter(map(_line, other))
    return _explain((surplus - missing).elements(), (missing - surplus).elements())


def _aligned(answer: Rows, columns: tuple[str, ...], exact: bool) -> list[Row]:
    """The rows with their columns in the same order."""
    order = [answer.columns.index(name) for name in columns]
    return [
        tuple(None if (term := row[i]) is None else term if exact else by_value(term) for i in order)
        for row in answer.rows
    ]


def _encode(rows: list[Row], ordered: bool) -> Iterable[ox.Quad]:
    """Rows as a graph, so that the comparison of graphs settles the blank nodes they share."""
    weighed = [(row, index) for index, row in enumerate(rows)] if ordered else list(Counter(rows).items())
    for number, (row, weight) in enumerate(weighed):
        node = ox.BlankNode(f"row{number}")
        yield ox.Quad(node, _INDEX if ordered else _COUNT, ox.Literal(weight))
        yield ox.Quad(node, _WIDTH, ox.Literal(len(row)))
        for column, term in enumerate(row):
            if term is not None:
                yield ox.Quad(node, ox.NamedNode(f"{_NS}column{column}"), term)


def _cells(actual: Text, wanted: Text, ordered: bool) -> str:
    if actual.header != wanted.header:
        return f"columns {', '.join(actual.header)}; expected {', '.join(wanted.header)}"
    one, other = _unnamed(actual), _unnamed(wanted)
    if one == other or (not ordered and sorted(one) == sorted(other)):
        return ""
    surplus, missing = Counter(map(",".join, one)), Counter(map(",".join, other))
    return _explain((surplus - missing).elements(), (missing - surplus).elements())


def _unnamed(text: Text) -> list[tuple[str, ...]]:
    """Blank nodes numbered as they first appear: in CSV only their pattern says anything."""
    names: dict[str, str] = {}
    return [
        tuple(names.setdefault(cell, f"_:b{len(names)}") if cell.startswith("_:") else cell for cell in row)
        for row in text.rows
    ]


def _line(row: Row) -> str:
    return " ".join("UNDEF" if term is None else str(term) for term in row)


def _explain(surplus: Iterable[str], missing: Iterable[str]) -> str:
    parts = []
    for label, found in (("unexpected", sorted(surplus)), ("missing", sorted(missing))):
        if found:
            more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            parts.append(f"{label}: {'; '.join(found[:_SHOWN])}{more}")
    return ", ".join(parts) or "the right terms with blank nodes connected otherwise"


def _show(answer: Answer) -> str:
    match answer:
        case bool():
            return "true" if answer else "false"
        case Rows() | Text():
            return f"{len(answer.rows)} rows"
        case Triples():
            return f"a graph of {len(answer.quads)} triples"
