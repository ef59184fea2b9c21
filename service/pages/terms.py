"""The vocabulary and the named graphs at their addresses: `/ont/Party`, `/concept/role/hosted`, `/graph/doc/000`."""

import re

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from communique.service.engine.question import Failure, Question
from communique.service.pages import names, queries, render, replies, state
from communique.service.pages.graph import Graph
from communique.service.pages.things import PAGE
from communique.service.sparql import negotiation

router = APIRouter()
_PATH = re.compile(r"[\w.~-]+(?:/[\w.~-]+)*")
OFFERS = (*negotiation.GRAPHS, PAGE)


def _offer(request: Request) -> negotiation.Offer:
    offer = negotiation.choose(state.accept(request), OFFERS)
    if offer is None:
        raise Failure("not-acceptable", f"this comes as HTML or {', '.join(item.media_type for item in OFFERS[:4])}")
    return offer


@router.get("/ont", response_class=Response)
@router.get("/ont/", response_class=Response, include_in_schema=False)
async def vocabulary(request: Request) -> Response:
    """The whole vocabulary, concepts included."""
    release = state.site(request).release
    offer = _offer(request)
    if offer is not PAGE:
        query = queries.query(queries.VOCABULARY, release.base)
        return replies.graph(request, query, offer.name, offer.content_type)
    return await _term(request, "ont")


@router.get("/ont/{path:path}", response_class=Response)
async def term(request: Request, path: str) -> Response:
    """A term, or a module of the vocabulary."""
    return await _described(request, f"ont/{path}")


@router.get("/concept/{path:path}", response_class=Response)
async def concept(request: Request, path: str) -> Response:
    """A concept scheme, or a concept of it."""
    return await _described(request, f"concept/{path}")


@router.get("/graph/{path:path}", response_class=Response)
async def graph(request: Request, path: str) -> Response:
    """A named graph: its triples, or a page that says what it is and where its dump lies."""
    release = state.site(request).release
    iri = f"{release.base}graph/{path}"
    if iri not in release.graphs:
        listed = ", ".join(name.removeprefix(release.base) for name in release.graphs)
        raise Failure("not-found", f"there is no graph '{path}'", hint=f"There are: {listed}.")
    offer = _offer(request)
    if offer is PAGE:
        slug = path.replace("/", "-")
        dumps = [file for name in ("ttl", "ttl.gz") if (file := release.files.get(f"graphs/{slug}.{name}"))]
        return render.page(request, "graph.html", iri=iri, triples=release.graphs[iri], dumps=dumps)
    return replies.graph(request, queries.query(queries.GRAPH, release.base, iri), offer.name, offer.content_type)


async def _described(request: Request, path: str) -> Response:
    release = state.site(request).release
    path = path.rstrip("/")
    if not _PATH.fullmatch(path):
        raise Failure("not-found", "there is no such term")
    if path.startswith("ont/") and path.endswith(f"/{release.version}"):  # the version that is served, by its own IRI
        return replies.see_other(f"/{path.removesuffix(f'/{release.version}')}")
    offer = _offer(request)
    if offer is PAGE:
        return await _term(request, path)
    iri = f"{release.base}{path}"
    if not await replies.exists(request, f"ASK {{ <{iri}> ?p ?o }}"):
        raise Failure("not-found", f"there is no term <{iri}>")
    return replies.graph(request, queries.query(queries.TERM, release.base, iri), offer.name, offer.content_type)


async def _term(request: Request, path: str) -> Response:
    site = state.site(request)
    release = site.release
    iri = f"{release.base}{path}"
    question = Question(queries.query(queries.TERM, release.base, iri), None, "nt")
    content = await site.engine.read(question, state.client(request))
    found = Graph(content, release.base, release.prefixes, await names.terms(site))
    if not found.of(iri):
        raise Failure("not-found", f"there is no term <{iri}>")
    about = [(predicate, nodes) for predicate, nodes in sorted(found.of(iri).items())]
    within: dict[str, list[str]] = {}
    for subject, predicate, node in found.triples():
        if node.value == iri and subject != iri:
            within.setdefault(predicate, []).append(subject)
    return render.page(request, "term.html", iri=iri, graph=found, about=about, within=sorted(within.items()))
