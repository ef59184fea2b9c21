"""For those who run the service: alive, ready, and figures for Prometheus."""

import asyncio

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from communique.service.engine.question import Failure, Question
from communique.service.pages import state

router = APIRouter()
PATIENCE = 2.0  # seconds in which a service that is ready answers `ASK {}`


@router.get("/health", response_class=JSONResponse)
async def health() -> Response:
    """Whether the web process lives."""
    return JSONResponse({"status": "alive"}, headers={"cache-control": "no-store"})


@router.get("/ready", response_class=JSONResponse)
async def ready(request: Request) -> Response:
    """Whether a query is answered."""
    site = state.site(request)
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await site.engine.read(Question("ASK {}", "tsv"), "ready")
    except (Failure, TimeoutError) as error:
        raise Failure("not-ready", f"no query is answered ({error or 'in time'})") from error
    content = {"status": "ready" if answer == b"true" else "wrong", "release": site.release.name}
    return JSONResponse(content, headers={"cache-control": "no-store"})


@router.get("/metrics", response_class=PlainTextResponse)
async def metrics(request: Request) -> Response:
    """Figures in the text format of Prometheus."""
    figures = request.app.state.metrics
    return Response(figures.text(), media_type=figures.content_type, headers={"cache-control": "no-store"})
