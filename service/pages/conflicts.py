"""`/conflicts`: what is contested, within a document, between documents, against Wikidata and against other sources.

One query finds them (conflict_queries.py); the page groups its rows, each kind a page at a time, and they all come as
JSON, CSV and Turtle too.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from communique.service.engine import formats
from communique.service.engine.question import Failure, Question
from communique.service.pages import conflict_queries, queries, render, replies, state
from communique.service.pages.conflict_queries import PATTERNS
from communique.service.pages.preferences import reader

router = APIRouter()
ENDINGS = ("json", "csv", "ttl")
SIZE = 20  # conflicts of a kind on a page

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


@dataclass
class Listing:
    """One page of the conflicts of a kind: how many there are in all, and which page of how many this is."""

    conflicts: list[Conflict]
    total: int
    number: int

    @property
    def last(self) -> int:
        """How many pages there are."""
        return render.pages(self.total, SIZE)


def read(rows: list[dict[str, Cell]], numbers: Mapping[str, int]) -> dict[str, Listing]:
    """What there is by kind, in the order of the kinds, from the rows of the query for these pages."""
    found: dict[str, dict[tuple[str, ...], Conflict]] = {kind: {} for kind in PATTERNS}
    totals: dict[str, int] = {}
    for row in rows:
        cells = {name: cell["value"] for name, cell in row.items()}
        if "total" in cells:
            totals[cells["kind"]] = int(cells["total"])
            continue
        sides = (cells["thing"], cells["ours"], cells["theirs"], cells.get("stated", ""))
        conflict = found[cells["kind"]].setdefault(sides, _conflict(cells))
        _add(conflict.places, cells["passage"], cells.get("where", ""))
        if "otherPassage" in cells:
            _add(conflict.others, cells["otherPassage"], cells.get("otherWhere", ""))
    return {
        kind: Listing(list(conflicts.values()), totals[kind], numbers.get(kind, 1))
        for kind, conflicts in found.items()
        if kind in totals
    }


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
    """The page; a parameter named as a kind asks for another page of that kind than the first."""
    numbers = {kind: render.number(request, kind) for kind in PATTERNS}
    query = _query(request, conflict_queries.page(SIZE, numbers, reader(request).language))
    content = await state.site(request).engine.read(Question(query, "json"), state.client(request))
    return render.page(
        request,
        "conflicts.html",
        kinds=read(json.loads(content)["results"]["bindings"], numbers),
        paged={kind: render.paged(request, kind) for kind in PATTERNS},
        data={ending: f"/conflicts.{ending}" for ending in ENDINGS},
        behind=query,
    )


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
