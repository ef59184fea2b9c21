"""Reads SPARQL results in JSON and XML, as remote endpoints send them, into rows of checked terms.

Whatever is not exactly a table of solutions is refused: a result cut short, or an error dressed as one, must not pass.
"""

import json
from collections.abc import Callable
from typing import Any

from communique.service.federation.errors import ServiceFailed
from communique.service.federation.terms import Row, Rows, Term, iri, literal
from communique.service.federation.xml_results import read_xml

ACCEPTED = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_JSON = frozenset({"application/sparql-results+json", "application/json"})
_XML = frozenset({"application/sparql-results+xml", "application/xml", "text/xml"})
DEEPEST = 16

Blank = Callable[[str], Term]
"""Gives the term for the label of a blank node."""

Table = tuple[list[str], list[dict[str, Any]]]
"""The names in a result's head, and its solutions as JSON writes them."""


def keep_label(label: str) -> Term:
    """A blank node as itself: only for results that do not go back into a query."""
    return f"_:{label}"


def read_results(body: bytes, media_type: str, variables: tuple[str, ...], blank: Blank = keep_label) -> Rows:
    """The solutions in a body, with these columns; raises ServiceFailed where it is no table of solutions."""
    media_type = media_type.partition(";")[0].strip().lower()
    try:
        if media_type in _JSON:
            _, solutions = _json_table(body)
        elif media_type in _XML:
            _, solutions = read_xml(body)
        else:
            raise ServiceFailed("it answered in a format that was not asked for")
        rows = [_row(solution, variables, blank) for solution in solutions]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ServiceFailed("its answer is no SPARQL result, or is cut short") from None
    return Rows(variables, rows)


def read_own(body: bytes) -> Rows:
    """The rows of this endpoint's own result in JSON, with all its columns; raises ServiceFailed where it is none."""
    try:
        names, solutions = _json_table(body)
        return Rows(tuple(names), [_row(solution, tuple(names), keep_label) for solution in solutions])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ServiceFailed("the local part of the query gave no result") from None


def _json_table(body: bytes) -> Table:
    document = json.loads(body)
    names, solutions = document["head"]["vars"], document["results"]["bindings"]
    if not isinstance(names, list) or not isinstance(solutions, list):
        raise TypeError("no lists")
    return names, solutions


def _row(solution: dict[str, Any], variables: tuple[str, ...], blank: Blank) -> Row:
    if not isinstance(solution, dict):
        raise TypeError("no solution")
    return tuple(_term(solution[name], blank) if name in solution else None for name in variables)


def _term(value: dict[str, Any], blank: Blank, depth: int = 0) -> Term:
    """One term from its JSON form; raises KeyError, TypeError or ValueError where it is none."""
    kind, content = value["type"], value["value"]
    if kind == "triple":
        if depth >= DEEPEST:
            raise ValueError("triple terms are nested too deep")
        parts = (_term(content[part], blank, depth + 1) for part in ("subject", "predicate", "object"))
        return f"<<( {' '.join(parts)} )>>"
    if not isinstance(content, str):
        raise TypeError("no text")
    if kind == "uri":
        return iri(content)
    if kind == "bnode":
        return blank(content)
    if kind not in ("literal", "typed-literal"):
        raise ValueError("no kind of term")
    language = value.get("xml:lang")
    if language and value.get("its:dir"):
        language = f"{language}--{value['its:dir']}"
    return literal(content, language, value.get("datatype"))
