"""The addresses of the service: version 0.2 at /reconcile, the draft of 1.0 below it; what they share is at both."""

import asyncio
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from fastapi import APIRouter
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from communique.mappings.alignment.matching.rules import RULES
from communique.service.engine.question import Failure
from communique.service.engine.site import Site
from communique.service.reconcile import asked as asking
from communique.service.reconcile import extend, manifest, suggest
from communique.service.reconcile.answers import FEATURES
from communique.service.reconcile.asked import Asked
from communique.service.reconcile.matching import Matching, pieces
from communique.service.reconcile.vocabulary import PROPERTIES, TYPES, properties, type_of, types
from communique.service.sparql import clients
from communique.service.sparql import request as reading

ROOT = "/reconcile"
DRAFT = f"{ROOT}/{manifest.DRAFT}"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
FURTHEST = 10_000  # suggestions that can be skipped
SHOWN = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
BY_IDENTIFIER = {
    "identifier": "the name is an identifier of ours",
    "wikidata-item": "the name or the property wikidata is the item that the alignment says is the same",
}
router = APIRouter()


def owns(path: str) -> bool:
    """Whether a path is one of the service's, which also take POST."""
    return path == ROOT or path.startswith(f"{ROOT}/")


def _site(request: Request) -> Site:
    return cast(Site, request.app.state.site)


def _matching(request: Request) -> Matching:
    return cast(Matching, request.app.state.matching)


def _client(request: Request) -> str:
    return clients.of(request.scope)


def _address(request: Request) -> str:
    """The address of the whole service as the client sees it, without a slash at its end."""
    address = request.base_url
    if request.headers.get("x-forwarded-proto", "").strip() == "https":
        address = address.replace(scheme="https")
    return str(address).rstrip("/")


# --- version 0.2 ---------------------------------------------------------------------------------------------------


@router.get(ROOT, response_class=JSONResponse)
@router.get(f"{ROOT}/", response_class=JSONResponse, include_in_schema=False)
async def ask02(request: Request) -> Response:
    """The manifest; with `queries` the candidates for a batch, with `extend` values of properties (0.2)."""
    return await _answer02(request, dict(reading.parameters(request.scope["query_string"], "the query string")))


@router.post(ROOT, response_class=JSONResponse)
@router.post(f"{ROOT}/", response_class=JSONResponse, include_in_schema=False)
async def post02(request: Request) -> Response:
    """The same as a form (0.2)."""
    kind = reading.media_type(request.scope)
    if kind != reading.FORM:
        raise Failure("media-type", f"expected {reading.FORM} with `queries` or `extend`, not '{kind}'")
    content = await _body(request)
    return await _answer02(request, dict(await asyncio.to_thread(reading.parameters, content, "the form")))


async def _answer02(request: Request, given: Mapping[str, str]) -> Response:
    if "queries" in given:
        batch = await asyncio.to_thread(asking.batch02, given["queries"])
        parts = await _matched(request, list(batch.values()), list(batch))
        return Response(b"{" + b",".join(parts) + b"}", media_type="application/json")
    if "extend" in given:
        wanted = _few(request, asking.extension(given["extend"]))
        found = await extend.values(_site(request), wanted, _client(request))
        return JSONResponse({"meta": _meta(wanted), "rows": extend.rows02(found)})
    if request.method == "POST":
        raise Failure("reconcile-query", "the form has neither 'queries' nor 'extend'")
    site, address = _site(request), _address(request)
    return JSONResponse(manifest.manifest02(address + ROOT, address, site.release, site.limits.reconcile_names))


# --- the draft of 1.0 ----------------------------------------------------------------------------------------------


@router.get(DRAFT, response_class=JSONResponse)
@router.get(f"{DRAFT}/", response_class=JSONResponse, include_in_schema=False)
async def manifest10(request: Request) -> Response:
    """The manifest (1.0 draft)."""
    site, address = _site(request), _address(request)
    return JSONResponse(manifest.manifest10(address + DRAFT, address, site.release, site.limits.reconcile_names))


@router.post(f"{ROOT}/match", response_class=JSONResponse)
@router.post(f"{DRAFT}/match", response_class=JSONResponse)
async def match10(request: Request) -> Response:
    """The candidates for a batch of queries as JSON (1.0 draft)."""
    content = await _json(request)
    parts = await _matched(request, await asyncio.to_thread(asking.batch10, content), None)
    return Response(b'{"results":[' + b",".join(parts) + b"]}", media_type="application/json")


@router.post(f"{ROOT}/extend", response_class=JSONResponse)
@router.post(f"{DRAFT}/extend", response_class=JSONResponse)
async def extend10(request: Request) -> Response:
    """Values of properties for things (1.0 draft)."""
    wanted = _few(request, asking.extension(await _json(request)))
    found = await extend.values(_site(request), wanted, _client(request))
    return JSONResponse({"meta": _meta(wanted), "rows": extend.rows10(found)})


# --- what both versions have ---------------------------------------------------------------------------------------


@router.get(f"{ROOT}/extend/propose", response_class=JSONResponse)
@router.get(f"{DRAFT}/extend/propose", response_class=JSONResponse)
async def propose(request: Request, type: str = "", limit: int = 0) -> Response:
    """The properties that make sense for a type."""
    meant = type_of(type, _site(request).release.base)
    fitting = [one for one in PROPERTIES if not one.types or not meant or meant.id in one.types]
    given = [{"id": one.id, "name": one.name, "description": one.description} for one in fitting]
    some = given[:limit] if limit > 0 else given
    return JSONResponse({"properties": some, "type": type} | ({"limit": limit} if limit > 0 else {}))


@router.get(f"{ROOT}/suggest/entity", response_class=JSONResponse)
@router.get(f"{DRAFT}/suggest/entity", response_class=JSONResponse)
async def suggest_entity(request: Request, prefix: str = "", cursor: int = 0, type: str = "") -> Response:
    """Things whose names begin so."""
    meant = type_of(type, _site(request).release.base)
    order = {
        "do": "suggest",
        "prefix": prefix[: asking.LONGEST_NAME],
        "kinds": [meant.id] if meant else [],
        "cursor": _cursor(cursor),
    }
    (answer,) = await _matching(request).ask([order], _client(request))
    return Response(answer, media_type="application/json")


@router.get(f"{ROOT}/suggest/type", response_class=JSONResponse)
@router.get(f"{DRAFT}/suggest/type", response_class=JSONResponse)
async def suggest_type(prefix: str = "", cursor: int = 0) -> Response:
    """Types whose names begin so."""
    return _suggested(suggest.suggest_types(prefix, _cursor(cursor)))


@router.get(f"{ROOT}/suggest/property", response_class=JSONResponse)
@router.get(f"{DRAFT}/suggest/property", response_class=JSONResponse)
async def suggest_property(prefix: str = "", cursor: int = 0) -> Response:
    """Properties whose names begin so."""
    return _suggested(suggest.suggest_properties(prefix, _cursor(cursor)))


@router.get(f"{ROOT}/preview", response_class=HTMLResponse)
@router.get(f"{DRAFT}/preview", response_class=HTMLResponse)
async def preview(request: Request, id: str = "") -> Response:
    """A thing in a few lines, to be shown in a frame."""
    thing = await _thing(request, id)
    return _page("preview.html", thing=thing, site=_address(request))


@router.get(f"{ROOT}/about", response_class=HTMLResponse)
@router.get(f"{DRAFT}/about", response_class=HTMLResponse, include_in_schema=False)
async def about(request: Request) -> Response:
    """The types, properties, features and rules of the service."""
    rules = {rule.name: rule.asks for rule in RULES if rule.name != "website"} | BY_IDENTIFIER
    return _page(
        "about.html",
        root=_address(request) + ROOT,
        draft=manifest.DRAFT,
        types=TYPES,
        properties=PROPERTIES,
        features=FEATURES,
        rules=rules,
    )


@router.get(f"{ROOT}/flyout/entity", response_class=JSONResponse)
async def flyout_entity(request: Request, id: str = "") -> Response:
    """A thing in a few words (0.2)."""
    thing = await _thing(request, id)
    return _flyout(id, thing["name"], thing.get("description", ""))


@router.get(f"{ROOT}/flyout/{{what}}", response_class=JSONResponse)
async def flyout(what: str, id: str = "") -> Response:
    """A type or a property in a few words (0.2)."""
    found = types().get(id) if what == "type" else properties().get(id) if what == "property" else None
    if found is None:
        raise Failure("not-found", f"there is no {what[:40]} '{id[:100]}'")
    return _flyout(id, found.name, found.description)


# --- parts ---------------------------------------------------------------------------------------------------------


async def _body(request: Request) -> bytes:
    most = _site(request).limits.reconcile_bytes
    return await reading.body(request.scope, request.receive, most, "reconcile-bytes")


async def _json(request: Request) -> bytes:
    kind = reading.media_type(request.scope)
    if kind not in ("application/json", ""):
        raise Failure("media-type", f"expected application/json, not '{kind}'")
    return await _body(request)


async def _matched(request: Request, batch: list[Asked], keys: list[str] | None) -> list[bytes]:
    most = _site(request).limits.reconcile_names
    if len(batch) > most:
        raise Failure("reconcile-names", f"the batch has {len(batch)} queries; {most} are allowed")
    orders = await asyncio.to_thread(lambda: pieces([one.to_dict() for one in batch], keys))
    return await _matching(request).ask(orders, _client(request))


def _few(request: Request, wanted: asking.Extension) -> asking.Extension:
    most = _site(request).limits.reconcile_names
    if len(wanted.ids) > most:
        raise Failure("reconcile-names", f"{len(wanted.ids)} things are asked for; {most} are allowed")
    return wanted


def _meta(wanted: asking.Extension) -> list[dict[str, Any]]:
    names = {one.id: one.name for one in TYPES}
    return [extend.meta(one, names) for one in extend.known(wanted)]


async def _thing(request: Request, id: str) -> dict[str, Any]:
    (answer,) = await _matching(request).ask([{"do": "show", "id": id[: asking.LONGEST_NAME]}], _client(request))
    thing: dict[str, Any] | None = json.loads(answer)
    if thing is None:
        raise Failure("not-found", f"there is no thing '{id[:100]}'")
    return thing


def _cursor(given: int) -> int:
    return min(max(0, given), FURTHEST)


def _suggested(found: list[Any]) -> Response:
    given = [{"id": one.id, "name": one.name, "description": one.description} for one in found]
    return JSONResponse({"result": given})


def _flyout(id: str, name: str, description: str) -> Response:
    html = _environment().from_string("<p><strong>{{ name }}</strong></p><p>{{ description }}</p>")
    return JSONResponse({"id": id, "html": html.render(name=name, description=description)})


def _page(template: str, **content: Any) -> Response:
    html = _environment().get_template(template).render(**content)
    return HTMLResponse(html, headers={"content-security-policy": SHOWN})


@lru_cache(maxsize=1)
def _environment() -> Environment:
    folder = Path(__file__).with_name("templates")
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
