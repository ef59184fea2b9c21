"""Searches as the pages and the API share them: from what is asked to a page of things, with labels and links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import cast

from starlette.requests import Request

from communique.service.api import models
from communique.service.engine.release import Release
from communique.service.pages import render, state
from communique.service.pages.preferences import reader
from communique.service.search.entries import Entry, Name
from communique.service.search.finder import Finder
from communique.service.search.index import Found, Hit

SHOWN = 20  # hits on a page where no other number is asked for
SUGGESTED = 10
LABELLED = {"country": "place", "document": "doc"}  # facets whose values are things

HITS = """
PREFIX cmq: <{base}ont/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name ?country (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  VALUES ?thing { @ }
  OPTIONAL { ?thing skos:prefLabel ?name FILTER(lang(?name) = "en") }
  OPTIONAL { ?thing cmq:country ?country }
  OPTIONAL { ?situation ?any ?thing . ?claim cmq:claims ?situation }
} GROUP BY ?thing ?name ?country ORDER BY DESC(?claims) ?thing
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it is asked: what is typed, the chosen values by facet, the number of the page from 1, its size."""

    typed: str
    chosen: Mapping[str, Sequence[str]]
    page: int = 1
    size: int = SHOWN


def finder(request: Request) -> Finder:
    """What searches, behind this request."""
    return cast(Finder, request.app.state.finder)


async def search(request: Request, asked: Asked) -> models.Page:
    """A page of things; raises Failure."""
    release, language = state.site(request).release, reader(request).language
    found = await finder(request).find(asked.typed, asked.chosen, (asked.page - 1) * asked.size, asked.size)
    items = [_hit(hit, release, language) for hit in found.hits]
    return models.Page(
        query=asked.typed,
        total=found.total,
        page=asked.page,
        pages=max(1, ceil(found.total / asked.size)),
        size=asked.size,
        spelled=found.spelled,
        suggestion=_suggestion(found),
        release=release.name,
        items=items,
        facets=await _facets(request, found, asked.chosen, language),
        sparql=_query(items, release.base),
    )


async def suggest(request: Request, typed: str, limit: int = SUGGESTED) -> models.Suggestions:
    """What may be meant by what has been typed so far; raises Failure."""
    release, language = state.site(request).release, reader(request).language
    hits = await finder(request).suggest(typed, limit) if typed.strip() else []
    return models.Suggestions(query=typed, items=[_suggested(request, hit, release, language) for hit in hits])


def _query(items: Sequence[models.Listed], base: str) -> str:
    """The query for these very things."""
    return HITS.replace("{base}", base).replace("@", " ".join(f"<{item.id}>" for item in items)).strip()


def listed(
    entry: Entry,
    release: Release,
    language: str,
    matched: models.NameInUse | None = None,
    how: models.Tier = "all",
) -> models.Listed:
    """A thing as an item of a list."""
    return models.Listed(
        id=f"{release.base}id/{entry.kind}/{entry.key}",
        kind=entry.kind,
        key=entry.key,
        name=entry.label(language),
        country=entry.country or None,
        decades=list(entry.decades),
        documents=list(entry.documents),
        wikidata=entry.wikidata or None,
        claims=entry.claims,
        page=f"/doc/{entry.kind}/{entry.key}",
        matched=matched,
        how=how,
    )


def listed_for(request: Request, entry: Entry) -> models.Listed:
    """A thing as an item of a list, for whoever asks."""
    return listed(entry, state.site(request).release, reader(request).language)


def names(entry: Entry, release: Release) -> list[models.NameInUse]:
    """All names of a thing, with some places where they are printed."""
    return [_name(name, release) for name in entry.names]


def _hit(hit: Hit, release: Release, language: str) -> models.Listed:
    matched = _name(hit.name, release) if hit.name else None
    return listed(hit.entry, release, language, matched, cast(models.Tier, hit.tier))


def _name(name: Name, release: Release) -> models.NameInUse:
    places = [
        models.Place(document=document, passage=f"{release.base}id/passage/{passage}", label=label)
        for document, passage, label in name.places
    ]
    return models.NameInUse(text=name.text, language=name.language, kind=name.kind, printed=places)


def _suggested(request: Request, hit: Hit, release: Release, language: str) -> models.Suggestion:
    entry, label = hit.entry, hit.entry.label(language)
    return models.Suggestion(
        text=hit.name.text if hit.name else label,
        language=hit.name.language if hit.name else "",
        name=label,
        kind=entry.kind,
        kind_label=render.say(request, f"search-kind-{entry.kind}"),
        id=f"{release.base}id/{entry.kind}/{entry.key}",
        page=f"/doc/{entry.kind}/{entry.key}",
    )


def _suggestion(found: Found) -> str | None:
    if found.spelled:
        return None
    return next((hit.name.text for hit in found.hits if hit.name), None)


async def _facets(request: Request, found: Found, chosen: Mapping[str, Sequence[str]], language: str) -> models.Facets:
    made = {}
    for name, counted in found.facets.items():
        known = dict(counted)
        values = [*counted, *((value, 0) for value in chosen.get(name, ()) if value not in known)]
        labels: Mapping[str, str] = {}
        if name in LABELLED:
            labels = await finder(request).labels(LABELLED[name], [value for value, _ in values], language)
        elif name == "kind":
            labels = {value: render.say(request, f"kinds-{value}") for value, _ in counted}
        made[name] = [
            models.Value(value=value, label=labels.get(value, value), count=count, chosen=value in chosen.get(name, ()))
            for value, count in values
        ]
    return models.Facets(**made)
