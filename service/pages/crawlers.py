"""For crawlers: what to keep off, and where every page is."""

import json
from xml.sax.saxutils import escape

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from communique.service.engine.question import Failure, Question
from communique.service.pages import listing, queries, state

router = APIRouter()
COSTLY = (
    "/sparql",
    "/query",
    "/search",
    "/graph-store",
    "/reconcile",
    "/api/",
    "/mcp",
    "/explore/",
    "/releases/diff",
    "/preferences",
    "/data/",
    "/*?",
)
"""What costs a query or more, and what is the same in another form."""
FEW = ("/", "/about", "/sources", "/conflicts", "/ont", "/dumps/", "/releases", "/status", "/problems", "/prefixes")
LARGEST = 50_000  # addresses in one file, by the protocol of sitemaps.org
XML = "application/xml"
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@router.get("/robots.txt", response_class=PlainTextResponse)
async def robots(request: Request) -> Response:
    """What crawlers are asked to leave alone."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in COSTLY), f"Sitemap: {request.base_url}sitemap.xml"]
    return PlainTextResponse("\n".join(lines) + "\n")


@router.get("/sitemap.xml", response_class=Response)
async def index(request: Request) -> Response:
    """The site maps: one for the pages that are always there, and for each kind of thing as many as it takes."""
    site = state.site(request)
    question = Question(queries.query(queries.KIND_COUNTS, site.release.base), "json")
    rows = json.loads(await site.engine.read(question, state.client(request)))["results"]["bindings"]
    names = ["pages"]
    for row in rows:
        parts = -(-int(row["things"]["value"]) // LARGEST)
        names += [f"{row['kind']['value']}-{part}" for part in range(1, parts + 1)]
    items = "".join(f"<sitemap><loc>{request.base_url}sitemap/{name}.xml</loc></sitemap>" for name in names)
    return _xml(f"<sitemapindex {_NAMESPACE}>{items}</sitemapindex>")


@router.get("/sitemap/{name}.xml", response_class=Response)
async def part(request: Request, name: str) -> Response:
    """One site map."""
    release = state.site(request).release
    if name == "pages":
        served = state.addresses(request)
        kinds = [f"/doc/{kind}" for kind in sorted(listing.kinds(release)) if kind in listing.CURATED]
        return _addresses(request, [*(path for path in FEW if path in served), *kinds])
    kind, _, number = name.rpartition("-")
    if kind not in listing.CURATED or kind not in listing.kinds(release) or not number.isdecimal():
        raise Failure("not-found", f"there is no site map '{name[:80]}'")
    start = f"{release.base}id/"
    pattern = queries.THINGS.replace("{pattern}", listing.NAMED).replace("DISTINCT ?thing ?sort", "DISTINCT ?thing")
    text = queries.query(pattern, release.base, f"{start}{kind}/").replace("ORDER BY ?sort ?thing", "ORDER BY ?thing")
    text += f" LIMIT {LARGEST} OFFSET {LARGEST * (int(number[:6]) - 1) if int(number[:6]) else 0}"
    content = await state.site(request).engine.read(Question(text, "json"), state.client(request))
    things = [row["thing"]["value"].removeprefix(start) for row in json.loads(content)["results"]["bindings"]]
    return _addresses(request, [f"/doc/{thing.replace('%', '%25')}" for thing in things])


def _addresses(request: Request, paths: list[str]) -> Response:
    base = str(request.base_url).rstrip("/")
    items = "".join(f"<url><loc>{escape(base + path)}</loc></url>" for path in paths)
    return _xml(f"<urlset {_NAMESPACE}>{items}</urlset>")


def _xml(content: str) -> Response:
    return Response(f'<?xml version="1.0" encoding="UTF-8"?>\n{content}\n', media_type=XML)
