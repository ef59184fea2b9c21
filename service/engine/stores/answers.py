"""Reads what another store answers, as it comes, into the engine's own results; nothing cut short passes for whole."""

import http.client
from collections.abc import Iterator

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from communique.service.engine.question import Failure
from communique.service.engine.sink import Sink
from communique.service.engine.stores.client import reported

TRUE = '{"head":{},"boolean":true}'
FALSE = '{"head":{},"boolean":false}'
# How Virtuoso says with a status of 200 that rows are missing: the query ran out of its time there, or rows were cut.
CUT = ("X-SQL-State", "X-SPARQL-MaxRows")


class Body:
    """The body of a response as pyoxigraph reads files; raises Failure beyond `most` bytes and where it is cut."""

    def __init__(self, response: http.client.HTTPResponse, most: int) -> None:
        self._response = response
        self._left = most

    def read(self, size: int = -1) -> bytes:
        """Some bytes, none at the end."""
        with reported():
            data = self._response.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise Failure("result-bytes", "the store sends more than one result may hold")
        if not data and self._response.length:
            raise Failure("store", f"the store sent {self._response.length} bytes less than it said")
        return data


def solutions(response: http.client.HTTPResponse, most: int) -> QuerySolutions | QueryBoolean:
    """The rows of a SELECT, or the truth of an ASK; raises Failure for anything else."""
    form = QueryResultsFormat.from_media_type(_media_type(response))
    if form is None:
        raise _unexpected(response)
    try:
        return parse_query_results(Body(response, most), form)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise malformed(error) from None


def boolean(found: QuerySolutions | QueryBoolean) -> QueryBoolean:
    """The answer to an ASK; Virtuoso 7.2.5 gives it as a table of one row, with 1 in it or 0."""
    if isinstance(found, QueryBoolean):
        return found
    try:
        values = [getattr(term, "value", "") for row in found for term in row]
    except SyntaxError as error:
        raise malformed(error) from None
    true = bool(values) and values[0] not in ("0", "false")
    result = parse_query_results(TRUE if true else FALSE, QueryResultsFormat.JSON)
    assert isinstance(result, QueryBoolean)
    return result


def write(found: QuerySolutions | QueryBoolean, shape: object, sink: Sink, writer: object) -> None:
    """Write an answer as it comes; `shape` is a result of the form that it must have. Raises Failure."""
    result = boolean(found) if isinstance(shape, QueryBoolean) else found
    if type(result) is not type(shape):
        raise Failure("store", "the store answered another question")
    try:
        result.serialize(sink, writer)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise malformed(error) from None


def triples(response: http.client.HTTPResponse, most: int) -> Iterator[Triple]:
    """The triples of a CONSTRUCT or DESCRIBE, each as soon as it is there; raises Failure."""
    form = RdfFormat.from_media_type(_media_type(response))
    if form is None:
        raise _unexpected(response)
    if response.length is None and not response.chunked:  # triples can end anywhere; this answer could, too
        raise Failure("store", "the store does not say how long its answer is, so that a cut one would look whole")
    try:
        for quad in parse(Body(response, most), form, base_iri=response.url):  # type: ignore[arg-type]
            yield quad.triple
    except SyntaxError as error:
        raise malformed(error) from None


def malformed(error: SyntaxError) -> Failure:
    """The failure for an answer that cannot be read."""
    return Failure("store", f"the store broke off its answer, or sent one that cannot be read ({error})"[:500])


def _media_type(response: http.client.HTTPResponse) -> str:
    cut = next((name for name in CUT if response.headers.get(name)), None)
    if cut is not None:
        raise Failure("store", f"the store sent a part of the result only ({cut}: {response.headers[cut]})")
    return response.headers.get_content_type()


def _unexpected(response: http.client.HTTPResponse) -> Failure:
    return Failure("store", f"the store answered with {response.headers.get_content_type()}, which was not asked for")
