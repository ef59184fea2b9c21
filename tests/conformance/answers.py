"""Answers to queries as values that can be compared: a boolean, rows of terms, or a graph."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from communique.tests.conformance.graph import official

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]

RESULTS = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


class Unreadable(ValueError):
    """A body that is not what its media type says, or of a type that no answer may have."""


@dataclass(frozen=True)
class Rows:
    """A solution sequence; `columns` in the order of the answer, None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Text:
    """A CSV answer: its cells are plain text that tells no kinds of term apart."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Triples:
    quads: tuple[ox.Quad, ...]


Answer = bool | Rows | Text | Triples


def media_type(header: str) -> str:
    """The bare media type of a Content-Type header."""
    return header.partition(";")[0].strip().lower()


def parse(body: bytes, content_type: str, base: str | None = None) -> Answer:
    """What a response holds; RDF is read relative to `base`.

    Raises Unreadable for a malformed body or an unknown media type.
    """
    kind = media_type(content_type)
    try:
        if kind == "text/csv":
            return _text(body)
        if results := ox.QueryResultsFormat.from_media_type(kind):
            return _results(ox.parse_query_results(body, results))
        if rdf := ox.RdfFormat.from_media_type(kind):
            return Triples(tuple(ox.parse(body, rdf, base_iri=base)))
    except (SyntaxError, ValueError, UnicodeDecodeError) as error:
        raise Unreadable(f"not well-formed {kind}: {error}") from error
    raise Unreadable(f"'{content_type}' is the media type of no answer to a query")


def expected(path: Path, folder: Path) -> Answer:
    """The answer that a result file of the suites holds."""
    if path.suffix in (".csv", ".srx", ".srj", ".tsv"):
        return parse(path.read_bytes(), RESULTS[path.suffix])
    quads = tuple(ox.parse(path=str(path), base_iri=official(path, folder)))
    if any(quad.predicate.value == _RS + "resultVariable" for quad in quads):
        return _result_set(quads)
    return Triples(quads)


def _results(parsed: ox.QueryBoolean | ox.QuerySolutions) -> Answer:
    if isinstance(parsed, ox.QueryBoolean):
        return bool(parsed)
    columns = tuple(variable.value for variable in parsed.variables)
    return Rows(columns, tuple(tuple(solution[name] for name in columns) for solution in parsed))


def _text(body: bytes) -> Text:
    rows = [tuple(row) for row in csv.reader(io.StringIO(body.decode("utf-8"), newline=""))]
    if not rows:
        raise ValueError("CSV without a header line")
    return Text(rows[0], tuple(rows[1:]))


def _result_set(quads: tuple[ox.Quad, ...]) -> Rows:
    """A solution sequence written in RDF, the oldest of the suites' formats."""

    def objects(subject: object, name: str) -> list[Term]:
        return [q.object for q in quads if q.subject == subject and q.predicate.value == _RS + name]

    names = [q.object for q in quads if q.predicate.value == _RS + "resultVariable"]
    columns = tuple(sorted(name.value for name in names if isinstance(name, ox.Literal)))
    rows = []
    for solution in (q.object for q in quads if q.predicate.value == _RS + "solution"):
        bound: dict[str, Term] = {}
        for binding in objects(solution, "binding"):
            name = objects(binding, "variable")[0]
            if isinstance(name, ox.Literal):
                bound[name.value] = objects(binding, "value")[0]
        rows.append(tuple(bound.get(column) for column in columns))
    return Rows(columns, tuple(rows))
