"""One manifest's triples, asked by subject and predicate."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ROOT = "https://w3c.github.io/rdf-tests/"

Node = ox.NamedNode | ox.BlankNode


def official(path: Path, folder: Path) -> str:
    """The official IRI of a local file of the suites; `folder` is the checkout."""
    return ROOT + path.relative_to(folder).as_posix()


@dataclass(frozen=True)
class Graph:
    """A manifest as triples; `folder` is the checkout of the suites that its files are read from."""

    store: ox.Store
    folder: Path

    @classmethod
    def load(cls, manifest: Path, folder: Path) -> "Graph":
        store = ox.Store()
        store.load(path=str(manifest), base_iri=official(manifest, folder))
        return cls(store, folder)

    def subjects(self, predicate: str) -> list[Node]:
        quads = self.store.quads_for_pattern(None, ox.NamedNode(predicate), None)
        return [q.subject for q in quads if isinstance(q.subject, ox.NamedNode | ox.BlankNode)]

    def objects(self, subject: Node, predicate: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        quads = self.store.quads_for_pattern(subject, ox.NamedNode(predicate), None)
        return [q.object for q in quads if not isinstance(q.object, ox.Triple)]

    def nodes(self, subject: Node, predicate: str) -> list[Node]:
        return [o for o in self.objects(subject, predicate) if not isinstance(o, ox.Literal)]

    def node(self, subject: Node, predicate: str) -> Node | None:
        return next(iter(self.nodes(subject, predicate)), None)

    def text(self, subject: Node, predicate: str) -> str | None:
        return next((o.value for o in self.objects(subject, predicate)), None)

    def items(self, head: Node | None) -> Iterator[Node]:
        """The nodes of an RDF list."""
        while head is not None and head.value != RDF + "nil":
            yield from self.nodes(head, RDF + "first")
            head = self.node(head, RDF + "rest")

    def file(self, node: Node) -> Path:
        """The local file that an official IRI stands for."""
        return self.folder / node.value.removeprefix(ROOT)
