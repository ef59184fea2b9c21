"""The source documents of the release: for the page of all of them, and the latest for the home page."""

import json
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from communique.service.engine.question import Question
from communique.service.pages import originals, queries, render, replies, state
from communique.service.sparql import negotiation

router = APIRouter()
TABLES = ("csv", "json")


@dataclass(frozen=True, slots=True)
class Source:
    """One document: what it is called, when and by whom it was published, and how many claims were taken from it."""

    iri: str
    title: str
    published: str
    publishers: tuple[tuple[str, str], ...]  # IRI and name
    language: str
    address: str
    sha256: str
    claims: int
    at_hand: bool  # the operator has the very file


async def read(request: Request) -> tuple[list[Source], str]:
    """All source documents, the latest first, and the query they come from."""
    site = state.site(request)
    text = queries.query(queries.SOURCES, site.release.base)
    rows = json.loads(await site.engine.read(Question(text, "json"), state.client(request)))["results"]["bindings"]
    texts = (await originals.documents(site)).texts
    claims: dict[str, int] = site.release.counts.get("claims_per_document", {})
    found: dict[str, Source] = {}
    for row in rows:
        given = {name: cell["value"] for name, cell in row.items()}
        iri = given["document"]
        key = iri.rpartition("/")[2]
        before = found[iri].publishers if iri in found else ()
        publisher = (given["publisher"], given["publisherName"]) if "publisher" in given else None
        publishers = before if publisher is None or publisher in before else (*before, publisher)
        found[iri] = Source(
            iri,
            given["title"],
            given.get("published", ""),
            publishers,
            given.get("language", ""),
            given.get("address", ""),
            given["sha256"],
            claims.get(key, 0),
            key in texts,
        )
    return list(found.values()), text


@router.get("/sources", response_class=Response)
async def sources(request: Request) -> Response:
    """The documents that everything here is taken from."""
    found, text = await read(request)
    data = {ending: f"/sources.{ending}" for ending in TABLES}
    return render.page(request, "sources.html", sources=found, data=data, behind=text)


@router.get("/sources.{ending}", response_class=Response)
async def table(request: Request, ending: str) -> Response:
    """The same as a table, .csv or .json."""
    offer = next((each for each in negotiation.SOLUTIONS if each.name == ending), None)
    if offer is None or ending not in TABLES:
        raise replies.no_such_ending(ending, TABLES)
    text = queries.query(queries.SOURCES, state.site(request).release.base)
    return replies.table(request, text, offer.name, offer.content_type)
