"""Things: `/id/…` leads to the page or the data, `/data/…` is the data, `/doc/…` the page."""

import json
import re

from fastapi import APIRouter
from rapidfuzz import process
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.service.engine import formats
from communique.service.engine.question import Failure, Question
from communique.service.engine.release import Release
from communique.service.pages import names, queries, render, replies, state
from communique.service.pages.graph import DCTERMS, Graph
from communique.service.pages.said import Reader
from communique.service.sparql import negotiation

router = APIRouter()
ENDINGS = ("ttl", "nt", "jsonld", "rdf")
DATA = tuple(offer for offer in negotiation.GRAPHS if offer.name in ENDINGS)
LISTED = ", ".join(formats.GRAPHS[ending].media_type for ending in ENDINGS)
PAGE = negotiation.Offer("html", "text/html", "text/html; charset=utf-8")
LARGEST_PAGE = 1 << 20  # bytes of N-Triples that a page is made of
NEAR = 60  # of 100: how alike a key is that may be meant
_KEY = re.compile(r"[\w.~%-]+(?:--[\w.~%-]+)*")
OWL = "http://www.w3.org/2002/07/owl#"


def _iri(request: Request, kind: str, key: str) -> str:
    release = state.site(request).release
    if not _KEY.fullmatch(kind) or not _KEY.fullmatch(key):
        raise Failure("not-found", "there is no such key")
    return f"{release.base}id/{kind}/{key}"


async def _graph(request: Request, iri: str) -> tuple[Graph, bool]:
    """What is known around an IRI; False if that is too much for a page, and only its own triples are given."""
    site = state.site(request)
    release = site.release
    client = state.client(request)
    content = await site.engine.read(Question(queries.query(queries.THING, release.base, iri), None, "nt"), client)
    whole = len(content) <= LARGEST_PAGE
    if not whole:
        content = await site.engine.read(Question(queries.query(queries.BARE, release.base, iri), None, "nt"), client)
    return Graph(content, release.base, release.prefixes, await names.terms(site)), whole


async def _unknown(request: Request, kind: str, key: str) -> Failure:
    return Failure("not-found", f"there is no {kind} '{key}'", **await _near(request, kind, key))


def _elsewhere(request: Request, others: list[str], form: str, ending: str = "") -> Response:
    """Where to go from a withdrawn thing; raises Failure where nothing replaces it."""
    start = f"{state.site(request).release.base}id/"
    for other in others:
        if other.startswith(start):
            return RedirectResponse(f"/{form}/{other[len(start) :]}{ending}", 301)
    raise Failure("gone", "this was withdrawn, and nothing replaces it")


async def _near(request: Request, kind: str, key: str) -> dict[str, str]:
    """A hint that names the nearest key of that kind, or the nearest kind."""
    release = state.site(request).release
    kinds = sorted(_kinds(release))
    if kind not in kinds:
        like = process.extractOne(kind, kinds, score_cutoff=NEAR)
        return {"hint": f"The kinds are {', '.join(kinds)}." + (f" Did you mean {like[0]}?" if like else "")}
    start = f"{release.base}id/{kind}/"
    question = Question(queries.query(queries.KEYS, release.base, start), "json")
    found = json.loads(await state.site(request).engine.read(question, state.client(request)))
    keys = [row["thing"]["value"].removeprefix(start) for row in found["results"]["bindings"]]
    near = [found for found, _, _ in process.extract(key, keys, limit=3, score_cutoff=NEAR)]
    return {"hint": f"Did you mean {', '.join(near)}?"} if near else {}


def _kinds(release: Release) -> dict[str, str]:
    start = f"{release.base}id/"
    return {
        namespace.removeprefix(start).rstrip("/"): namespace
        for namespace in release.prefixes.values()
        if namespace.startswith(start)
    }


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
    """What is known of a thing, with every claim and passage; .ttl, .nt, .jsonld, .rdf, or by negotiation."""
    stem, dot, ending = key.rpartition(".")
    if dot and ending in ENDINGS:
        offer = next(offer for offer in DATA if offer.name == ending)
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
    return replies.graph(request, queries.query(queries.THING, site.release.base, iri), offer.name, offer.content_type)


@router.get("/doc/{kind}/{key}", response_class=Response)
async def document(request: Request, kind: str, key: str) -> Response:
    """The page of a thing."""
    iri = _iri(request, kind, key)
    graph, whole = await _graph(request, iri)
    if not graph.of(iri):
        raise await _unknown(request, kind, key)
    if graph.value(iri, f"{OWL}deprecated") == "true":
        return _elsewhere(request, graph.values(iri, f"{DCTERMS}isReplacedBy"), "doc")
    said = Reader(graph, iri).read()
    data = {ending: f"/data/{kind}/{key}.{ending}" for ending in ENDINGS}
    return render.page(request, "thing.html", said=said, whole=whole, data=data, canonical=iri)


@router.get("/doc/{kind}", response_class=Response)
async def listing(request: Request, kind: str) -> Response:
    """All things of a kind by name."""
    release = state.site(request).release
    kinds = _kinds(release)
    if kind not in kinds:
        raise Failure("not-found", f"there is no kind '{kind}'", **await _near(request, kind, ""))
    question = Question(queries.query(queries.THINGS, release.base, kinds[kind]), "json")
    found = json.loads(await state.site(request).engine.read(question, state.client(request)))
    things: dict[str, dict[str, str]] = {}
    for row in found["results"]["bindings"]:
        iri, name = row["thing"]["value"], row["name"]
        entry = things.setdefault(iri, {"name": name["value"], "said": row["said"]["value"]})
        if name.get("xml:lang") == "en":
            entry["name"] = name["value"]
    return render.page(request, "listing.html", kind=kind, things=things)
