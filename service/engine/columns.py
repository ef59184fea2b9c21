"""`SELECT *` with its columns in the order of the query: the engine would sort them by the alphabet.

The star is replaced by the variables that the engine finds in scope, in the order in which the text first names them.
"""

import re

from pyoxigraph import QuerySolutions, Store

from communique.service.engine.scanner import outline

_STAR = re.compile(r"SELECT\s*(?:DISTINCT|REDUCED|#[^\n\r]*|\s)*\*", re.IGNORECASE)
_NOTHING = Store()


def in_order(text: str, base: str) -> str:
    """The query with the star of a top-level `SELECT *` spelt out; the same text where there is none.

    Raises SyntaxError, as the engine does, for a malformed query.
    """
    if not _STAR.search(text):
        return text
    found = outline(text)
    if found.star < 0:
        return text
    results = _NOTHING.query(text, base_iri=base)  # parsed and planned over nothing: cheap, and it knows the scopes
    if not isinstance(results, QuerySolutions):
        return text
    scope = {variable.value for variable in results.variables}
    if len(scope) < 2:
        return text
    names = " ".join(f"?{name}" for name in found.variables if name in scope)
    return f"{text[: found.star]} {names} {text[found.star + 1 :]}"
