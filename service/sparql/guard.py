"""What is looked at before a query reaches the engine: its length, its nesting, SERVICE, and whether it names its dataset."""

from communique.service.engine.limits import Limits
from communique.service.engine.question import Failure
from communique.service.engine.scanner import outline

_NO_DATASET = False


def inspect(text: str, limits: Limits) -> bool:
    """Whether the query has a FROM clause; raises Failure for a query that the engine should not see.

    Most queries are let through by a few counts; only those that could be a problem are scanned.
    """
    if len(text) > limits.query_bytes or (
        not text.isascii() and len(text.encode("utf-8", "replace")) > limits.query_bytes
    ):
        raise Failure("query-bytes", f"the query has more than {limits.query_bytes} bytes")
    lower = text.lower()
    brackets = text.count("{") + text.count("(") + text.count("[")
    if brackets <= limits.query_nesting and "from" not in lower and "service" not in lower:
        return _NO_DATASET
    found = outline(text)
    if found.depth > limits.query_nesting:
        raise Failure(
            "query-nesting", f"the query is nested {found.depth} levels deep; {limits.query_nesting} are allowed"
        )
    if found.service:
        raise Failure("service-denied", "this endpoint calls no other endpoint")
    return found.dataset
