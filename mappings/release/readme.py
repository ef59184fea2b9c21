"""The files of a release that people read: README.md, LICENSE.txt and CITATION.cff."""

import json
from collections.abc import Iterable

from communique.iris import BASE
from communique.mappings.release.about import Release
from communique.mappings.release.counts import Counts

_CONTENTS = {
    "communique.nq": "everything, one quad a line, sorted: the canonical form (RDFC-1.0)",
    "communique.ttl": "everything as Turtle, without the names of the graphs",
    "graphs/": "each graph as Turtle: one a source document, and those they share",
    "ontology/": "the vocabulary: a root that imports one file a topic, and one file a list of concepts",
    "shapes/": "SHACL shapes that the data conform to; report.ttl says so",
    "alignments/": "mappings to other vocabularies (SSSOM)",
    "context.jsonld": "JSON-LD context",
    "prefixes.ttl": "prefixes as sh:declare; prefixes.json as JSON",
    "void.ttl": "VoID: classes, predicates and their numbers; dcat.ttl: the dumps as DCAT distributions",
    "service-description.ttl": "SPARQL service description; `<>` stands for the endpoint",
    "examples.ttl": "example queries (sh:SPARQLExecutable); examples/ holds one a file",
    "manifest.json": "every file with size, media type and SHA-256, the counts and the hash of the data",
}


def readme(release: Release, counts: Counts, paths: Iterable[str]) -> str:
    """README.md: what the release holds, how to check, load and cite it."""
    notes = release.notes
    present = {"manifest.json"}.union(*({path, f"{path.split('/')[0]}/"} for path in paths))
    contents = "\n".join(f"| {path} | {what} |" for path, what in _CONTENTS.items() if path in present)
    licences = "\n".join(f"* {what}: [{each.name}]({each.address})" for what, each in release.licences.items())
    return f"""# {notes.title} {notes.version}

{notes.description}

Release `{release.name}`, issued {notes.issued.isoformat()} by {notes.publisher}: {counts.documents} documents,
{counts.things} things, {counts.claims} claims with {counts.passages} passages, {counts.quads} quads.

| file | what |
| --- | --- |
{contents}

Beside each dump lies its gzip (`.gz`).

## Check it

    sha256sum -c checksums.txt

The SHA-256 of `communique.nq` is the RDFC-1.0 hash of the dataset, `{release.rdfc10}`.
Any tool that knows RDFC-1.0 finds the same, from any serialisation that keeps the graphs.

## Load it

    oxigraph load --location data --file communique.nq

Every graph holds triples that no other holds, so the union of all graphs counts nothing twice.

## Cite it

{notes.publisher}. *{notes.title}*, version {notes.version}, release {release.name}, {notes.issued.year}. {BASE}

## Licence

{licences}
"""


def licence(release: Release) -> str:
    """LICENSE.txt: what is under which licence, and where its text is."""
    terms = "\n".join(
        f"{what}:\n    {each.name} (SPDX: {each.spdx})\n    {each.address}\n" for what, each in release.licences.items()
    )
    return f"{release.notes.title} {release.notes.version}, {release.notes.publisher}\n\n{terms}"


def citation(release: Release) -> str:
    """CITATION.cff (Citation File Format 1.2.0)."""
    notes = release.notes
    ids = sorted({each.spdx for each in release.licences.values()})
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": notes.title,
        "abstract": notes.description,
        "version": release.name,
        "date-released": notes.issued.isoformat(),
        "url": BASE,
        "license": ids[0] if len(ids) == 1 else ids,
        "authors": [{"name": notes.publisher}],
    }
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
