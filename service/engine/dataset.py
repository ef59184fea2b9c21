"""The dataset that the text of a query names, and the text without it: FROM and FROM NAMED."""

from dataclasses import dataclass

from pyoxigraph import NamedNode, QuerySolutions, Store

from communique.service.engine.scanner import tokens

FORMS = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")
_NOTHING = Store()


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that make up the default graph, and those that have names."""

    default: tuple[str, ...]
    named: tuple[str, ...]


def take_out(text: str, base: str) -> tuple[str, Dataset]:
    """The text of a well-formed query without its FROM clauses, and the dataset that they name."""
    rest: list[str] = []
    clauses: list[tuple[bool, str]] = []
    depth, prologue = 0, -1
    begun, kept, is_named = -1, 0, False
    for token in tokens(text):
        value = token.group()
        word = value.upper() if token.lastgroup == "word" else ""
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if prologue < 0 and word.startswith(FORMS):
            prologue = token.start()
        if word == "FROM" and not depth:
            begun, is_named = token.start(), False
        elif begun >= 0 and word == "NAMED":
            is_named = True
        elif begun >= 0:
            clauses.append((is_named, value))
            rest.append(text[kept:begun])
            begun, kept = -1, token.end()
    rest.append(text[kept:])
    names = _resolve(text[:prologue], [value for _, value in clauses], base)
    default = tuple(name for (is_named, _), name in zip(clauses, names, strict=True) if not is_named)
    named = tuple(name for (is_named, _), name in zip(clauses, names, strict=True) if is_named)
    return " ".join(rest), Dataset(default, named)


def _resolve(prologue: str, written: list[str], base: str) -> list[str]:
    """IRIs as they stand in a query with this prologue, in full: the engine itself reads them."""
    query = f"{prologue}\nSELECT * {{ VALUES ?graph {{ {' '.join(written)} }} }}"
    found = _NOTHING.query(query, base_iri=base)
    assert isinstance(found, QuerySolutions)
    terms = [row["graph"] for row in found]
    return [term.value for term in terms if isinstance(term, NamedNode)]
