"""What pages load: what the front end was built into, and the style sheet; at addresses with a hash, kept for ever.

Nothing of what is built need be there: it may not be built, or be built while the service runs.
"""

import hashlib
import json
import mimetypes
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from communique.service.engine.question import Failure

router = APIRouter()
STATIC = Path(__file__).resolve().parent / "static"
BUILT = STATIC / "built"
WRITTEN = {path.name: path for path in STATIC.iterdir() if path.suffix in (".css", ".svg")}
FOREVER = {"cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff"}


def asset(entry: str, folder: Path = BUILT) -> str | None:
    """The address of a built entry, such as `editor`; None where it is not built."""
    manifest = folder / "manifest.json"
    try:
        changed = manifest.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    name = _manifest(manifest, changed).get(entry)
    return f"/static/built/{name}" if name else None


@lru_cache(maxsize=2)
def _manifest(path: Path, changed: int) -> dict[str, str]:
    """The manifest as it was written at that time."""
    try:
        entries: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:  # the next build is being switched in
        return {}
    return entries


@lru_cache(maxsize=1)
def written() -> dict[str, str]:
    """The address of each file that is not built, such as `style.css`."""
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for name, path in WRITTEN.items()}
    return {name: f"/static/{name}?{digest}" for name, digest in hashes.items()}


@router.get("/static/built/{name}", response_class=Response, include_in_schema=False)
async def built(name: str) -> Response:
    """A built file. Its name changes with its content, so it may be kept for ever."""
    path = BUILT / name
    if path.parent != BUILT or not path.is_file():
        raise Failure("not-found", f"there is no file '{name[:80]}' in the front end")
    kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileResponse(path, media_type=kind, headers=FOREVER)


@router.get("/static/{name}", response_class=Response, include_in_schema=False)
async def static(request: Request, name: str) -> Response:
    """The style sheet or a picture."""
    if name not in WRITTEN:
        raise Failure("not-found", f"there is no file '{name[:80]}' here")
    hashed = written()[name].endswith(f"?{request.url.query}")
    headers = FOREVER if hashed else {"cache-control": "public, max-age=3600"}
    return FileResponse(WRITTEN[name], media_type=mimetypes.guess_type(name)[0], headers=headers)
