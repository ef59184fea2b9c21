"""The prefixes as SHACL declarations and the JSON-LD context: two files of `ontology/` that are made, not written.

`python -m communique.mappings.context` writes both; a test refuses files that are not what it would write.
"""

import json
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode

from communique.iris import BASE, PREFIXES, expand
from communique.mappings import vocabulary
from communique.mappings.turtle import FILE_PREFIXES, Triple, canonical_turtle
from communique.paths import room

_SH = FILE_PREFIXES["sh"]
_ANY_URI = NamedNode(expand("xsd:anyURI"))


def prefix_triples() -> list[Triple]:
    """One `sh:declare` a prefix, on the root of the ontology, as shapes and query editors expect them."""
    found: list[Triple] = []
    for name, namespace in sorted(PREFIXES.items()):
        declaration = BlankNode(f"prefix-{name}")
        found += [
            (NamedNode(f"{BASE}ont"), NamedNode(f"{_SH}declare"), declaration),
            (declaration, NamedNode(f"{_SH}prefix"), Literal(name)),
            (declaration, NamedNode(f"{_SH}namespace"), Literal(namespace, datatype=_ANY_URI)),
        ]
    return found


def prefixes_turtle() -> str:
    """The text of `prefixes.ttl`."""
    return canonical_turtle(prefix_triples(), FILE_PREFIXES)


def context() -> dict[str, object]:
    """The JSON-LD context: every prefix, and for each property how its values are to be read.

    Properties keep their prefix (`cmq:event`), because `event` and others are prefixes of things already.
    """
    names = {namespace: name for name, namespace in PREFIXES.items()}
    entries: dict[str, object] = {"@version": 1.1, **dict(sorted(PREFIXES.items()))}
    for iri, known in sorted(vocabulary.properties().items()):
        namespace = max((n for n in names if iri.startswith(n)), key=len, default=None)
        coercion = _coercion(known)
        if namespace and coercion:
            curie = f"{names[namespace]}:{iri.removeprefix(namespace)}"
            entries[curie] = {"@id": curie, "@type": coercion}
    return {"@context": entries}


def _coercion(known: vocabulary.Property) -> str | None:
    """What JSON-LD must be told about the values; numbers and Booleans of JSON speak for themselves."""
    if known.kind == "Object":
        return "@id"
    (datatype,) = known.ranges if len(known.ranges) == 1 else ("",)
    written = {expand(curie): curie for curie in ("xsd:date", "edtf:EDTF")}
    return written.get(datatype)


def context_json() -> str:
    """The text of `context.jsonld`."""
    return json.dumps(context(), indent=2, ensure_ascii=False) + "\n"


def made_files() -> dict[Path, str]:
    """The files that are made from the rest of the vocabulary, with the text that each must have."""
    folder = room("ontology")
    return {folder / "prefixes.ttl": prefixes_turtle(), folder / "context.jsonld": context_json()}


if __name__ == "__main__":
    for path, made in made_files().items():
        path.write_text(made, encoding="utf-8")
