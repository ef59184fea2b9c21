"""The pages around the data: home, about, status, prefixes, the JSON-LD context, VoID, problems and limits."""

from collections.abc import Mapping
from dataclasses import fields
from importlib.metadata import version
from platform import python_version
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from communique import __version__
from communique.service.engine.limits import Limits
from communique.service.engine.question import Failure
from communique.service.pages import citing, listing, render, replies, sources, state
from communique.service.pages.things import PAGE
from communique.service.sparql import negotiation
from communique.service.sparql.problems import PROBLEMS

router = APIRouter()
LATEST = 5  # documents on the home page
JSON = negotiation.Offer("json", "application/json", "application/json")
TURTLE = negotiation.GRAPHS[0]


@router.get("/", response_class=Response)
async def home(request: Request) -> Response:
    """What this is, and where to begin."""
    release = state.site(request).release
    found, text = await sources.read(request)
    kinds = [kind for kind in listing.kinds(release) if kind in listing.CURATED]
    schema = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": release.base,
        "name": release.title,
        "description": render.say(request, "home-lead"),
        "version": release.version,
        "datePublished": release.issued,
        "url": release.base,
        "license": [licence["address"] for licence in release.licences.values()],
        "creator": [{"@type": "Organization", "name": name} for name in citing.known(release)["authors"]],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": file.media_type, "contentUrl": f"{release.base}dumps/{path}"}
            for path, file in release.files.items()
            if path in ("communique.nq", "communique.ttl")
        ],
    }
    return render.page(request, "home.html", kinds=kinds, latest=found[:LATEST], behind=text, schema=schema)


@router.get("/about", response_class=Response)
async def about(request: Request) -> Response:
    """What this is, who may use it for what, and how to cite it."""
    release = state.site(request).release
    known = citing.known(release)
    cited = {"bib": citing.bibtex(known), "json": citing.csl(known)}
    return render.page(request, "about.html", known=known, cited=cited)


@router.get("/about/cite.{ending}", response_class=Response)
async def cite(request: Request, ending: str) -> Response:
    """The reference to the release: .bib for BibTeX, .json for CSL-JSON."""
    known = citing.known(state.site(request).release)
    if ending == "bib":
        return Response(citing.bibtex(known), media_type="application/x-bibtex; charset=utf-8")
    if ending == "json":
        return Response(citing.csl(known), media_type="application/vnd.citationstyles.csl+json")
    raise replies.no_such_ending(ending, ("bib", "json"))


@router.get("/status", response_class=Response)
async def status(request: Request) -> Response:
    """How the service fares: versions, load, what it may use; as a page or as JSON."""
    site = state.site(request)
    dispatcher = site.engine.dispatcher
    content = {
        "release": site.release.name,
        "revision": site.revision,
        "versions": {"communique": __version__, "pyoxigraph": version("pyoxigraph"), "python": python_version()},
        "engine": dispatcher.load(),
        "queries": dict(dispatcher.counts),
    }
    if negotiation.choose(state.accept(request), (JSON, PAGE)) is PAGE:
        return render.page(request, "status.html", service=content, limits=_limits(request), robots=False)
    return JSONResponse(content, headers={"vary": "Accept", "cache-control": "no-store"})


@router.get("/prefixes", response_class=Response)
async def prefixes(request: Request) -> Response:
    """Every prefix with its namespace, as a page, as JSON or as `sh:declare` in Turtle."""
    release = state.site(request).release
    offer = negotiation.choose(state.accept(request), (JSON, TURTLE, PAGE))
    if offer is PAGE:
        return render.page(request, "prefixes.html", prefixes=release.prefixes)
    if offer is JSON:
        return JSONResponse(release.prefixes, headers={"vary": "Accept"})
    if offer is TURTLE:
        return Response(release.text("prefixes.ttl"), media_type=TURTLE.content_type, headers={"vary": "Accept"})
    raise Failure("not-acceptable", "the prefixes come as JSON, Turtle or HTML")


@router.get("/context.jsonld", response_class=Response)
async def context(request: Request) -> Response:
    """The JSON-LD context of the vocabulary."""
    return FileResponse(state.site(request).release.folder / "context.jsonld", media_type="application/ld+json")


@router.get("/.well-known/void", response_class=Response, status_code=303)
async def void() -> Response:
    """Leads to the description of the dataset (VoID)."""
    return replies.see_other("/dumps/void.ttl")


@router.get("/problems", response_class=Response)
async def problems(request: Request) -> Response:
    """Every way a request can fail: the `type` of a problem leads here."""
    return render.page(request, "problems.html", problems=PROBLEMS)


@router.get("/limits", response_class=Response)
async def limits(request: Request) -> Response:
    """What one query, one client and the whole endpoint may use, as a page or as JSON."""
    rows = _limits(request)
    if negotiation.choose(state.accept(request), (JSON, PAGE)) is PAGE:
        return render.page(request, "limits.html", limits=rows)
    content = {name: {"value": value, **told} for name, value, told in rows}
    return JSONResponse(content, headers={"vary": "Accept"})


def _limits(request: Request) -> list[tuple[str, Any, Mapping[Any, Any]]]:
    """Each limit with its value and what is told of it."""
    found = state.site(request).limits
    return [(item.name, getattr(found, item.name), item.metadata) for item in fields(Limits)]
