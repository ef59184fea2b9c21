"""All things of a kind: by name and a page at a time for people, all at once as a table for programs."""

import json
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from communique.service.engine.question import Failure, Question
from communique.service.engine.release import Release
from communique.service.pages import queries, render, replies, state
from communique.service.pages.graph import Value
from communique.service.pages.near import hint
from communique.service.pages.preferences import reader
from communique.service.sparql import negotiation

router = APIRouter()
SIZE = 100  # things on a page
LARGEST = 100_000  # the last page that is looked for
TABLES = ("csv", "json")
NAMED = "?thing skos:prefLabel|dcterms:title ?sort"
UNNAMED = "?thing a ?class BIND(STR(?thing) AS ?sort)"
"""Situations, claims and passages have no names: they are in the order of their keys."""
CURATED = frozenset(
    ("party", "body", "organization", "forum", "series", "event", "message", "person", "place", "document", "doc")
)


def kinds(release: Release) -> dict[str, str]:
    """The kinds of things that have prefixes of their own, with their namespaces."""
    start = f"{release.base}id/"
    return {
        namespace.removeprefix(start).rstrip("/"): namespace
        for namespace in release.prefixes.values()
        if namespace.startswith(start)
    }


@router.get("/doc/{kind}", response_class=Response)
async def listing(request: Request, kind: str) -> Response:
    """All things of a kind; with .csv or .json behind its name all of them as a table."""
    kind, _, ending = kind.partition(".")
    release = state.site(request).release
    known = kinds(release)
    if kind not in known or ending not in ("", *TABLES):
        raise Failure("not-found", f"there is no kind '{kind[:80]}'", **await hint(request, kind, ""))
    pattern = NAMED if kind in CURATED else UNNAMED
    whole = queries.query(queries.THINGS.replace("{pattern}", pattern), release.base, known[kind])
    if ending:
        offer = next(offer for offer in negotiation.SOLUTIONS if offer.name == ending)
        return replies.table(request, whole, offer.name, offer.content_type)
    number = _number(request)
    text = queries.query(queries.SOME_THINGS.replace("{pattern}", pattern), release.base, known[kind])
    text = text.replace("{size}", str(SIZE)).replace("{offset}", str(SIZE * (number - 1)))
    rows = await _rows(request, text)
    total = next((int(row["total"]["value"]) for row in rows if "total" in row), 0)
    title = render.words_for(request).get(f"kinds-{kind}", kind)
    return render.page(
        request,
        "listing.html",
        kind=kind,
        things=_named(rows, reader(request).language),
        total=total,
        number=number,
        last=max(1, -(-total // SIZE)),
        page_address=lambda n: render.address(request, page=n),
        title=title,
        data={ending: f"/doc/{kind}.{ending}" for ending in TABLES},
        behind=text,
        crumbs=[(render.say(request, "home"), "/"), (title, "")],
        robots=kind in CURATED,
    )


def _number(request: Request) -> int:
    given = request.query_params.get("page", "")
    return min(max(int(given), 1), LARGEST) if given.isascii() and given.isdecimal() else 1


async def _rows(request: Request, text: str) -> list[dict[str, Any]]:
    content = await state.site(request).engine.read(Question(text, "json"), state.client(request))
    found: list[dict[str, Any]] = json.loads(content)["results"]["bindings"]
    return found


def _named(rows: list[dict[str, Any]], language: str) -> list[Value]:
    """Each thing once, in the order given, called by the name that suits the reader best."""
    names: dict[str, dict[str, str]] = {}
    for row in rows:
        if "thing" in row:
            name = row["name"]
            names.setdefault(row["thing"]["value"], {})[name.get("xml:lang", "")] = name["value"]
    found = []
    for iri, given in names.items():
        real = {each: text for each, text in given.items() if text != iri}
        if not real:
            found.append(Value(iri.rpartition("/id/")[2], iri))
            continue
        chosen = next((each for each in (language, "en") if each in real), min(real))
        found.append(Value(real[chosen], iri, chosen))
    return found
