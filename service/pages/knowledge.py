"""What an editor completes from: the release's prefixes, and its classes, properties and concepts with their uses.

How often each is used comes from VoID (`void.ttl`), what it is called and means from the vocabulary.
"""

import hashlib
import json
from typing import Any
from weakref import WeakKeyDictionary

from fastapi import APIRouter
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from starlette.requests import Request
from starlette.responses import Response

from communique.service.engine.question import Question
from communique.service.engine.release import Release
from communique.service.engine.site import Site
from communique.service.pages import queries, replies, state

router = APIRouter()
VOID = "http://rdfs.org/ns/void#"
COUNTS = {f"{VOID}entities": f"{VOID}class", f"{VOID}triples": f"{VOID}property"}
"""A number of a partition, and the property that names what is counted."""
_known: WeakKeyDictionary[Release, tuple[str, bytes]] = WeakKeyDictionary()


def uses(void: str, base: str) -> dict[str, tuple[str, int]]:
    """Each class and property with what it is and how often the whole dataset has it; `void` is Turtle."""
    about: dict[str, dict[str, str]] = {}
    for quad in parse(void, format=RdfFormat.TURTLE, base_iri=base):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            about.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    found: dict[str, tuple[str, int]] = {}
    for partition in about.values():
        for number, named in COUNTS.items():
            if number in partition and named in partition:
                term, count = partition[named], int(partition[number])
                known = found.get(term, ("", 0))[1]  # partitions of graphs and classes are parts of the whole
                found[term] = (named.removeprefix(VOID), max(count, known))
    return found


async def _terms(site: Site) -> list[dict[str, Any]]:
    question = Question(queries.query(queries.COMPLETION, site.release.base), "json")
    rows = json.loads(await site.engine.read(question, "completion"))["results"]["bindings"]
    counted = uses(site.release.text("void.ttl"), site.release.base)
    found = {
        row["term"]["value"]: {
            "iri": row["term"]["value"],
            "label": row["name"]["value"],
            "definition": row["definition"]["value"] if "definition" in row else "",
            "kind": row["kind"]["value"],
            "uses": counted.get(row["term"]["value"], ("", 0))[1],
        }
        for row in rows
    }
    for term, (kind, count) in counted.items():  # those of other vocabularies
        label = term.rstrip("/#").replace("#", "/").rpartition("/")[2]
        about = {"iri": term, "label": label, "definition": "", "kind": kind, "uses": count}
        found.setdefault(term, about)
    return sorted(found.values(), key=lambda term: (-term["uses"], term["iri"]))


async def _knowledge(site: Site) -> tuple[str, bytes]:
    """ETag and JSON, made once a release."""
    release = site.release
    if release not in _known:
        content = {"base": release.base, "prefixes": release.prefixes, "terms": await _terms(site)}
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        _known[release] = f'"{hashlib.sha256(body).hexdigest()[:16]}"', body
    return _known[release]


@router.get("/query/knowledge.json", response_class=Response)
async def knowledge(request: Request) -> Response:
    """Prefixes, classes, properties and concepts, the most used first: what an editor completes from."""
    etag, body = await _knowledge(state.site(request))
    headers = {"etag": etag, "cache-control": "public, max-age=60"}
    if replies.unchanged(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
