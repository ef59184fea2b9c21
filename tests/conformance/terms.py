"""Terms up to the lexical form of numbers.

SPARQL prescribes no lexical form for a computed number: 3.21E4 and 32100.0 are the same xsd:double. Everything else
(strings, dates, booleans, language tags, datatypes) counts as written.
"""

import re
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

_XSD = "http://www.w3.org/2001/XMLSchema#"
_EXACT = re.compile(
    re.escape(_XSD) + r"(decimal|(non)?(positive|negative)?integer|(unsigned)?(long|int|short|byte))", re.IGNORECASE
)
_FLOATING = frozenset((_XSD + "double", _XSD + "float"))

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def by_value(term: Term) -> Term:
    """The term, with one lexical form for each number; an ill-typed number stays as it is."""
    if isinstance(term, ox.Triple):
        return ox.Triple(term.subject, term.predicate, by_value(term.object))
    if not isinstance(term, ox.Literal):
        return term
    datatype = term.datatype.value
    try:
        if _EXACT.fullmatch(datatype):
            return ox.Literal(f"{Decimal(term.value).normalize():f}", datatype=term.datatype)
        if datatype in _FLOATING:
            return ox.Literal(repr(float(term.value)), datatype=term.datatype)
    except (InvalidOperation, ValueError):
        return term
    return term


def same_value(quad: ox.Quad) -> ox.Quad:
    """The quad with the numbers in it written in one way."""
    return ox.Quad(quad.subject, quad.predicate, by_value(quad.object), quad.graph_name)
