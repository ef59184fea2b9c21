"""A small release made of N-Quads, as its folder would be: what the ways to hold data need of one."""

import hashlib
import json
from collections import Counter
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from communique.iris import BASE
from communique.service.engine import release as releases
from communique.service.engine.release import Release

EX = "http://example.org/"
GRAPH = f"{BASE}graph/"
PEOPLE = f"""\
<{EX}a> <{EX}name> "Äon"@de <{GRAPH}doc/000> .
<{EX}a> <{EX}knows> <{EX}b> <{GRAPH}doc/000> .
<{EX}b> <{EX}age> "41"^^<http://www.w3.org/2001/XMLSchema#integer> <{GRAPH}doc/000> .
<{EX}b> <{EX}active> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> <{GRAPH}doc/001> .
<{EX}b> <{EX}name> "line one\\nline two, \\"quoted\\"" <{GRAPH}doc/001> .
<{EX}c> <{EX}part> _:n <{GRAPH}vocabulary> .
_:n <{EX}name> "nameless" <{GRAPH}vocabulary> .
"""


def write(folder: Path, version: str, quads: str) -> Release:
    """Write a release into a folder of releases and make it the current one."""
    digest = hashlib.sha256(quads.encode()).hexdigest()
    made = folder / f"{version}-{digest[:12]}"
    (made / "graphs").mkdir(parents=True)
    (made / "communique.nq").write_text(quads, encoding="utf-8")
    (made / "prefixes.json").write_text(json.dumps({"ex": EX}), encoding="utf-8")
    found = list(parse(quads, format=RdfFormat.N_QUADS))
    counts = Counter(quad.graph_name.value for quad in found if isinstance(quad.graph_name, NamedNode))
    for graph in counts:
        triples = [quad.triple for quad in found if quad.graph_name == NamedNode(graph)]
        path = made / "graphs" / f"{graph.removeprefix(GRAPH).replace('/', '-')}.ttl"
        path.write_bytes(serialize(triples, format=RdfFormat.TURTLE) or b"")
    manifest = {
        "name": made.name,
        "version": version,
        "issued": "2026-01-01",
        "title": "Sample",
        "base": BASE,
        "counts": {"quads": len(found), "triples": len(found), "per_graph": dict(counts)},
        "files": [_listed(made, path) for path in sorted(made.rglob("*")) if path.is_file()],
    }
    (made / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    link = folder / "current"
    link.unlink(missing_ok=True)
    link.symlink_to(made.name)
    return releases.read(made)


def _listed(folder: Path, path: Path) -> dict[str, str | int]:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {"path": str(path.relative_to(folder)), "bytes": len(content), "media_type": "", "sha256": digest}
