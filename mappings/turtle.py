"""Canonical Turtle: one graph, one text, byte for byte, so that two files differ only where they mean something else.

`python -m communique.mappings.turtle FILE…` rewrites files in place; a test refuses files that are not in this form.
Why not rdflib's longturtle: see docs/decisions/canonical-turtle.md.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from communique.iris import BASE, PREFIXES

Subject = NamedNode | BlankNode
Term = Subject | Literal
Triple = tuple[Subject, NamedNode, Term]

FILE_PREFIXES: dict[str, str] = {
    "concept": f"{BASE}concept/",
    "cq": f"{BASE}question/",
    "module": f"{BASE}ont/module/",
    "shape": f"{BASE}shape/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sh": "http://www.w3.org/ns/shacl#",
    "sssom": "https://w3id.org/sssom/",
    "vann": "http://purl.org/vocab/vann/",
    "wikidata": "http://www.wikidata.org/entity/",
} | PREFIXES
"""What the files of the vocabulary abbreviate: the published prefixes, and those of their own headers."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE, _FIRST, _REST, _NIL = (f"{_RDF}{name}" for name in ("type", "first", "rest", "nil"))
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?|")
_BARE = {
    f"{_XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{_XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"{_XSD}boolean": re.compile("true|false"),
}
_HEADERS = {
    NamedNode("http://www.w3.org/2002/07/owl#Ontology"),
    NamedNode("http://www.w3.org/2004/02/skos/core#ConceptScheme"),
}
_ESCAPES = {"\\": "\\\\", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def canonical_turtle(triples: Iterable[Iterable[Term]], prefixes: Mapping[str, str]) -> str:
    """The canonical Turtle text of a graph: prefixes that occur, then subjects, predicates and objects in sorted order.

    `triples` are pyoxigraph triples, quads (the graph is dropped) or tuples of three terms. Blank nodes are nested;
    raises ValueError for one that two triples refer to, or that refers to itself: such a node deserves an IRI.
    """
    return _Writer(triples, prefixes).text()


def canonical_form(text: str, prefixes: Mapping[str, str] = FILE_PREFIXES) -> str:
    """The canonical form of a Turtle text; raises SyntaxError, with its line, where it does not parse."""
    return canonical_turtle((quad.triple for quad in parse(text, RdfFormat.TURTLE)), prefixes)


class _Writer:
    def __init__(self, triples: Iterable[Iterable[Term]], prefixes: Mapping[str, str]) -> None:
        self.namespaces = sorted(((ns, name) for name, ns in prefixes.items()), key=lambda pair: -len(pair[0]))
        self.used: dict[str, str] = {}
        self.about: dict[Subject, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
        for subject, predicate, value, *_ in triples:
            self.about[subject][predicate.value].add(value)  # type: ignore[index]
        self.references = Counter(
            value
            for values in self.about.values()
            for objects in values.values()
            for value in objects
            if isinstance(value, BlankNode)
        )
        self.written: set[Subject] = set()

    def text(self) -> str:
        shared = [node for node, count in self.references.items() if count > 1]
        if shared:
            raise ValueError(f"{len(shared)} blank node(s) with more than one reference: give each an IRI")
        named = sorted((s for s in self.about if isinstance(s, NamedNode)), key=lambda s: (self.rank(s), s.value))
        blocks = [f"{self.iri(s.value)} {self.body(s, 1)} .\n" for s in named]
        roots = [s for s in self.about if isinstance(s, BlankNode) and s not in self.references]
        blocks += sorted(f"[] {self.body(s, 1)} .\n" for s in roots)
        if len(self.written) < len(self.about):
            raise ValueError("blank nodes that refer to each other in a circle: give one of them an IRI")
        head = "".join(f"@prefix {name}: <{ns}> .\n" for name, ns in sorted(self.used.items()))
        return "\n".join([head, *blocks] if head else blocks)

    def rank(self, subject: Subject) -> bool:
        """Headers, which say what the file is, come first."""
        return not _HEADERS.intersection(self.about[subject].get(_TYPE, ()))

    def body(self, subject: Subject, depth: int) -> str:
        self.written.add(subject)
        about = self.about[subject]
        order = sorted(about, key=lambda predicate: (predicate != _TYPE, predicate))
        lines = [f"{self.verb(p)}{self.objects(about[p], depth + 1)}" for p in order]
        return f" ;\n{'    ' * depth}".join(lines)

    def verb(self, predicate: str) -> str:
        return "a" if predicate == _TYPE else self.iri(predicate)

    def objects(self, values: set[Term], depth: int) -> str:
        """The objects of one predicate: one beside it, several below it, each on a line."""
        many = len(values) > 1
        named = sorted((v for v in values if isinstance(v, NamedNode)), key=lambda v: v.value)
        literals = sorted(self.literal(v) for v in values if isinstance(v, Literal))
        inner = depth + 1 if many else depth
        nested = sorted(self.nested(v, inner) for v in values if isinstance(v, BlankNode))
        texts = [self.iri(v.value) for v in named] + literals + nested
        return f" {texts[0]}" if len(texts) == 1 else ",".join(f"\n{'    ' * depth}{text}" for text in texts)

    def nested(self, node: BlankNode, depth: int) -> str:
        items = self.members(node)
        if items is not None:
            return f"({''.join(self.objects({item}, depth) for item in items)} )"
        if node not in self.about:
            return "[]"
        inner = "    " * depth
        return f"[\n{inner}{self.body(node, depth)}\n{'    ' * (depth - 1)}]"

    def members(self, node: Subject) -> list[Term] | None:
        """The members of a well-formed list, or None where the node is none."""
        items: list[Term] = []
        cells: list[Subject] = []
        while node != NamedNode(_NIL):
            cell = self.about.get(node, {})
            if isinstance(node, NamedNode) or set(cell) != {_FIRST, _REST} or node in cells:
                return None
            (first,), rest = cell[_FIRST], cell[_REST]
            items.append(first)
            cells.append(node)
            (node,) = rest  # type: ignore[assignment]
        self.written.update(cells)
        return items

    def iri(self, iri: str) -> str:
        for namespace, name in self.namespaces:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self.used[name] = namespace
                return f"{name}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        bare = _BARE.get(datatype)
        if bare and bare.fullmatch(literal.value):
            return literal.value
        quoted = _quote(literal.value)
        if literal.language:
            return f"{quoted}@{literal.language}"
        return quoted if datatype == f"{_XSD}string" else f"{quoted}^^{self.iri(datatype)}"


def _quote(value: str) -> str:
    """A quoted string; long quotes, which keep line breaks and quotes, where there are line breaks."""
    escaped = "".join(_ESCAPES.get(c) or (c if c >= " " or c == "\n" else f"\\u{ord(c):04X}") for c in value)
    if "\n" not in value:
        return '"' + escaped.replace('"', '\\"') + '"'
    plain = re.sub('"(?="")|"$', r'\\"', escaped)
    return f'"""{plain}"""'


def rewrite(path: Path) -> bool:
    """Bring one file into the canonical form; True where it changed. Raises SyntaxError where it is not Turtle."""
    before = path.read_text(encoding="utf-8")
    after = canonical_form(before)
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before


if __name__ == "__main__":
    changed = [name for name in sys.argv[1:] if rewrite(Path(name))]
    sys.stdout.write("".join(f"rewritten: {name}\n" for name in changed))
