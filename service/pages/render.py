"""HTML: templates, the reader's language, links that work on this very server, a strict policy of what a page loads.

A page is one template in templates/ that extends base.html, and one call of `page` with what it shows. Every string a
reader sees comes from words/ by its key: `{{ t("key", n=3) }}`; the house's parts are macros in components.html.

`page` takes, besides what the template uses itself:

* `data`: the same content for programs, by ending: `{"ttl": "/data/party/gr-kke.ttl"}`
* `behind`: the SPARQL query that the page is made of, linked to the editor
* `schema`: schema.org as JSON-LD, put into the page
* `canonical`: the address that search engines are to keep; else the page's own, without parameters
* `crumbs`: the way to this page, pairs of text and address
* `robots`: False for a page that crawlers need not keep
"""

import json
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, urlencode

from babel import Locale
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from communique.service.pages import assets, dates, scripts, state
from communique.service.pages.preferences import reader
from communique.service.pages.words import LANGUAGES, Words, words

TEMPLATES = Path(__file__).resolve().parent / "templates"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
LARGEST = 100_000  # the last page of a list that is looked for
DIGITS = 9  # of a number that are read
VARY = "Accept, Accept-Language, Cookie"
NAVIGATION = ("/explore", "/search", "/query", "/conflicts", "/ont", "/sources", "/dumps/", "/about")
FOOTER = {
    "/about": "foot-about",
    "/status": "foot-status",
    "/releases": "foot-releases",
    "/prefixes": "foot-prefixes",
    "/problems": "foot-problems",
    "/sitemap.xml": "foot-sitemap",
}
FORMATS = {  # by ending: media type, and what people call it
    "ttl": ("text/turtle", "Turtle"),
    "jsonld": ("application/ld+json", "JSON-LD"),
    "nt": ("application/n-triples", "N-Triples"),
    "rdf": ("application/rdf+xml", "RDF/XML"),
    "json": ("application/json", "JSON"),
    "csv": ("text/csv", "CSV"),
}
OPTIONAL: dict[str, Any] = {"data": {}, "behind": "", "schema": None, "crumbs": (), "robots": True}


@lru_cache(maxsize=8)
def environment(language: str, base: str) -> Environment:
    """The templates in one language, for a knowledge base with this base IRI."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    say = words(language)
    made.filters["size"] = lambda octets: size(octets, language)
    made.filters["number"] = lambda value: format_decimal(value, locale=language)
    made.filters["date"] = lambda text: dates.shown(text, language)
    made.filters["language_name"] = partial(language_name, language=language)
    made.filters["json_ld"] = json_ld
    made.filters["query_link"] = query_link
    made.filters["capital"] = lambda text: text[:1].upper() + text[1:]
    made.globals.update(
        t=say,
        language=language,
        languages=LANGUAGES,
        media_types={ending: media_type for ending, (media_type, _) in FORMATS.items()},
        format_names={ending: name for ending, (_, name) in FORMATS.items()},
        asset=assets.asset,
        script_words=scripts.strings,
        written=assets.written(),
        link=lambda iri: link(iri, base),
    )
    return made


def size(octets: int, language: str = "en") -> str:
    """A number of bytes for a reader: 1.2 MB."""
    value = float(octets)
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{format_decimal(value, '#,##0' if unit == 'B' else '#,##0.0', locale=language)} {unit}"
        value /= 1000
    return f"{format_decimal(value, '#,##0.0', locale=language)} GB"


def language_name(tag: str, language: str) -> str:
    """What a language is called, by its BCP 47 tag; the tag itself where that is not known."""
    return str(Locale.parse(language).languages.get(tag, tag))


def link(iri: str, base: str) -> str:
    """Where a link to an IRI leads: for ours to the page on this server, nowhere for what is no web address."""
    if iri.startswith(base):
        path = iri[len(base) :].replace("%", "%25")
        return f"/doc/{path[3:]}" if path.startswith("id/") else f"/{path}"
    return iri if iri.startswith(("http://", "https://")) else ""


def query_link(query: str) -> str:
    """Where the editor shows a query."""
    text = "\n".join(line.strip() for line in query.strip().splitlines())
    return f"/query?query={quote_plus(text, safe='/:?;,()!*')}"


def json_ld(content: Any) -> Markup:
    """JSON-LD that may stand in a script element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def say(request: Request, key: str, **arguments: Any) -> str:
    """A string of the interface in the reader's language."""
    return words(reader(request).language)(key, **arguments)


def words_for(request: Request) -> Words:
    """The catalogue in the reader's language."""
    return words(reader(request).language)


def page(request: Request, template: str, status: int = 200, **content: Any) -> Response:
    """A page made of a template."""
    site = state.site(request)
    wants = reader(request)
    path = request.url.path
    served = state.addresses(request)
    shown = OPTIONAL | {
        "release": site.release,
        "path": path,
        "here": f"{path}?{request.url.query}" if request.url.query else path,
        "theme": wants.theme,
        "canonical": _absolute(site.release.base, path),
        "navigation": [item for item in NAVIGATION if item in served],
        "footer": [item for item in FOOTER.items() if item[0] in served],
        "in_language": lambda name: address(request, lang=name),
        "with_parameters": lambda **changed: address(request, **changed),
    }
    html = environment(wants.language, site.release.base).get_template(template).render(shown | content)
    headers = {
        "content-security-policy": POLICY,
        "content-language": wants.language,
        "vary": VARY,
        "referrer-policy": "same-origin",
    }
    return Response(html, status, headers, "text/html; charset=utf-8")


def _absolute(base: str, path: str) -> str:
    return base.rstrip("/") + path


def address(request: Request, **changed: Any) -> str:
    """This page's address with other parameters; None takes one away."""
    given = dict(request.query_params) | changed
    kept = {name: value for name, value in given.items() if value is not None and value != ""}
    return f"{request.url.path}?{urlencode(kept)}" if kept else request.url.path


def number(request: Request, name: str = "page") -> int:
    """Which page of a list a parameter asks for, from 1; the first where it is no number."""
    given = request.query_params.get(name, "")
    return min(max(int(given[:DIGITS]), 1), LARGEST) if given.isascii() and given.isdecimal() else 1


def pages(total: int, size: int) -> int:
    """How many pages a list of so many has, at least one."""
    return max(1, -(-total // size))


def paged(request: Request, name: str) -> Callable[[int], str]:
    """The address of each page of a list that stands in the section of that name."""
    return lambda number: f"{address(request, **{name: number})}#{name}"
