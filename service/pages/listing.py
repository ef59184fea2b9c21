"""All things of a kind: by name and a page at a time for people, all at once as a table for programs."""

import json
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from communique.iris import THING_KINDS
from communique.service.engine.question import Failure, Question
from communique.service.engine.release import Release
from communique.service.pages import names, queries, render, replies, state
from communique.service.pages.graph import RDF, Graph, Value
from communique.service.pages.near import hint
from communique.service.pages.originals import Documents
from communique.service.pages.preferences import reader
from communique.service.pages.thing.reading import Reader
from communique.service.pages.thing.sections import SIZE as SIZE_OF
from communique.service.sparql import negotiation

router = APIRouter()
SIZE = 100  # things on a page
TABLES = ("csv", "json")
NAMED = "?thing skos:prefLabel|dcterms:title ?sort"
_SITUATIONS = queries.SOME_SITUATIONS.replace("{found}", queries.FOUND).replace("{pattern}", queries.SITUATIONS)
UNNAMED = '?thing a ?class BIND(STR(?thing) AS ?sort) FILTER(!CONTAINS(?sort, "#"))'
"""Situations, claims and passages have no names: they come by their keys; positions are parts of passages."""
CURATED = frozenset(THING_KINDS)


def kinds(release: Release) -> dict[str, str]:
    """The kinds of things that have prefixes of their own, with their namespaces."""
    start = f"{release.base}id/"
    return {
        namespace.removeprefix(start).rstrip("/"): namespace
        for namespace in release.prefixes.values()
        if namespace.startswith(start)
    }


@router.get("/doc/{kind}", response_class=Response)
async def listing(request: Request, kind: str) -> Response:
    """All things of a kind; with .csv or .json behind its name all of them as a table."""
    kind, _, ending = kind.partition(".")
    release = state.site(request).release
    known = kinds(release)
    if kind not in known or ending not in ("", *TABLES):
        raise Failure("not-found", f"there is no kind '{kind[:80]}'", **await hint(request, kind, ""))
    pattern = NAMED if kind in CURATED else UNNAMED
    whole = queries.query(queries.THINGS.replace("{pattern}", pattern), release.base, known[kind])
    if ending:
        offer = next(offer for offer in negotiation.SOLUTIONS if offer.name == ending)
        return replies.table(request, whole, offer.name, offer.content_type)
    number = render.number(request)
    text = queries.SOME_THINGS.replace("{pattern}", pattern) if kind in CURATED else _SITUATIONS
    text = text.replace("{size}", str(SIZE)).replace("{offset}", str(SIZE * (number - 1)))
    text = queries.query(text, release.base, known[kind])
    things, total = await (_named if kind in CURATED else _told)(request, text, known[kind])
    title = render.words_for(request).get(f"kinds-{kind}", kind)
    return render.page(
        request,
        "listing.html",
        kind=kind,
        things=things,
        total=total,
        number=number,
        last=render.pages(total, SIZE),
        page_address=lambda n: render.address(request, page=n),
        title=title,
        data={ending: f"/doc/{kind}.{ending}" for ending in TABLES},
        behind=text,
        crumbs=[(render.say(request, "home"), "/"), (title, "")],
        robots=kind in CURATED,
    )


async def _named(request: Request, text: str, _: str) -> tuple[list[Value], int]:
    """The things of a page, in the order given, called by the names that suit the reader best; and how many in all."""
    content = await state.site(request).engine.read(Question(text, "json"), state.client(request))
    rows: list[dict[str, Any]] = json.loads(content)["results"]["bindings"]
    language = reader(request).language
    called: dict[str, dict[str, str]] = {}
    for row in rows:
        if "thing" in row:
            name = row["name"]
            called.setdefault(row["thing"]["value"], {})[name.get("xml:lang", "")] = name["value"]
    total = next((int(row["total"]["value"]) for row in rows if "total" in row), 0)
    return [_best(iri, given, language) for iri, given in called.items()], total


def _best(iri: str, given: dict[str, str], language: str) -> Value:
    real = {each: text for each, text in given.items() if text != iri}
    if not real:
        return Value(iri.rpartition("/id/")[2], iri)
    chosen = next((each for each in (language, "en") if each in real), min(real))
    return Value(real[chosen], iri, chosen)


async def _told(request: Request, text: str, namespace: str) -> tuple[list[Value], int]:
    """The situations of a page, in the order of their keys, called by what they say; and how many there are in all."""
    site = state.site(request)
    release, language = site.release, reader(request).language
    content = await site.engine.read(Question(text, None, "nt"), state.client(request))
    graph = Graph(content, release.base, release.prefixes, await names.terms(site), language)
    read = Reader(graph, Documents())
    found = {each for each, _, _ in graph.triples() if each.startswith(namespace) and graph.value(each, f"{RDF}type")}
    return [read.called(iri) for iri in sorted(found - {namespace})], int(graph.value(namespace, SIZE_OF) or 0)
