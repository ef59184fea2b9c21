"""Every way a request can fail, as problem+json (RFC 9457): the kind, its status, what it means, what to do."""

import json
from dataclasses import dataclass

from communique.service.engine.question import Failure

CONTENT_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of failure. `retry` is the number of seconds for Retry-After, where trying again can help."""

    status: int
    title: str
    hint: str
    retry: int | None = None


LESS = "Ask for less (LIMIT, fewer patterns, a more selective start), or download the dumps and query them locally."

PROBLEMS = {
    "syntax": Problem(400, "The query is malformed", "Correct the query at the place given."),
    "bad-request": Problem(400, "The request is malformed", "See the SPARQL 1.1 Protocol for what a request holds."),
    "query-patterns": Problem(400, "The query has too many parts", "Ask several queries, or give lists as VALUES."),
    "query-nesting": Problem(400, "The query is nested too deeply", "Use fewer brackets within brackets."),
    "service-syntax": Problem(400, "SERVICE is not understood", "Correct the clause at the place given."),
    "content": Problem(400, "The content of the graph is malformed", "Correct it at the place given."),
    "reconcile-query": Problem(
        400, "The batch of names is malformed", "See the Entity Reconciliation API, or OpenRefine."
    ),
    "unauthorized": Problem(401, "Writing takes a token", "Send it as `Authorization: Bearer TOKEN`."),
    "load-denied": Problem(403, "LOAD is not allowed", "Fetch the document, and send it by Graph Store Protocol."),
    "service-denied": Problem(
        403, "SERVICE may not ask this endpoint", "Query the other endpoint first; send its rows as VALUES."
    ),
    "read-only": Problem(403, "This endpoint is read-only", "Load the dumps into a store of your own."),
    "not-found": Problem(404, "There is no such thing here", "Begin at the home page, or ask the SPARQL endpoint."),
    "conflict": Problem(409, "The update does not fit what is there", "Use SILENT where that does not matter."),
    "gone": Problem(410, "This thing was withdrawn", "Nothing replaces it; older releases still describe it."),
    "method": Problem(405, "The method is not allowed", "Use one of the methods in the Allow header."),
    "not-acceptable": Problem(406, "No accepted media type can be sent", "Accept one of the media types named."),
    "request-time": Problem(408, "The request did not arrive in time", "Send it without pauses."),
    "query-bytes": Problem(413, "The query is too long", "Send VALUES in batches."),
    "update-bytes": Problem(413, "The content is too long", "Send it in parts, with POST."),
    "reconcile-names": Problem(413, "The batch has too many names", "Send several batches."),
    "reconcile-bytes": Problem(413, "The batch of names is too long", "Send several batches."),
    "url-bytes": Problem(414, "The address is too long", "Send the query by POST."),
    "media-type": Problem(415, "The media type of the request is not supported", "Send one of the media types named."),
    "range": Problem(416, "There are no such bytes", "Ask for bytes within the size given in Content-Range."),
    "unsupported": Problem(422, "The engine cannot evaluate this", "Use the functions of SPARQL 1.1 and XPath."),
    "store-refused": Problem(422, "The store behind this endpoint refuses the query", "Write it in another way."),
    "memory": Problem(422, "The query needs too much memory", LESS),
    "result-bytes": Problem(422, "The result is too large", LESS),
    "result-rows": Problem(422, "The result has too many rows", LESS),
    "rate": Problem(429, "Too many requests", "Wait for the time in Retry-After; ask for more at once, less often."),
    "header-bytes": Problem(431, "The header fields are too large", "Send fewer or shorter header fields."),
    "service-budget": Problem(
        422, "SERVICE would fetch too much", "Bind more variables before SERVICE, or ask for less."
    ),
    "service-failed": Problem(502, "The other endpoint failed", "Try again later; SERVICE SILENT goes on without it."),
    "service-timeout": Problem(504, "The other endpoint took too long", "Ask it for less; SILENT goes on without it."),
    "store": Problem(502, "The store behind this endpoint failed", "Try again after the time in Retry-After.", 5),
    "busy": Problem(503, "The endpoint is busy", "Try again after the time in Retry-After, one query at a time.", 2),
    "not-ready": Problem(503, "No release is held yet", "Try again after the time in Retry-After.", 2),
    "stopping": Problem(503, "The service stops", "Try again after the time in Retry-After.", 5),
    "interrupted": Problem(503, "The evaluation was interrupted", "Try again.", 1),
    "crash": Problem(503, "The engine crashed on this query", "Write it in another way; other queries go on."),
    "deadline": Problem(504, "The query took too long", LESS),
    "reconcile-seconds": Problem(504, "The batch of names took too long", "Send smaller batches, or give a type."),
    "storage": Problem(507, "The change cannot be kept", "Nothing was changed; the operator finds why in the log."),
}


def render(failure: Failure) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Status, header fields and body for a failure."""
    problem = PROBLEMS[failure.kind]
    content = {
        "type": f"/problems#{failure.kind}",
        "title": problem.title,
        "status": problem.status,
        "detail": failure.detail,
        "hint": problem.hint,
    } | {key: value for key, value in failure.more.items() if key != "headers"}
    body = json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
    headers = [(b"content-type", CONTENT_TYPE.encode()), (b"cache-control", b"no-store")]
    if problem.retry is not None:
        headers.append((b"retry-after", str(problem.retry).encode()))
    headers += failure.more.get("headers", [])
    return problem.status, headers, body
