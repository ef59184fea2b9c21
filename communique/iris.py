"""The IRIs of the knowledge base: one base, one prefix table, one function for each family of names.

`BASE` is the only place where the base IRI is written; `COMMUNIQUE_BASE` in the environment replaces it.
"""

import os

BASE = os.environ.get("COMMUNIQUE_BASE", "https://w3id.org/communique/")
ONT = f"{BASE}ont/"
MODULES = f"{BASE}ont/module/"

THING_KINDS = (
    "party",
    "body",
    "organization",
    "forum",
    "series",
    "event",
    "person",
    "place",
    "document",
    "message",
    "doc",
)
SITUATION_KINDS = ("participation", "naming", "posting", "observation", "position", "relation", "statement", "change")
ALIGNMENT_KINDS = ("mapping", "wikidata-statement", "wikidata-date", "snapshot")
NODE_KINDS = (*SITUATION_KINDS, "claim", "passage", "span", "run", *ALIGNMENT_KINDS)
SCHEMES = (
    "role",
    "modality",
    "comparator",
    "measure",
    "message-type",
    "name-type",
    "change-type",
    "event-type",
    "plausibility",
    "position-type",
    "topic",
    "relation-type",
    "organization-type",
    "document-type",
    "place-type",
    "frequency",
)

EXTERNAL = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}


def prefixes() -> dict[str, str]:
    """Every prefix with its namespace, in a fixed order: terms, things, nodes, concepts, graphs, others."""
    own = {"cmq": ONT}
    own |= {kind: f"{BASE}id/{kind}/" for kind in (*THING_KINDS, *NODE_KINDS)}
    own |= {scheme: f"{BASE}concept/{scheme}/" for scheme in SCHEMES}
    own["graph"] = f"{BASE}graph/"
    return own | EXTERNAL


PREFIXES = prefixes()


def expand(curie: str) -> str:
    """The IRI of a prefixed name such as `schema:sender`; raises KeyError for an unknown prefix."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def thing(kind: str, key: str) -> str:
    """The IRI of a thing: `thing("party", "gr-kke")`."""
    return f"{BASE}id/{kind}/{key}"


def node(kind: str, key: str) -> str:
    """The IRI of a situation, claim, passage, span or run, whose key is computed."""
    return f"{BASE}id/{kind}/{key}"


def concept(scheme: str, key: str) -> str:
    """The IRI of a concept: `concept("role", "hosted")`."""
    return f"{BASE}concept/{scheme}/{key}"


def scheme(key: str) -> str:
    """The IRI of a concept scheme: `scheme("role")`."""
    return f"{BASE}concept/{key}"


def graph(name: str) -> str:
    """The IRI of a named graph: `graph("direct")`, `graph("doc/000")`."""
    return f"{BASE}graph/{name}"
