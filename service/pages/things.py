"""Things: `/id/…` leads to the page or the data, `/data/…` is the data, `/doc/…` the page."""

import json
import re
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.service.engine import formats
from communique.service.engine.question import Failure, Question
from communique.service.pages import names, originals, queries, render, replies, state
from communique.service.pages.graph import DCTERMS, OWL, Graph
from communique.service.pages.near import hint
from communique.service.pages.preferences import reader
from communique.service.pages.thing import sections
from communique.service.pages.thing.kinds import kind as shape_of
from communique.service.pages.thing.page import Page
from communique.service.sparql import negotiation

router = APIRouter()
ENDINGS = ("ttl", "nt", "jsonld", "rdf")
TABLES = ("csv", "json")
OFFERED = ("ttl", "jsonld", "json", "csv", "nt", "rdf")  # as a page lists them
DATA = tuple(offer for offer in negotiation.GRAPHS if offer.name in ENDINGS)
LISTED = ", ".join(formats.GRAPHS[ending].media_type for ending in ENDINGS)
PAGE = negotiation.Offer("html", "text/html", "text/html; charset=utf-8")
_KEY = re.compile(r"[\w.~%-]+(?:--[\w.~%-]+)*")


def _iri(request: Request, kind: str, key: str) -> str:
    release = state.site(request).release
    if not _KEY.fullmatch(kind) or not _KEY.fullmatch(key):
        raise Failure("not-found", "there is no such key")
    return f"{release.base}id/{kind}/{key}"


async def _unknown(request: Request, kind: str, key: str) -> Failure:
    return Failure("not-found", f"there is no {kind} '{key}'", **await hint(request, kind, key))


def _elsewhere(request: Request, others: list[str], form: str, ending: str = "") -> Response:
    """Where to go from a withdrawn thing; raises Failure where nothing replaces it."""
    start = f"{state.site(request).release.base}id/"
    for other in others:
        if other.startswith(start):
            return RedirectResponse(f"/{form}/{other[len(start) :]}{ending}", 301)
    raise Failure("gone", "this was withdrawn, and nothing replaces it")


@router.get("/id/{kind}/{key}", status_code=303, response_class=Response)
async def thing(request: Request, kind: str, key: str) -> Response:
    """A thing is not a document: lead to the page of it or to its data (303)."""
    _iri(request, kind, key)
    offer = negotiation.choose(state.accept(request), (*DATA, PAGE))
    if offer is None:
        raise Failure(
            "not-acceptable", f"a thing is described as HTML or {', '.join(offer.media_type for offer in DATA)}"
        )
    return replies.see_other(f"/doc/{kind}/{key}" if offer is PAGE else f"/data/{kind}/{key}.{offer.name}")


@router.get("/data/{kind}/{key}", response_class=Response)
async def data(request: Request, kind: str, key: str) -> Response:
    """What is known of a thing, with every claim and passage; .ttl, .nt, .jsonld, .rdf, or by negotiation.

    .csv and .json are what is said of it as a table: a row for each property, claim and passage.
    """
    stem, dot, ending = key.rpartition(".")
    if dot and ending in (*ENDINGS, *TABLES):
        offer = next(offer for offer in (*DATA, *negotiation.SOLUTIONS) if offer.name == ending)
        key = stem
    else:
        dot = ending = ""
        chosen = negotiation.choose(state.accept(request), DATA)
        if chosen is None:
            raise Failure("not-acceptable", f"data come as one of: {LISTED}")
        offer = chosen
    site = state.site(request)
    iri = _iri(request, kind, key)
    question = Question(queries.query(queries.STATE, site.release.base, iri), "json")
    rows = json.loads(await site.engine.read(question, state.client(request)))["results"]["bindings"]
    if not rows:
        raise await _unknown(request, kind, key)
    if rows[0].get("deprecated", {}).get("value") == "true":
        return _elsewhere(request, [row["other"]["value"] for row in rows if "other" in row], "data", dot + ending)
    if ending in TABLES:
        return replies.table(
            request, queries.query(queries.TABLE, site.release.base, iri), offer.name, offer.content_type
        )
    return replies.graph(request, queries.query(queries.THING, site.release.base, iri), offer.name, offer.content_type)


@router.get("/doc/{kind}/{key}", response_class=Response)
async def document(request: Request, kind: str, key: str) -> Response:
    """The page of a thing."""
    iri = _iri(request, kind, key)
    site, shape = state.site(request), shape_of(kind)
    release, language = site.release, reader(request).language
    numbers = {section.name: render.number(request, section.name) for section in shape.sections}
    query = sections.query(release.base, iri, shape.sections, numbers)
    content = await site.engine.read(Question(query, None, "nt"), state.client(request))
    graph = Graph(content, release.base, release.prefixes, await names.terms(site), language)
    if not graph.of(iri):
        raise await _unknown(request, kind, key)
    if graph.value(iri, f"{OWL}deprecated") == "true":
        return _elsewhere(request, graph.values(iri, f"{DCTERMS}isReplacedBy"), "doc")
    shown = Page(graph, iri, kind, shape, numbers, await originals.documents(site))
    return render.page(
        request,
        "thing.html",
        page=shown,
        paged={name: render.paged(request, name) for name in numbers},
        data={ending: f"/data/{kind}/{quote(key)}.{ending}" for ending in OFFERED},
        behind=query,
        schema=shown.schema(shape),
        canonical=iri,
        crumbs=_crumbs(request, kind, shown.name.text),
    )


def _crumbs(request: Request, kind: str, name: str) -> list[tuple[str, str]]:
    listed = render.words_for(request).get(f"kinds-{kind}", kind)
    return [(render.say(request, "home"), "/"), (listed, f"/doc/{kind}"), (name, "")]
