"""What the right answer to each query of the bench is, by its size, and whether a server gives it.

A server that answers quickly and wrongly must not win.
"""

import json
from urllib.parse import quote

import pyoxigraph as ox

from communique.bench.queries import Named
from communique.bench.release import Generated
from communique.tests.conformance.wire import NoAnswer, send
from communique.tests.targets.process import Server

SOLUTIONS = "application/sparql-results+json"
GRAPH = "text/turtle"


def accept(query: Named) -> str:
    """The media type that a query is asked with."""
    return GRAPH if query.name in ("describe", "construct") else SOLUTIONS


def sizes(data: Generated, queries: list[Named]) -> dict[str, int]:
    """Rows, triples, or 1 and 0 for true and false: what the engine itself answers to each query's first variant.

    Kept beside the release: at ten million triples, finding out takes a minute.
    """
    kept = data.releases / f".sizes-{data.folder.name}.json"
    known: dict[str, int] = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    if any(query.name not in known for query in queries):
        known |= _sizes(data, queries)
        kept.write_text(json.dumps(known), encoding="utf-8")
    return {query.name: known[query.name] for query in queries}


def _sizes(data: Generated, queries: list[Named]) -> dict[str, int]:
    store = ox.Store()
    store.bulk_load(path=str(data.dump), format=ox.RdfFormat.N_QUADS)
    found = {}
    for query in queries:
        result = store.query(query.variants[0], use_default_graph_as_union=True)
        found[query.name] = int(bool(result)) if isinstance(result, ox.QueryBoolean) else _distinct(result)
    return found


def size(server: Server, query: Named, seconds: float = 120.0) -> int | None:
    """The same of a server's answer; None where it gives none."""
    headers = [("Accept", accept(query)), ("Content-Type", "application/x-www-form-urlencoded")]
    body = f"query={quote(query.variants[0], safe='')}".encode()
    try:
        response = send("POST", server.query, headers, body, seconds)
    except NoAnswer:
        return None
    if response.status != 200:
        return None
    try:
        if accept(query) == GRAPH:
            return len({quad.triple for quad in ox.parse(response.body, ox.RdfFormat.TURTLE)})
        answer = json.loads(response.body)
        return int(answer["boolean"]) if "boolean" in answer else len(answer["results"]["bindings"])
    except (SyntaxError, ValueError, KeyError):
        return None


def _distinct(result: ox.QuerySolutions | ox.QueryTriples) -> int:
    """A graph holds a triple once, however often a template made it; a sequence holds each row."""
    return len(set(result)) if isinstance(result, ox.QueryTriples) else sum(1 for _ in result)
