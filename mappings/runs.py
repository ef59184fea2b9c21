"""Runs: which software made a document's claims, from which files. No clock: the same input makes the same run."""

from collections.abc import Iterator, Mapping

from communique import __version__
from communique.iris import node
from communique.mappings.situations import OURS
from communique.mappings.terms import TYPE, Term, Triple, iri, term, thing, words

SOFTWARE = iri(node("run", f"communique-{__version__}"))


def run_term(document: str) -> Term:
    """The run that maps a document; `registry` for the statements of identity."""
    return iri(node("run", document))


def software() -> Iterator[Triple]:
    """The software that runs."""
    yield SOFTWARE, TYPE, term("prov:SoftwareAgent")
    yield SOFTWARE, term("rdfs:label"), words(f"communique {__version__}", OURS)


def run(document: str, used: list[Term], files: Mapping[str, str]) -> Iterator[Triple]:
    """A prov:Activity: what it used, and the name and SHA-256 of each record file it read."""
    subject = run_term(document)
    yield subject, TYPE, term("prov:Activity")
    yield subject, term("rdfs:label"), words(f"Mapping of {document}", OURS)
    yield subject, term("prov:wasAssociatedWith"), SOFTWARE
    for source in used:
        yield subject, term("prov:used"), source
    for name, sha256 in files.items():
        yield subject, term("dcterms:description"), words(f"{name}, SHA-256 {sha256}", OURS)


def document_run(document: str, files: Mapping[str, str]) -> Iterator[Triple]:
    """The run that maps one document."""
    return run(document, [thing(f"doc/{document}")], files)
