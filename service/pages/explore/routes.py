"""The pages of Explore: each a table, that table as CSV and JSON, and the query it is made of."""

import csv
import io
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from communique.service.engine.question import Failure
from communique.service.pages import names, render, state
from communique.service.pages.explore import appearances, choices, facets, tables
from communique.service.pages.explore.appearances import Named
from communique.service.pages.explore.tables import Cell, Table, Word
from communique.service.pages.preferences import reader

router = APIRouter()
VIEWS: dict[str, Callable[..., Table]] = {
    "timeline": tables.timeline,
    "map": tables.world,
    "network": tables.network,
    "matrix": tables.matrix,
}
SHOWN = 3000
"""Rows of the table on a page; its files have all."""


@router.get("/explore", response_class=Response)
async def index(request: Request) -> Response:
    """The four views, and what each is for."""
    return render.page(request, "explore.html", views=VIEWS)


@router.get("/explore/{view}", response_class=Response)
async def explore(request: Request, view: str) -> Response:
    """A view as a page; with `.csv` or `.json` behind its name, its table as data."""
    name, _, ending = view.partition(".")
    if name not in VIEWS or ending not in ("", "csv", "json"):
        raise Failure("not-found", f"there is no view '{view[:40]}'", hint=f"There are: {', '.join(VIEWS)}.")
    chosen = choices.read(request)
    site = state.site(request)
    text = appearances.query(site.release.base, reader(request).language, chosen)
    found, more = await appearances.read(site.engine, text, state.client(request))
    terms = await names.called(site, reader(request).language)
    table = VIEWS[name](found, lambda iri: Named(iri, terms.get(iri) or iri.rpartition("/")[2]))
    if ending == "csv":
        return _csv(table, name)
    if ending == "json":
        return JSONResponse({"complete": not more, "rows": [_record(table, row) for row in table.rows]})
    path = f"/explore/{name}"
    return render.page(
        request,
        "explore_view.html",
        view=name,
        views={each: chosen.address(f"/explore/{each}") for each in VIEWS},
        table=table,
        shown=table.rows[:SHOWN],
        more=more,
        facets=facets.groups(found, chosen, path, terms, lambda key, **more: render.say(request, key, **more)),
        filtered=chosen != choices.Choices(),
        data={each: chosen.address(f"{path}.{each}") for each in ("json", "csv")},
        behind=text,
        robots=chosen == choices.Choices(),
    )


def _record(table: Table, row: list[Cell]) -> dict[str, Any]:
    """A row as JSON: things with IRI and name, words as their keys."""

    def plain(cell: Cell) -> Any:
        if isinstance(cell, Named):
            return {"iri": cell.iri, "name": cell.name}
        if isinstance(cell, list):
            return [plain(each) for each in cell]
        return cell.key if isinstance(cell, Word) else cell

    return {column.key: plain(cell) for column, cell in zip(table.columns, row, strict=True)}


def _csv(table: Table, name: str) -> Response:
    """RFC 4180; a thing takes two fields, its name and its IRI, and several are separated by spaces and bars."""
    records = [_record(table, row) for row in table.rows]
    things = {column.key for column in table.columns for each in records[:1] if isinstance(each[column.key], dict)}
    heading = [key for column in table.columns for key in _fields(column.key, column.key in things)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heading)
    for record in records:
        writer.writerow([field for value in record.values() for field in _texts(value)])
    headers = {"content-disposition": f'attachment; filename="communique-{name}.csv"'}
    return Response(text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _fields(key: str, thing: bool) -> list[str]:
    return [key, f"{key}_iri"] if thing else [key]


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [value["name"], value["iri"]]
    if isinstance(value, list):
        return [" | ".join(each["iri"] for each in value)]
    return [str(value)]
