"""The vocabulary and the named graphs at their addresses: `/ont/Party`, `/concept/role/hosted`, `/graph/doc/000`."""

import re
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from communique.service.engine.question import Failure, Question
from communique.service.engine.release import Release
from communique.service.pages import names, ontology, queries, render, replies, state
from communique.service.pages.graph import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Value
from communique.service.pages.preferences import reader
from communique.service.pages.things import PAGE
from communique.service.sparql import negotiation

router = APIRouter()
TYPE = f"{RDF}type"
_PATH = re.compile(r"[\w.~-]+(?:/[\w.~-]+)*")
GROUPS = {
    "classes": (f"{OWL}Class",),
    "properties": (f"{OWL}ObjectProperty", f"{OWL}DatatypeProperty"),
    "schemes": (f"{SKOS}ConceptScheme",),
    "modules": (f"{OWL}Ontology",),
}
TOLD = ("definition", "example", "scopeNote")
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
    return await _overview(request)


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


async def _graph(request: Request, template: str, iri: str) -> tuple[Graph, str]:
    """What a query finds of the vocabulary, with the query."""
    site = state.site(request)
    release = site.release
    text = queries.query(template, release.base, iri)
    content = await site.engine.read(Question(text, None, "nt"), state.client(request))
    known = await names.terms(site)
    return Graph(content, release.base, release.prefixes, known, reader(request).language), text


async def _overview(request: Request) -> Response:
    """Every term of ours, by what it is."""
    release = state.site(request).release
    found, text = await _graph(request, queries.VOCABULARY, "")
    groups = [(name, _terms(release, found, kinds)) for name, kinds in GROUPS.items()]
    ours = [edge for edge in ontology.properties(found) if all(end.startswith(f"{release.base}ont/") for end in edge)]
    return render.page(
        request,
        "ontology.html",
        iri=f"{release.base}ont",
        groups=[(name, terms) for name, terms in groups if terms],
        picture=ontology.drawn(ours, found),
        behind=text,
        data={"ttl": "/dumps/ontology/communique.ttl"} if "ontology/communique.ttl" in release.files else {},
    )


def _terms(release: Release, graph: Graph, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    """The terms of some kinds with what the overview tells of each."""
    uses = ontology.used(release)
    iris = {iri for kind in kinds for iri in graph.subjects(TYPE, kind) if iri.startswith(release.base)}
    return [
        {
            "iri": iri,
            "short": graph.short(iri),
            "name": graph.name(iri),
            "definition": graph.texts(iri, f"{SKOS}definition") or graph.texts(iri, f"{DCTERMS}description"),
            "use": uses.get(iri, ("", 0))[1],
            "questions": len(ontology.questions(release, iri, graph.short(iri))),
        }
        for iri in sorted(iris)
    ]


async def _term(request: Request, path: str) -> Response:
    release = state.site(request).release
    iri = f"{release.base}{path}"
    found, text = await _graph(request, queries.TERM, iri)
    about = found.of(iri)
    if not about:
        raise Failure("not-found", f"there is no term <{iri}>")
    told = {key: found.texts(iri, f"{SKOS}{key}") for key in TOLD}
    hidden = {f"{SKOS}{key}" for key in TOLD} | {TYPE, f"{RDFS}label", f"{SKOS}prefLabel", f"{OWL}versionIRI"}
    within: dict[str, list[Value]] = {}
    for subject, predicate, node in found.triples():
        if node.value == iri and subject != iri:
            within.setdefault(predicate, []).append(found.name(subject))
    name = found.name(iri)
    return render.page(
        request,
        "term.html",
        iri=iri,
        name=name,
        kinds=[found.term(kind) for kind in found.values(iri, TYPE)],
        told=told,
        rows=[(found.term(each), [found.shown(node) for node in about[each]]) for each in sorted(set(about) - hidden)],
        use=ontology.used(release).get(iri, ("", 0))[1],
        shaped=ontology.shapes(release).get(iri, []),
        picture=ontology.drawn(ontology.around(ontology.properties(found), iri), found, named=True),
        within=[
            (found.short(each).replace(":", "-"), found.term(each), sorted(items, key=lambda item: item.text))
            for each, items in sorted(within.items())
        ],
        asked=ontology.questions(release, iri, found.short(iri)),
        behind=text,
        canonical=iri,
        crumbs=[(render.say(request, "home"), "/"), (render.say(request, "nav-ont"), "/ont"), (name.text, "")],
    )
