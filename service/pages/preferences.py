"""What a reader wants to see: the language and the theme, from the address, a cookie, or the browser's own header.

The two cookies hold nothing else, and are set only by the reader's own choice.
"""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique.service.pages.words import DEFAULT, LANGUAGES

router = APIRouter()
THEMES = ("light", "dark")
YEAR = 31_536_000  # seconds
_LOCAL = re.compile(r"/(?![/\\])[^\s\\]*")
_WEIGHED = re.compile(r"\s*([A-Za-z*]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*")


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader: an interface language, and a theme or "" for the system's."""

    language: str
    theme: str


def reader(request: Request) -> Reader:
    """Who reads, as far as the request tells."""
    asked = request.query_params.get("lang", "")
    kept = request.cookies.get("lang", "")
    language = next((item for item in (asked, kept) if item in LANGUAGES), "")
    theme = request.cookies.get("theme", "")
    return Reader(language or accepted(request.headers.get("accept-language", "")), theme if theme in THEMES else "")


def accepted(header: str) -> str:
    """The language we have that an Accept-Language header prefers; the default where it names none of ours."""
    best, weight = DEFAULT, 0.0
    for item in header[:1000].split(","):
        found = _WEIGHED.fullmatch(item)
        if found and found[1].lower() in LANGUAGES and float(found[2] or 1) > weight:
            best, weight = found[1].lower(), float(found[2] or 1)
    return best


@router.get("/preferences", status_code=303, response_class=Response)
async def prefer(back: str = "/", theme: str = "", lang: Annotated[str, Query(max_length=8)] = "") -> Response:
    """Keep a choice of theme (light, dark, system) or language in a cookie, and lead back to a page of this server."""
    response = Response(status_code=303, headers={"cache-control": "no-store"})
    response.headers["location"] = back if _LOCAL.fullmatch(back) else "/"
    if theme in THEMES:
        response.set_cookie("theme", theme, YEAR, samesite="lax", httponly=True)
    elif theme:
        response.delete_cookie("theme", samesite="lax", httponly=True)
    if lang in LANGUAGES:
        response.set_cookie("lang", lang, YEAR, samesite="lax", httponly=True)
    return response
