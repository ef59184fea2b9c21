"""The page of search: what is typed, what was found and by which name, and what narrows it; also as JSON and CSV."""

import csv
import io
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from communique.service.api import searching
from communique.service.api.asking import asked
from communique.service.api.models import Facets, Listed, Value
from communique.service.api.searching import SHOWN, Asked
from communique.service.pages import render, state

router = APIRouter()
FACETS = ("kind", "country", "decade", "document")
OPEN = 3  # facets that are unfolded
VALUES = 15  # values of a facet that are shown, besides those chosen
COLUMNS = ("id", "kind", "key", "name", "matched", "language", "how", "printed", "country", "decades", "documents",
           "wikidata", "claims")  # fmt: skip
Parameters = Annotated[Asked, Depends(asked)]


@router.get("/search", response_class=Response)
async def search(request: Request, given: Parameters) -> Response:
    """Find things by their names; every parameter is in the address, so a search can be kept and sent."""
    found = await searching.search(request, given)

    def address(**changed: Any) -> str:
        return _address("/search", given, **changed)

    return render.page(
        request,
        "search.html",
        found=found,
        groups=_groups(request, given, found.facets),
        removable=_removable(given, found.facets),
        address=lambda number: address(page=number),
        instead=lambda text: address(q=text, page=1),
        cleared=address(chosen={}, page=1),
        data={"json": _address("/search.json", given), "csv": _address("/search.csv", given)},
        behind=found.sparql if found.items else "",
        last=min(found.pages, state.site(request).limits.search_depth // given.size),
        robots=not (given.typed or given.chosen or given.page > 1),
    )


@router.get("/search.json", response_class=Response)
async def as_json(request: Request, given: Parameters) -> Response:
    """The same as JSON, as under /api/search."""
    found = await searching.search(request, given)
    return JSONResponse(found.model_dump(), headers={"vary": render.VARY})


@router.get("/search.csv", response_class=Response)
async def as_csv(request: Request, given: Parameters) -> Response:
    """The same as CSV, a line a thing; several values of a cell are parted by `|`."""
    found = await searching.search(request, given)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(map(_row, found.items))
    return Response(text.getvalue(), media_type="text/csv; charset=utf-8", headers={"vary": render.VARY})


def _row(item: Listed) -> list[Any]:
    name = item.matched
    return [
        *(item.id, item.kind, item.key, item.name),
        *((name.text, name.language) if name else ("", "")),
        item.how,
        "|".join(place.label for place in name.printed) if name else "",
        item.country or "",
        "|".join(map(str, item.decades)),
        "|".join(item.documents),
        item.wikidata or "",
        item.claims,
    ]


def _address(path: str, given: Asked, **changed: Any) -> str:
    """The address of this search with something changed: `q`, `page`, or all that is `chosen`."""
    chosen = changed.get("chosen", given.chosen)
    page = changed.get("page", given.page)
    pairs = [("q", changed.get("q", given.typed))]
    pairs += [(name, value) for name in FACETS for value in chosen.get(name, ())]
    pairs += [("page", str(page))] if page > 1 else []
    pairs += [("size", str(given.size))] if given.size != SHOWN else []
    return f"{path}?{urlencode(pairs)}"


def _groups(request: Request, given: Asked, facets: Facets) -> list[dict[str, Any]]:
    """The facets as the macro takes them; a chosen value leads back to the search without it."""
    groups = []
    for place, name in enumerate(FACETS):
        values: list[Value] = getattr(facets, name)
        shown = [value for at, value in enumerate(values) if at < VALUES or value.chosen]
        items = [
            {"text": value.label, "count": value.count, "chosen": value.chosen, "address": _toggled(given, name, value)}
            for value in shown
        ]
        if items:
            opened = place < OPEN or bool(given.chosen.get(name))
            groups.append({"name": render.say(request, f"search-by-{name}"), "open": opened, "items": items})
    return groups


def _removable(given: Asked, facets: Facets) -> list[dict[str, str]]:
    """What is chosen, each with the address of the search without it."""
    return [
        {"text": value.label, "address": _toggled(given, name, value)}
        for name in FACETS
        for value in getattr(facets, name)
        if value.chosen
    ]


def _toggled(given: Asked, name: str, value: Value) -> str:
    chosen = {other: list(values) for other, values in given.chosen.items()}
    values = chosen.setdefault(name, [])
    if value.value in values:
        values.remove(value.value)
    else:
        values.append(value.value)
    return _address("/search", given, chosen=chosen, page=1)
