"""The files of the release: a listing for people and programs, and each file with ranges, ETag and its packed form."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from communique.service.engine import release as releases
from communique.service.engine.question import Failure
from communique.service.engine.release import File, Release, ReleaseError
from communique.service.pages import render, replies, state
from communique.service.pages.things import PAGE
from communique.service.sparql import coding, negotiation

router = APIRouter()
FOREVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=60"
JSON = negotiation.Offer("json", "application/json", "application/json")
SHOWN = {"text/markdown": "text/plain", "application/yaml": "text/plain"}  # what browsers would not show else


@router.get("/dumps", response_class=Response, include_in_schema=False)
@router.get("/dumps/", response_class=Response)
async def listing(request: Request) -> Response:
    """Every file of the current release with size, media type and SHA-256, as a page or as JSON."""
    return _listing(request, state.site(request).release, "/dumps")


@router.get("/dumps/{path:path}", response_class=Response)
async def dump(request: Request, path: str) -> Response:
    """A file of the current release."""
    return _file(request, state.site(request).release, path, SHORTLY)


@router.get("/release/{name}", response_class=Response)
@router.get("/release/{name}/", response_class=Response, include_in_schema=False)
async def release_listing(request: Request, name: str) -> Response:
    """The files of one release, which never change."""
    return _listing(request, _release(request, name), f"/release/{name}")


@router.get("/release/{name}/{path:path}", response_class=Response)
async def release_file(request: Request, name: str, path: str) -> Response:
    """A file of one release."""
    return _file(request, _release(request, name), path, FOREVER)


def _release(request: Request, name: str) -> Release:
    site = state.site(request)
    if name == site.release.folder.name:
        return site.release
    folder = site.folder / name
    if name.startswith(".") or not (folder / "manifest.json").is_file():
        raise Failure("not-found", f"there is no release '{name}' here")
    try:
        return releases.read(folder)
    except ReleaseError as error:
        raise Failure("not-found", f"the release '{name}' is not whole") from error


def _listing(request: Request, release: Release, at: str) -> Response:
    offer = negotiation.choose(state.accept(request), (JSON, PAGE))
    if offer is None:
        raise Failure("not-acceptable", "the listing comes as JSON or HTML")
    plain = [file for path, file in release.files.items() if not path.endswith(".gz")]
    if offer is PAGE:
        packed = {path.removesuffix(".gz"): file for path, file in release.files.items() if path.endswith(".gz")}
        return render.page(request, "dumps.html", listed=release, files=plain, packed=packed, at=at)
    content = {
        "release": release.name,
        "version": release.version,
        "issued": release.issued,
        "files": [_described(file, at) for file in release.files.values()],
    }
    return JSONResponse(content, headers={"vary": "Accept"})


def _described(file: File, at: str) -> dict[str, Any]:
    return {
        "path": file.path,
        "address": f"{at}/{file.path}",
        "bytes": file.bytes,
        "media_type": file.media_type,
        "sha256": file.sha256,
    } | ({} if file.quads is None else {"quads": file.quads})


def _file(request: Request, release: Release, path: str, caching: str) -> Response:
    """One file; packed on the way where the release has it packed and the client takes that."""
    file = release.files.get(path) or _unlisted(release, path)
    if file is None:
        raise Failure("not-found", f"the release has no file '{path}'", hint="/dumps/ lists the files.")
    headers = {"vary": "Accept-Encoding", "cache-control": caching}
    packed = release.files.get(f"{path}.gz")
    sent = file
    if packed and "range" not in request.headers and coding.choose(request.headers.get("accept-encoding"), ("gzip",)):
        sent = packed
        headers["content-encoding"] = "gzip"
    headers["etag"] = f'"{sent.sha256}"'
    if replies.unchanged(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    media_type = SHOWN.get(file.media_type, file.media_type)
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    return FileResponse(release.folder / sent.path, headers=headers, media_type=media_type)


def _unlisted(release: Release, path: str) -> File | None:
    """The manifest and the checksums, which cannot list themselves."""
    if path not in ("manifest.json", "checksums.txt"):
        return None
    kind = "application/json" if path.endswith(".json") else "text/plain"
    return File(path, Path(release.folder / path).stat().st_size, kind, f"{release.name}/{path}")
