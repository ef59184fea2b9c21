"""The pages around the data: home, prefixes, the JSON-LD context, VoID, problems and limits."""

from dataclasses import fields

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from communique.service.engine.limits import Limits
from communique.service.engine.question import Failure
from communique.service.pages import render, replies, state
from communique.service.pages.things import PAGE
from communique.service.sparql import negotiation
from communique.service.sparql.problems import PROBLEMS

router = APIRouter()
JSON = negotiation.Offer("json", "application/json", "application/json")
TURTLE = negotiation.GRAPHS[0]


@router.get("/", response_class=Response)
async def home(request: Request) -> Response:
    """What this is, and where to begin."""
    release = state.site(request).release
    start = f"{release.base}id/"
    kinds = [space.removeprefix(start).rstrip("/") for space in release.prefixes.values() if space.startswith(start)]
    return render.page(request, "home.html", kinds=sorted(kinds), base=release.base)


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
    found = state.site(request).limits
    rows = [(item.name, getattr(found, item.name), item.metadata) for item in fields(Limits)]
    if negotiation.choose(state.accept(request), (JSON, PAGE)) is PAGE:
        return render.page(request, "limits.html", limits=rows)
    content = {name: {"value": value, **told} for name, value, told in rows}
    return JSONResponse(content, headers={"vary": "Accept"})
