"""From what a shape refuses back to the record that says it, so that a curator knows where to look."""

from collections.abc import Iterable, Mapping

from communique.iris import PREFIXES
from communique.mappings.release.terms import name, statement
from communique.mappings.terms import iri

Origins = Mapping[str, tuple[str, int]]
"""File and line of a record, by the IRI of the situation that it tells of."""
_CLAIMS = name("cmq:claims")


def full(node: str) -> str:
    """The IRI of a node that is written as a prefixed name or in angle brackets; anything else as it is."""
    prefix, colon, local = node.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else node.strip("<>")


def placed(violations: Iterable[tuple[str, str]], origins: Origins, lines: Iterable[str]) -> list[str]:
    """Violations (the IRI of the focus node and a text) as lines that begin with file and line, where known; sorted.

    What is wrong with a claim is looked for at the situations that it claims, which `lines` tell.
    """
    found = list(violations)
    claimed = _claimed({iri(focus) for focus, _ in found}, lines)
    texts = []
    for focus, text in found:
        places = [origins[node] for node in (focus, *claimed.get(focus, ())) if node in origins]
        texts.append(f"{places[0][0]}:{places[0][1]}: {text}" if places else text)
    return sorted(set(texts))


def _claimed(claims: set[str], lines: Iterable[str]) -> dict[str, list[str]]:
    """The situations of each of the claims, as IRIs."""
    situations: dict[str, list[str]] = {}
    for row in (statement(line) for line in lines if f" {_CLAIMS} " in line):
        if row.subject in claims and row.predicate == _CLAIMS:
            situations.setdefault(row.subject[1:-1], []).append(row.object[1:-1])
    return situations
