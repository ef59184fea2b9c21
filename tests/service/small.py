"""A release small enough to be written in a moment: a few made-up things with claims and passages."""

import gzip
import hashlib
import json
from pathlib import Path

BASE = "https://w3id.org/communique/"
OWL = "http://www.w3.org/2002/07/owl#"
PREFIXES = {
    "cmq": f"{BASE}ont/",
    "party": f"{BASE}id/party/",
    "event": f"{BASE}id/event/",
    "participation": f"{BASE}id/participation/",
    "claim": f"{BASE}id/claim/",
    "passage": f"{BASE}id/passage/",
    "doc": f"{BASE}id/doc/",
    "role": f"{BASE}concept/role/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": OWL,
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# graph, then triples; names as in Turtle, literals as in N-Triples with a prefixed datatype
CONTENT = {
    "registry": """
        party:xx-red rdf:type cmq:Party
        party:xx-red skos:prefLabel "Red Party"@en
        party:xx-red skos:prefLabel "Rote Partei"@de
        party:xx-old rdf:type cmq:Party
        party:xx-old skos:prefLabel "Old Party"@en
        party:xx-old owl:deprecated "true"^^xsd:boolean
        party:xx-old dcterms:isReplacedBy party:xx-red
        party:xx-gone skos:prefLabel "Gone Party"@en
        party:xx-gone owl:deprecated "true"^^xsd:boolean
        event:1999-meeting skos:prefLabel "Meeting of 1999"@en
        doc:900 skos:prefLabel "A made-up report"@en
    """,
    "doc/900": """
        participation:p1 rdf:type cmq:Participation
        participation:p1 cmq:event event:1999-meeting
        participation:p1 cmq:participant party:xx-red
        participation:p1 cmq:role role:hosted
        participation:p1 cmq:asPrinted "the <Reds>"
        claim:c1 rdf:type cmq:Claim
        claim:c1 cmq:claims participation:p1
        claim:c1 cmq:accordingTo doc:900
        claim:c1 cmq:modality role:hosted
        claim:c1 prov:wasDerivedFrom passage:a1
        passage:a1 oa:hasSource doc:900
        passage:a1 oa:hasSelector passage:a1-position
        passage:a1 rdfs:label "900, line 3"@en
        passage:a1-position oa:start "10"^^xsd:integer
        passage:a1-position oa:end "20"^^xsd:integer
    """,
    "vocabulary": """
        cmq:Party rdf:type owl:Class
        cmq:Party rdfs:label "party"@en
        cmq:role rdfs:label "role"@en
        cmq:Participation rdfs:label "participation"@en
        role:hosted skos:prefLabel "hosted"@en
    """,
}


def _term(text: str) -> str:
    if text.startswith('"'):
        value, sign, datatype = text.rpartition("^^")
        return f"{value}^^{_term(datatype)}" if sign else text
    prefix, _, local = text.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def quads(content: dict[str, str] = CONTENT) -> list[str]:
    """The lines of N-Quads."""
    lines = []
    for graph, block in content.items():
        for line in filter(None, map(str.strip, block.splitlines())):
            subject, predicate, node = line.split(" ", 2)
            lines.append(f"{_term(subject)} {_term(predicate)} {_term(node)} <{BASE}graph/{graph}> .")
    return sorted(lines)


def filler(size: int) -> list[str]:
    """Quads for queries that need many."""
    return [f'<urn:s{i // 3}> <urn:p{i % 3}> "{i}" <{BASE}graph/direct> .' for i in range(size)]


def write(releases: Path, name: str = "1.0.0-aaaaaaaaaaaa", lines: list[str] | None = None) -> Path:
    """Write a release beside others and make it current; gives its folder."""
    folder = releases / name
    folder.mkdir(parents=True)
    lines = quads() if lines is None else lines
    texts = {
        "communique.nq": "\n".join(lines) + "\n",
        "prefixes.json": json.dumps(PREFIXES),
        "prefixes.ttl": f'@prefix sh: <http://www.w3.org/ns/shacl#> .\n<{BASE}ont> sh:declare [ sh:prefix "cmq" ] .\n',
        "context.jsonld": json.dumps({"@context": {"cmq": PREFIXES["cmq"]}}),
        "void.ttl": f"<{BASE}> a <http://rdfs.org/ns/void#Dataset> .\n",
        "service-description.ttl": """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
            <> a sd:Service ; sd:endpoint <> ; sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ;
                sd:defaultDataset [ sd:defaultGraph [ <http://rdfs.org/ns/void#triples> 4 ] ] .""",
        "examples.ttl": f"""@prefix sh: <http://www.w3.org/ns/shacl#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            <{BASE}question/CQ01> rdfs:label "CQ01"@en ; rdfs:comment "Is there anything?"@en ; sh:ask "ASK {{}}" .""",
    }
    for path, text in texts.items():
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "communique.nq.gz").write_bytes(gzip.compress(texts["communique.nq"].encode(), mtime=0))
    (folder / "manifest.json").write_text(json.dumps(_manifest(folder, name, lines)), encoding="utf-8")
    link = releases / "next"
    link.symlink_to(name)
    link.rename(releases / "current")
    return folder


def _manifest(folder: Path, name: str, lines: list[str]) -> dict[str, object]:
    graphs: dict[str, int] = {}
    for line in lines:
        graph = line.rsplit(" ", 2)[1].strip("<>")
        graphs[graph] = graphs.get(graph, 0) + 1
    kinds = {".nq": "application/n-quads", ".ttl": "text/turtle", ".gz": "application/gzip"}
    files = [
        {
            "path": path.name,
            "bytes": path.stat().st_size,
            "media_type": kinds.get(path.suffix, "application/json"),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(folder.iterdir())
    ]
    counts = {"triples": len(lines), "claims": 1, "documents": 1, "things": 4, "passages": 1, "per_graph": graphs}
    return {
        "name": name,
        "version": name.partition("-")[0],
        "issued": "2026-01-01",
        "title": "Communique",
        "base": BASE,
        "counts": counts,
        "licences": {},
        "files": files,
    }
