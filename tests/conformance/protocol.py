"""Protocol and Graph Store Protocol tests: requests as the manifest gives them, responses held against it."""

from urllib.parse import urljoin, urlsplit

import pyoxigraph as ox

from communique.tests.conformance.answers import Rows, Text, Triples, Unreadable, media_type, parse
from communique.tests.conformance.cases import Case, Exchange, Expectation
from communique.tests.conformance.comparison import graph_difference
from communique.tests.conformance.endpoint import Endpoint
from communique.tests.conformance.evaluation import Evaluation
from communique.tests.conformance.wire import NoAnswer, Response, send

_FORMS: dict[str, type | tuple[type, ...]] = {"boolean": bool, "tabular": (Rows, Text), "RDF": Triples}


def check(case: Case, endpoint: Endpoint, evaluation: Evaluation) -> str:
    """An empty string where every response is as the manifest wants it, else what went wrong.

    The paths `/sparql/` and `/gsp` of the manifests stand for the endpoint's own.
    """
    endpoint.reset(evaluation.quads(case.content))
    location = "$LOCATION$"
    for number, exchange in enumerate(case.exchanges, 1):
        url = address(exchange, endpoint).replace("$LOCATION$", location)
        try:
            response = send(exchange.method, url, _headers(exchange, endpoint), exchange.body or None)
        except NoAnswer as error:
            return f"request {number}: {error}"
        if found := mismatch(response, exchange.expected, url):
            return f"request {number} ({exchange.method}): {found}"
        if created := response.header("location"):
            location = urljoin(url, created)
    return ""


def address(exchange: Exchange, endpoint: Endpoint) -> str:
    """Where a request of the manifest goes: query, update or graph store."""
    path, _, query = exchange.path.partition("?")
    if path.startswith("/gsp"):
        root = (endpoint.server.store or "") + path.removeprefix("/gsp")
    elif _is_update(exchange):
        root = endpoint.server.update or ""
    else:
        root = endpoint.server.query
    return root + (f"?{query}" if query else "")


def mismatch(response: Response, wanted: Expectation, url: str) -> str:
    """What is not as expected in a response, or an empty string."""
    code = str(response.status)
    if wanted.statuses and not {code, f"{code[0]}xx"} & wanted.statuses:
        start = response.body[:80].decode(errors="replace")
        return f"status {code}, expected {' or '.join(sorted(wanted.statuses))} {start!r}"
    if wanted.location and not urlsplit(response.header("location")).path:
        return "no Location header"
    content_type = response.header("content-type")
    # The manifest reads: headers and body together describe the content; headers alone ask for nothing.
    if wanted.body and media_type(content_type) != media_type(wanted.media_type or ""):
        return f"Content-Type '{content_type}', expected {wanted.media_type}"
    return _body_mismatch(response, wanted, url)


def _body_mismatch(response: Response, wanted: Expectation, url: str) -> str:
    if wanted.form is None and wanted.boolean is None and wanted.body is None:
        return ""
    try:
        answer = parse(response.body, response.header("content-type"), url)
    except Unreadable as error:
        return str(error)
    if wanted.form and not isinstance(answer, _FORMS[wanted.form]):
        return f"{type(answer).__name__} came back, expected {wanted.form}"
    if wanted.boolean is not None and answer is not wanted.boolean:
        return f"answered {answer}, expected {wanted.boolean}"
    if wanted.body is None:
        return ""
    triples = ox.parse(wanted.body, ox.RdfFormat.from_media_type(media_type(wanted.media_type or "")), base_iri=url)
    return graph_difference(answer.quads if isinstance(answer, Triples) else (), triples)


def _headers(exchange: Exchange, endpoint: Endpoint) -> list[tuple[str, str]]:
    """The manifest's headers, with the token where the request writes."""
    writes = exchange.path.startswith("/gsp") and exchange.method not in ("GET", "HEAD")
    return [*exchange.headers, *(endpoint.authorization() if writes or _is_update(exchange) else ())]


def _is_update(exchange: Exchange) -> bool:
    """Whether a request goes to the update address, where that is another: only a POST can be an update."""
    if exchange.path.startswith("/gsp") or exchange.method != "POST":
        return False
    declared = {name.lower(): value for name, value in exchange.headers}.get("content-type", "")
    body = exchange.body.decode(errors="replace")
    return "sparql-update" in declared or body.startswith(("update=", "CLEAR"))
