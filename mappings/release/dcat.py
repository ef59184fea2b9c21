"""DCAT: the release as a dataset in a catalogue, each dump as a distribution with size, media type and checksum.

Addresses of files are relative, so they hold wherever the folder is served from.
"""

from collections.abc import Iterable, Iterator

from communique.mappings.release.about import DATASET, Release, release_iri
from communique.mappings.release.dumps import Dump, slug
from communique.mappings.release.files import File, media_type
from communique.mappings.release.terms import name, text, typed
from communique.mappings.terms import Triple, iri

_TYPE = name("rdf:type")
_PUBLISHER = iri("#publisher")


def rows(release: Release, dumps: Iterable[Dump]) -> Iterator[Triple]:
    """The dataset, this version of it, and a distribution for each dump.

    Dumps of single graphs are distributions of datasets that are part of this one.
    """
    node = release.node
    yield iri(DATASET), _TYPE, name("dcat:Dataset")
    yield iri(DATASET), name("dcat:hasCurrentVersion"), node
    yield from _about(release)
    for dump in dumps:
        if dump.graph is None:
            yield from _distribution(node, dump.file, [each.address for each in release.licences.values()])
            continue
        part = iri(f"void.ttl#graph-{slug(dump.graph)}")
        yield part, _TYPE, name("dcat:Dataset")
        yield part, name("dcterms:isPartOf"), node
        yield from _distribution(part, dump.file, [release.licence_of(dump.graph).address])


def _about(release: Release) -> Iterator[Triple]:
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
    for licence in release.licences.values():
        yield node, name("dcterms:license"), iri(licence.address)


def _distribution(owner: str, file: File, licences: Iterable[str]) -> Iterator[Triple]:
    node, checksum = iri(f"#{file.path}"), iri(f"#{file.path}-sha256")
    yield owner, name("dcat:distribution"), node
    yield node, _TYPE, name("dcat:Distribution")
    yield node, name("dcat:downloadURL"), iri(file.path)
    yield node, name("dcat:mediaType"), name(f"media:{media_type(file.path.removesuffix('.gz'))}")
    if file.path.endswith(".gz"):
        yield node, name("dcat:compressFormat"), name("media:application/gzip")
    yield node, name("dcat:byteSize"), typed(file.bytes, "xsd:nonNegativeInteger")
    yield node, name("spdx:checksum"), checksum
    yield checksum, _TYPE, name("spdx:Checksum")
    yield checksum, name("spdx:algorithm"), name("spdx:checksumAlgorithm_sha256")
    yield checksum, name("spdx:checksumValue"), typed(file.sha256, "xsd:hexBinary")
    for licence in licences:
        yield node, name("dcterms:license"), iri(licence)
