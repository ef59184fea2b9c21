"""`/conflicts`: what is contested, within a document, between documents, against Wikidata and against other sources.

One query finds them all (conflict_queries.py); the page groups its rows, and they come as JSON, CSV and Turtle too.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from communique.service.engine import formats
from communique.service.engine.question import Failure, Question
from communique.service.pages import conflict_queries, queries, render, replies, state
from communique.service.pages.conflict_queries import PATTERNS

router = APIRouter()
ENDINGS = ("json", "csv", "ttl")

Cell = dict[str, str]


@dataclass
class Place:
    """A passage: its IRI and what readers call it."""

    iri: str
    text: str


@dataclass
class Conflict:
    """Two sides that disagree: ours as a document has it, and the other, each with its places or source."""

    thing: str
    name: str
    ours: str
    said: str
    theirs: str
    stated: str
    source: str
    recorded: str
    places: list[Place] = field(default_factory=list)
    others: list[Place] = field(default_factory=list)


def read(rows: list[dict[str, Cell]]) -> dict[str, list[Conflict]]:
    """The conflicts by kind, in the order of the kinds, from the rows of the query."""
    found: dict[str, dict[tuple[str, str, str], Conflict]] = {kind: {} for kind in PATTERNS}
    for row in rows:
        cells = {name: cell["value"] for name, cell in row.items()}
        kind, sides = cells["kind"], (cells["thing"], cells["ours"], cells["theirs"])
        conflict = found[kind].setdefault(sides, _conflict(cells))
        _add(conflict.places, cells["passage"], cells.get("where", ""))
        if "otherPassage" in cells:
            _add(conflict.others, cells["otherPassage"], cells.get("otherWhere", ""))
    return {kind: list(conflicts.values()) for kind, conflicts in found.items() if conflicts}


def _conflict(cells: dict[str, str]) -> Conflict:
    def text(name: str) -> str:
        return " ".join(cells.get(name, "").split())

    return Conflict(
        thing=cells["thing"],
        name=text("name"),
        ours=cells["ours"],
        said=text("said"),
        theirs=cells["theirs"],
        stated=text("stated"),
        source=text("source"),
        recorded=text("recorded"),
    )


def _add(places: list[Place], iri: str, text: str) -> None:
    if all(place.iri != iri for place in places):
        places.append(Place(iri, text or iri.rpartition("/")[2]))


def _query(request: Request, text: str) -> str:
    return queries.query(text, state.site(request).release.base)


@router.get("/conflicts", response_class=Response)
async def page(request: Request) -> Response:
    """The page."""
    site, query = state.site(request), _query(request, conflict_queries.table())
    answer: dict[str, Any] = json.loads(await site.engine.read(Question(query, "json"), state.client(request)))
    found = read(answer["results"]["bindings"])
    data = {ending: f"/conflicts.{ending}" for ending in ENDINGS}
    return render.page(request, "conflicts.html", conflicts=found, data=data, behind=query)


@router.get("/conflicts.{ending}", response_class=Response)
async def data(request: Request, ending: str) -> Response:
    """The same as JSON or CSV, row by row; as Turtle, both sides with their claims and that they disagree."""
    if ending not in ENDINGS:
        raise Failure("not-found", f"the conflicts come as {', '.join(ENDINGS)}, not as '{ending[:20]}'")
    if ending == "ttl":
        query = _query(request, conflict_queries.graph())
        return replies.graph(request, query, ending, formats.GRAPHS[ending].content_type)
    question = Question(_query(request, conflict_queries.table()), ending)
    return replies.Streamed(request, question, [(b"content-type", formats.SOLUTIONS[ending].content_type.encode())])
