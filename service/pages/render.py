"""HTML: templates, links that work on this very server, and a policy under which a page runs and loads nothing."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from communique.service.pages import state
from communique.service.pages.assets import asset

TEMPLATES = Path(__file__).resolve().parent / "templates"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["size"] = size
    environment.globals["asset"] = asset
    return environment


def size(octets: int) -> str:
    """A number of bytes for a reader: 1.2 MB."""
    value = float(octets)
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"


def link(iri: str, base: str) -> str:
    """Where a link to an IRI leads: for ours to the page on this server, nowhere for what is no web address."""
    if iri.startswith(base):
        path = iri[len(base) :]
        return f"/doc/{path[3:]}" if path.startswith("id/") else f"/{path}"
    return iri if iri.startswith(("http://", "https://")) else ""


def page(request: Request, template: str, status: int = 200, **content: Any) -> Response:
    """A page made of a template."""
    release = state.site(request).release
    html = (
        _environment()
        .get_template(template)
        .render(release=release, link=lambda iri: link(iri, release.base), path=request.url.path, **content)
    )
    return Response(
        html,
        status,
        {"content-security-policy": POLICY, "vary": "Accept", "referrer-policy": "same-origin"},
        "text/html; charset=utf-8",
    )
