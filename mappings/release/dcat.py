"""DCAT: the release as a dataset in a catalogue, each dump as a distribution with size, media type and checksum.

Addresses of files are relative, so they hold wherever the folder is served from.
"""

from collections.abc import Iterable, Iterator

from communique.mappings.release.about import DATASET, Release, release_iri
from communique.mappings.release.files import File
from communique.mappings.release.terms import Row, iri, name, text, typed

_TYPE = name("rdf:type")
_PUBLISHER = iri("#publisher")


def rows(release: Release, files: Iterable[File]) -> Iterator[Row]:
    """The dataset, this version of it, and a distribution for each dump among the files.

    Dumps of single graphs are distributions of datasets that are part of this one.
    """
    node = release.node
    yield iri(DATASET), _TYPE, name("dcat:Dataset")
    yield iri(DATASET), name("dcat:hasCurrentVersion"), node
    yield from _about(release)
    for file in files:
        if file.quads is None:
            continue
        owner = node
        if "/" in file.path:
            owner = iri(f"void.ttl#graph-{file.path.split('/')[1].split('.')[0]}")
            yield owner, _TYPE, name("dcat:Dataset")
            yield owner, name("dcterms:isPartOf"), node
        yield owner, name("dcat:distribution"), iri(f"#{file.path}")
        yield from _distribution(release, file)


def _about(release: Release) -> Iterator[Row]:
    node, notes = release.node, release.notes
    yield node, _TYPE, name("dcat:Dataset")
    yield node, name("dcterms:isVersionOf"), iri(DATASET)
    yield node, name("dcterms:title"), text(notes.title, "en")
    yield node, name("dcterms:description"), text(notes.description, "en")
    yield node, name("dcterms:issued"), typed(notes.issued.isoformat(), "xsd:date")
    yield node, name("dcterms:publisher"), _PUBLISHER
    yield _PUBLISHER, _TYPE, name("foaf:Agent")
    yield _PUBLISHER, name("foaf:name"), text(notes.publisher)
    yield node, name("dcat:version"), text(notes.version)
    if notes.previous:
        yield node, name("dcat:previousVersion"), iri(release_iri(notes.previous))
    yield from _licences(release, node)


def _licences(release: Release, node: str) -> Iterator[Row]:
    for licence in release.notes.licences:
        yield node, name("dcterms:license"), iri(licence.address)


def _distribution(release: Release, file: File) -> Iterator[Row]:
    node, checksum = iri(f"#{file.path}"), iri(f"#{file.path}-sha256")
    packed = file.path.endswith(".gz")
    yield node, _TYPE, name("dcat:Distribution")
    yield node, name("dcat:downloadURL"), iri(file.path)
    yield node, name("dcat:mediaType"), name(f"media:{file.media_type}")
    if packed:
        yield node, name("dcat:compressFormat"), name("media:application/gzip")
    yield node, name("dcat:byteSize"), typed(file.bytes, "xsd:nonNegativeInteger")
    yield node, name("spdx:checksum"), checksum
    yield checksum, _TYPE, name("spdx:Checksum")
    yield checksum, name("spdx:algorithm"), name("spdx:checksumAlgorithm_sha256")
    yield checksum, name("spdx:checksumValue"), typed(file.sha256, "xsd:hexBinary")
    yield from _licences(release, node)
