"""RDF terms in N-Triples form: the light shape in which the mapping carries quads, hashes, sorts and compares them.

A term is its text as it stands in N-Quads (`<…>` or `"…"@en`), so a key over content needs no second serialisation,
and the sorted dump is the sorted lines. `quads.py` makes them pyoxigraph's, once.
"""

from functools import cache

from communique.iris import BASE, PREFIXES, concept, expand

Term = str
Triple = tuple[Term, Term, Term]

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def iri(value: str) -> Term:
    """An IRI."""
    return f"<{value}>"


@cache
def term(curie: str) -> Term:
    """The term of the vocabulary that a prefixed name stands for: `term("cmq:event")`."""
    return f"<{expand(curie)}>"


def thing(reference: str) -> Term:
    """The thing of a reference `kind/key`."""
    return f"<{BASE}id/{reference}>"


@cache
def concept_term(scheme: str, key: str) -> Term:
    """A concept."""
    return f"<{concept(scheme, key)}>"


def string(value: str) -> Term:
    """A plain string."""
    return f'"{value.translate(_ESCAPES)}"'


def words(value: str, language: str) -> Term:
    """A string in a language; the tag must be in lower case."""
    return f'"{value.translate(_ESCAPES)}"@{language}'


def _typed(value: str, datatype: str) -> Term:
    return f'"{value}"^^<{datatype}>'


def number(digits: str) -> Term:
    """An xsd:decimal where the digits have a point, else an xsd:integer."""
    return _typed(digits, PREFIXES["xsd"] + ("decimal" if "." in digits else "integer"))


def date(value: str) -> Term:
    """An xsd:date of a text `YYYY-MM-DD`."""
    return _typed(value, PREFIXES["xsd"] + "date")


def edtf(value: str) -> Term:
    """An EDTF literal, which has only characters that need no escape."""
    return _typed(value, PREFIXES["edtf"] + "EDTF")


def boolean(value: bool) -> Term:
    """An xsd:boolean."""
    return _typed("true" if value else "false", PREFIXES["xsd"] + "boolean")


TYPE = term("rdf:type")
