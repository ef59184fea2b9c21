"""What is looked at before the engine sees a query: its nesting, SERVICE, whether it names its dataset, and chance.

It runs in the worker: a scan of the longest query takes half a second, which the web process does not have.
"""

from communique.service.engine.question import Failure
from communique.service.engine.scanner import outline, tokens

CHANCE = ("RAND", "NOW", "UUID", "BNODE")  # functions that answer otherwise each time; STRUUID ends like UUID


def inspect(text: str, nesting: int, patterns: int) -> bool:
    """Whether the query has a FROM clause; raises Failure for a query that the engine should not see.

    Most queries are let through by a few counts; only those that could be a problem are scanned.
    """
    lower = text.lower()
    brackets = text.count("{") + text.count("(") + text.count("[") + text.count("<<")
    short = len(text) <= patterns and brackets <= nesting
    if short and "from" not in lower and "service" not in lower:
        return False
    found = outline(text)
    if found.depth > nesting:
        raise Failure("query-nesting", f"the query is nested {found.depth} levels deep; {nesting} are allowed")
    if found.parts > patterns:
        raise Failure("query-patterns", f"the query has {found.parts} patterns and operators; {patterns} are allowed")
    if found.service:
        raise Failure("service-denied", "this endpoint calls no other endpoint")
    return found.dataset


def stable(text: str) -> bool:
    """Whether a well-formed query surely has the same answer each time, as long as the data are the same."""
    upper = text.upper()
    if "\\U" in upper or "SERVICE" in upper:  # a letter of a name may be escaped; what others say changes
        return False
    if not any(name in upper for name in CHANCE):
        return True
    word = ""
    for token in tokens(text):
        value = token.group()
        if value == "(" and word.endswith(CHANCE):
            return False
        word = value.upper() if token.lastgroup == "word" else ""
    return True
