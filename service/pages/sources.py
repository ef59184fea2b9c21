"""The source documents of the release: for the page of all of them, and the latest for the home page."""

import json
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from communique.service.engine.question import Question
from communique.service.pages import originals, queries, render, replies, state
from communique.service.pages.preferences import reader
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


def _query(request: Request, language: str = "en") -> str:
    """The query, with the names of publishers in that language, or else in English."""
    named = queries.label("?publisher skos:prefLabel", "publisherName", language)
    return queries.query(queries.SOURCES.replace("{publisher}", named), state.site(request).release.base)


async def read(request: Request) -> tuple[list[Source], str]:
    """All source documents, the latest first, and the query they come from."""
    site = state.site(request)
    text = _query(request, reader(request).language)
    rows = json.loads(await site.engine.read(Question(text, "json"), state.client(request)))["results"]["bindings"]
    texts = (await originals.documents(site)).texts
    claims: dict[str, int] = site.release.counts.get("claims_per_document", {})
    found: dict[str, Source] = {}
    for row in rows:
        given = {name: cell["value"] for name, cell in row.items()}
        iri = given["document"]
        key = iri.rpartition("/")[2]
        before = found[iri].publishers if iri in found else ()
        publisher = _publisher(given)
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


def _publisher(given: dict[str, str]) -> tuple[str, str] | None:
    """IRI and name of a row's publisher, if it has one."""
    iri = given.get("publisher", "")
    return (iri, given.get("publisherName") or iri.rpartition("/")[2]) if iri else None


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
    return replies.table(request, _query(request), offer.name, offer.content_type)
