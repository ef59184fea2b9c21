"""Syntax tests: whether a query or an update is accepted or rejected as it must be, whatever it would then answer."""

from pathlib import Path

from communique.tests.conformance.cases import Case
from communique.tests.conformance.graph import official
from communique.tests.conformance.target import Reply, Target


def check(case: Case, target: Target, folder: Path) -> str:
    """An empty string where the test passes, else what went wrong.

    Only 400 says "not SPARQL": a positive test may still be refused for what it does (a LOAD of a graph that is
    not there, a SERVICE that policy denies), and a negative one must be refused for its text.
    """
    if case.request is None:
        raise ValueError(f"{case.iri} has no request")
    target.reset([])
    text, base = case.request.read_bytes().decode("utf-8"), official(case.request, folder)
    is_update = "Update" in case.kind
    reply = target.update(text, base) if is_update else target.query(text, base, "*/*")
    return _verdict(reply, positive=case.kind.startswith("Positive"))


def _verdict(reply: Reply, *, positive: bool) -> str:
    if positive:
        return f"rejected: {reply.said()}" if reply.status == 400 else ""
    return "" if reply.status == 400 else f"not rejected: {reply.said()}"
