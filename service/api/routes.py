"""The addresses under /api: things, search, what to complete, and what is known of items on Wikidata."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from communique.service.api import alignments, models, one, searching
from communique.service.api.asking import asked, links
from communique.service.api.searching import Asked
from communique.service.engine.question import Failure
from communique.service.pages import state
from communique.service.search.entries import Entry

PROBLEM: dict[str, Any] = {"model": models.Problem, "content": {"application/problem+json": {}}}
FAULTS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The request is malformed", **PROBLEM},
    503: {"description": "Busy", **PROBLEM},
}
ABSENT: dict[int | str, dict[str, Any]] = {404: {"description": "There is no such thing here", **PROBLEM}}
router = APIRouter(tags=["API"])
Kind = Annotated[str, Path(description="A kind of thing.", examples=["party"], max_length=40)]
Key = Annotated[str, Path(description="The key of a thing.", examples=["gr-kke"], max_length=200)]


@router.get("/api", responses=FAULTS, operation_id="home")
async def home(request: Request) -> models.Home:
    """Where to begin."""
    release = state.site(request).release
    links = {
        "things": "/api/things{?q,kind,country,decade,document,page,size}",
        "thing": "/api/things/{kind}/{key}",
        "alignment": "/api/things/{kind}/{key}/wikidata",
        "search": "/api/search{?q,kind,country,decade,document,page,size}",
        "suggest": "/api/suggest{?q,limit}",
        "wikidata": "/api/wikidata/{item}",
        "openapi": "/openapi.json",
        "sparql": "/sparql",
        "mcp": "/mcp",
    }
    return models.Home(release=release.name, issued=release.issued, links=links)


@router.get("/api/search", responses=FAULTS, operation_id="search")
async def search(request: Request, response: Response, given: Annotated[Asked, Depends(asked)]) -> models.Page:
    """Things by their names in any script, misprints forgiven; narrowed by kind, country, decade and document.

    The Link header leads to the other pages.
    """
    return await _page(request, response, given)


@router.get("/api/things", responses=FAULTS, operation_id="things")
async def things(request: Request, response: Response, given: Annotated[Asked, Depends(asked)]) -> models.Page:
    """Things by kind, country, decade and document, those with most claims first. The Link header leads on."""
    return await _page(request, response, given)


@router.get("/api/suggest", responses=FAULTS, operation_id="suggest")
async def suggest(
    request: Request,
    q: Annotated[str, Query(description="What has been typed so far.")] = "",
    limit: Annotated[int, Query(ge=1, le=50)] = searching.SUGGESTED,
) -> models.Suggestions:
    """What may be meant by what has been typed so far."""
    return await searching.suggest(request, q, limit)


@router.get("/api/things/{kind}/{key}", responses=FAULTS | ABSENT, operation_id="thing")
async def thing(request: Request, kind: Kind, key: Key) -> models.Thing:
    """One thing: names, properties, and what sources report of it, each with who says so and where."""
    return await one.thing(request, await _known(request, kind, key))


@router.get("/api/things/{kind}/{key}/wikidata", responses=FAULTS | ABSENT, operation_id="alignment")
async def alignment(request: Request, kind: Kind, key: Key) -> models.ThingAlignment:
    """What was decided about a thing and items on Wikidata: the same, not the same, or that there is nothing."""
    await _known(request, kind, key)
    return await alignments.of_thing(request, kind, key)


@router.get("/api/wikidata/{item}", responses=FAULTS, operation_id="wikidata")
async def wikidata(
    request: Request, item: Annotated[str, Path(examples=["Q192406"], pattern="^Q[1-9][0-9]{0,11}$")]
) -> models.ItemAnswer:
    """The things that an item on Wikidata is, or was found not to be. That nothing is known of it is an answer, too."""
    return await alignments.of_item(request, item)


async def _page(request: Request, response: Response, given: Asked) -> models.Page:
    page = await searching.search(request, given)
    response.headers.update(links(request, page.page, page.pages))
    return page


async def _known(request: Request, kind: str, key: str) -> Entry:
    """What the index keeps of a thing; raises Failure."""
    entry = await searching.finder(request).entry(kind, key)
    if entry is None:
        raise Failure("not-found", f"there is no {kind} '{key}'", hint="Search for its name under /api/search.")
    return entry
