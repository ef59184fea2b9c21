"""The page to ask on: an editor without scripts, the examples of the release, and results as a table."""

import json
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique.iris import PREFIXES
from communique.service.engine import formats, frames
from communique.service.engine.question import Failure, Question
from communique.service.pages import render, replies, state
from communique.service.pages.examples import examples
from communique.service.sparql import federated, negotiation
from communique.service.sparql.problems import PROBLEMS
from communique.service.sparql.request import check_length

router = APIRouter()
LARGEST = 1 << 20  # bytes of a result that is shown as a page
FORMATS = formats.SOLUTIONS | formats.GRAPHS
SUGGESTIONS = ("/api/suggest",)  # where an editor looks up names of things
SAMPLE = f"""PREFIX cmq: <{PREFIXES["cmq"]}>
PREFIX schema: <{PREFIXES["schema"]}>
PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?party ?name (COUNT(DISTINCT ?event) AS ?events) WHERE {{
  ?event schema:attendee ?party .
  ?party a cmq:Party ; skos:prefLabel ?name FILTER(lang(?name) = "en")
}}
GROUP BY ?party ?name ORDER BY DESC(?events) ?name LIMIT 20"""


@dataclass
class Shown:
    """What the page shows below the editor; `cells` has texts and IRIs, row by row."""

    columns: list[str] = field(default_factory=list)
    rows: list[list[dict[str, Any] | None]] = field(default_factory=list)
    truth: bool | None = None
    graph: str = ""
    too_large: bool = False


@router.get("/query", response_class=Response)
async def ask(request: Request, query: str = "", as_: Annotated[str, Query(alias="as")] = "") -> Response:
    """The editor; with `query` its result, with `as` the result as a file in that format."""
    if not query.strip():
        return _page(request, query)
    check_length(query, state.site(request).limits.query_bytes)
    if as_:
        return await _file(request, query, as_)
    try:
        return _page(request, query, shown=await _shown(request, query))
    except Failure as failure:
        return _page(request, query, failure=failure)


def _page(request: Request, query: str, shown: Shown | None = None, failure: Failure | None = None) -> Response:
    problem = PROBLEMS[failure.kind] if failure else None
    return render.page(
        request,
        "query.html",
        problem.status if problem else 200,
        query=query,
        sample=f"# {render.say(request, 'query-sample')}\n{SAMPLE}",
        shown=shown,
        failure=failure,
        problem=problem,
        examples=examples(state.site(request).release),
        formats=FORMATS,
        names=next((address for address in SUGGESTIONS if address in state.addresses(request)), ""),
    )


async def _file(request: Request, query: str, name: str) -> Response:
    if name not in FORMATS:
        raise Failure("bad-request", f"'{name[:40]}' is none of the formats {', '.join(FORMATS)}")
    question = Question(
        query, name if name in formats.SOLUTIONS else None, name if name in formats.GRAPHS else None, pretty=True
    )
    headers = [
        (b"content-type", FORMATS[name].content_type.encode()),
        (b"content-disposition", f'attachment; filename="result.{name}"'.encode()),
    ]
    return replies.Streamed(request, question, headers)


async def _resolved(request: Request, question: Question) -> Question:
    """The question with its SERVICE clauses answered."""
    site = state.site(request)
    return await federated.resolved(site.federation, site.engine, question, state.client(request))


async def _shown(request: Request, query: str) -> Shown:
    engine = state.site(request).engine
    question = await _resolved(request, Question(query, "json", "ttl", pretty=True))
    answer = engine.ask(question, state.client(request))
    parts = []
    try:
        await answer.begun
        async for chunk in answer.chunks():
            parts.append(chunk)
            if answer.sent > LARGEST:
                return Shown(too_large=True)
    finally:
        engine.abandon(answer)
    content = b"".join(parts)
    if answer.form == frames.GRAPH:
        return Shown(graph=content.decode("utf-8", "replace"))
    found = json.loads(content)
    if "boolean" in found:
        return Shown(truth=found["boolean"])
    columns = found["head"]["vars"]
    rows = [[row.get(column) for column in columns] for row in found["results"]["bindings"]]
    return Shown(columns=columns, rows=rows)


@router.get("/question/{key}", response_class=Response)
async def question(request: Request, key: str) -> Response:
    """A competency question of the release: its page, or its Turtle."""
    release = state.site(request).release
    found = next((item for item in examples(release) if key in (item.key, item.iri.rpartition("/")[2])), None)
    if found is None:
        raise Failure("not-found", f"there is no question '{key}'")
    offer = negotiation.choose(state.accept(request), (*negotiation.GRAPHS[:1], negotiation.Offer("", "text/html", "")))
    if offer is not None and offer.name:
        return replies.see_other("/dumps/examples.ttl")
    return _page(request, found.query)
