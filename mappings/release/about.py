"""What a release is called: its version, the hash of its data, and the IRIs made of them."""

from dataclasses import dataclass

from communique.iris import BASE, graph
from communique.mappings.release.notes import Licence, Notes
from communique.mappings.terms import iri

DATASET = f"{BASE}dataset"
"""The knowledge base of all times; each release is a version of it."""
HASH_DIGITS = 12
_VOCABULARY = {iri(graph("vocabulary")), iri(graph("alignments"))}


@dataclass(frozen=True)
class Release:
    """A release by its notes and the RDFC-1.0 hash (64 hex digits) of its data."""

    notes: Notes
    rdfc10: str

    @property
    def name(self) -> str:
        """The name of its folder, such as `0.1.0-0123456789ab`."""
        return f"{self.notes.version}-{self.rdfc10[:HASH_DIGITS]}"

    @property
    def node(self) -> str:
        """Its IRI as an N-Quads term."""
        return iri(release_iri(self.name))

    @property
    def licences(self) -> dict[str, Licence]:
        """What is under which licence."""
        return {
            "data": self.notes.data_licence,
            "vocabulary, shapes and alignments": self.notes.vocabulary_licence,
        }

    def licence_of(self, graph_iri: str) -> Licence:
        """The licence of one graph, given as an N-Quads term."""
        return self.notes.vocabulary_licence if graph_iri in _VOCABULARY else self.notes.data_licence


def release_iri(name: str) -> str:
    """The IRI of a release of this name."""
    return f"{BASE}release/{name}"
