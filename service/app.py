"""The whole application: the SPARQL protocols in front as plain ASGI, everything else through FastAPI."""

import time
from collections.abc import Iterable
from functools import partial

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique import __version__
from communique.service import openapi
from communique.service.api import routes as api
from communique.service.engine.question import Failure
from communique.service.engine.site import Site
from communique.service.keeping import Keeping
from communique.service.log import RequestLog
from communique.service.mcp.mounted import PATH as MCP
from communique.service.mcp.mounted import Mounted
from communique.service.metrics import Metrics
from communique.service.pages import (
    about,
    assets,
    conflicts,
    crawlers,
    dumps,
    health,
    knowledge,
    listing,
    preferences,
    query,
    releases,
    render,
    search,
    sources,
    state,
    terms,
    things,
)
from communique.service.pages.explore import routes as explore
from communique.service.pages.things import PAGE
from communique.service.reconcile import routes as reconcile
from communique.service.reconcile.matching import Matching
from communique.service.search.finder import Finder
from communique.service.sparql import clients, negotiation, note, reply
from communique.service.sparql.answers import BEGUN, Answers
from communique.service.sparql.clients import Rates
from communique.service.sparql.endpoint import Endpoint
from communique.service.sparql.graph_store import PATH as GRAPH_STORE
from communique.service.sparql.graph_store import GraphStore
from communique.service.sparql.note import Note
from communique.service.sparql.problems import PROBLEMS
from communique.service.sparql.problems import render as render_problem
from communique.service.sparql.quick import Quick
from communique.service.sparql.request import Gone

PARTS = (
    about,
    api,
    assets,
    conflicts,
    crawlers,
    preferences,
    query,
    knowledge,
    explore,
    search,
    things,
    listing,
    releases,
    sources,
    terms,
    dumps,
    health,
    reconcile,
)
PROBLEM = negotiation.Offer("json", "application/problem+json", "application/problem+json")


class Application:
    """Sends each request where it belongs."""

    def __init__(self, site: Site, log: RequestLog | None = None) -> None:
        """`log`: where each request is told of, if anywhere."""
        limits = site.limits
        self._log = log
        self._rates = Rates(limits.client_rate, limits.client_burst, limits.clients)
        answers = Answers(site)
        self._endpoint = Endpoint(site, answers)
        self._graphs = GraphStore(site, answers)
        self._matching = Matching(site)
        self._finder = Finder(site)
        pages = routes(site, answers, self._matching, self._finder)
        self._pages = Shared(Keeping(pages, site, answers.cache))
        self._metrics = pages.state.metrics = Metrics(
            site, answers.cache, self._rates, first_segments(pages.state.addresses)
        )
        self.quick = Quick(site, answers, self._rates, self._ended)
        self._mcp = Mounted(self, site.limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and note how that went."""
        noted = note.begin(scope)

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                noted.status = message["status"]
            await send(message)

        try:
            await self._route(scope, receive, noting)
        finally:
            self._ended(scope, noted)

    def _ended(self, scope: Scope, noted: Note) -> None:
        seconds = time.perf_counter() - noted.began
        self._metrics.count(scope["path"], noted, seconds)
        if self._log is not None:
            self._log.tell(scope["method"], scope["path"], noted, seconds)

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        try:
            if BEGUN not in scope:  # else it was counted when its answer was asked for
                self._rates.take(clients.of(scope))
        except Failure as failure:
            await reply.failure(scope, send, failure)
            return
        if path in ("/sparql", "/sparql/"):
            await self._endpoint(scope, receive, send)
        elif path == GRAPH_STORE or path.startswith(f"{GRAPH_STORE}/"):
            await self._graphs(scope, receive, send)
        elif path == MCP:
            await self._mcp(scope, receive, send)
        else:
            await self._pages(scope, receive, send)

    async def close(self) -> None:
        """End what was started to answer requests."""
        await self._matching.close()
        await self._finder.close()
        await self._mcp.close()


def routes(site: Site, answers: Answers, matching: Matching, finder: Finder) -> FastAPI:
    """The pages and their data."""
    app = FastAPI(
        title="Communique",
        version=__version__,
        description="Communist and workers' parties, the events at which they meet and the messages they send.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    app.state.site = site
    app.state.answers = answers
    app.state.matching = matching
    app.state.finder = finder
    for part in PARTS:
        app.include_router(part.router)
    app.state.addresses = {getattr(route, "path", "") for part in PARTS for route in part.router.routes}
    app.add_exception_handler(Failure, _failure)
    app.add_exception_handler(HTTPException, _http_failure)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Gone, _gone)
    app.openapi = partial(openapi.document, app)  # type: ignore[method-assign]
    return app


def first_segments(addresses: Iterable[str]) -> set[str]:
    """The first segments of all paths that are answered, those of the protocols included."""
    return {path[1:].partition("/")[0] for path in (*addresses, "/sparql", GRAPH_STORE, MCP)}


class Shared:
    """Adds the header fields that every answer has, those of the protocols included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; OPTIONS is answered here."""
        if scope["method"] == "OPTIONS":
            await reply.options(scope, send, _methods(scope["path"]))
            return
        if scope["method"] == "HEAD":  # routes are declared for GET; the server leaves the content out
            scope = {**scope, "method": "GET", "head": True}
        known = {name for name, _ in reply.SHARED}

        async def sharing(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [(name, value) for name, value in message["headers"] if name not in known]
                message["headers"] = [*headers, *reply.SHARED]
            await send(message)

        await self._app(scope, receive, sharing)


def _methods(path: str) -> tuple[str, ...]:
    return reconcile.METHODS if reconcile.owns(path) else ("GET", "HEAD", "OPTIONS")


async def _failure(request: Request, error: Exception) -> Response:
    assert isinstance(error, Failure)
    status, headers, content = render_problem(error)
    if negotiation.choose(state.accept(request), (PROBLEM, PAGE)) is PAGE:
        page = render.page(request, "problem.html", status, failure=error, problem=PROBLEMS[error.kind], robots=False)
        page.raw_headers += [(name, value) for name, value in headers if name != b"content-type"]
        return page
    response = Response(content, status)
    response.raw_headers = [*headers, (b"content-length", b"%d" % len(content))]
    return response


async def _http_failure(request: Request, error: Exception) -> Response:
    """What the router itself refuses."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allowed = ", ".join(_methods(request.url.path))
        allow = [(b"allow", allowed.encode())]
        return await _failure(request, Failure("method", f"allowed are {allowed}", headers=allow))
    return await _failure(request, Failure("not-found", f"there is nothing at {request.url.path}"))


async def _invalid(request: Request, error: Exception) -> Response:
    """What a parameter may not be."""
    assert isinstance(error, RequestValidationError)
    told = [f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors()]
    return await _failure(request, Failure("bad-request", "; ".join(told)[:1000], hint="/openapi.json has the bounds."))


async def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=499)  # nobody is there to read it
