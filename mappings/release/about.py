"""What a release is called: its version, the hash of its data, and the IRIs made of them."""

from dataclasses import dataclass

from communique.iris import BASE
from communique.mappings.release.notes import Notes
from communique.mappings.release.terms import iri

DATASET = f"{BASE}dataset"
"""The knowledge base of all times; each release is a version of it."""
HASH_DIGITS = 12


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


def release_iri(name: str) -> str:
    """The IRI of a release of this name."""
    return f"{BASE}release/{name}"
