"""Style sheet, pictures and scripts: each at an address with a hash of its content, so that it can be kept for good.

What npm builds lies in static/built/, with a manifest.json there that maps a plain name to the file of that build
(`{"editor.js": "editor-3f2a1b9c.js"}`). Where nothing is built, `address` gives nothing and the pages do without.
"""

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from communique.service.engine.question import Failure

router = APIRouter()
STATIC = Path(__file__).resolve().parent / "static"
BUILT = STATIC / "built"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".map": "application/json",
    ".txt": "text/plain; charset=utf-8",
}
FOREVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=3600"
_PATH = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*")


@lru_cache(maxsize=1)
def built() -> dict[str, str]:
    """The files that npm built, by plain name; none where it did not."""
    try:
        found: dict[str, str] = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: file for name, file in found.items() if (BUILT / file).is_file()}


@lru_cache(maxsize=64)
def address(name: str) -> str:
    """Where to load a built or a written file from; "" where there is none of that name."""
    if name in built():
        return f"/static/built/{built()[name]}"
    path = STATIC / name
    if not path.is_file():
        return ""
    return f"/static/{name}?{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"


@router.get("/static/{path:path}", response_class=Response, include_in_schema=False)
async def static(request: Request, path: str) -> Response:
    """A style sheet, a picture or a script."""
    file = STATIC / path
    if not _PATH.fullmatch(path) or file.suffix not in KINDS or not file.is_file():
        raise Failure("not-found", f"there is no file '{path[:80]}'")
    hashed = path.removeprefix("built/") in built().values() or address(path).endswith(f"?{request.url.query}")
    headers = {"cache-control": FOREVER if hashed else SHORTLY}
    return FileResponse(file, media_type=KINDS[file.suffix], headers=headers)
