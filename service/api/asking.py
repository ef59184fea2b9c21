"""The parameters that searches and lists share, bounded; and the headers by which one pages through them."""

from typing import Annotated

from fastapi import Query
from starlette.datastructures import URL
from starlette.requests import Request

from communique.service.api.searching import SHOWN, Asked
from communique.service.engine.question import Failure
from communique.service.pages import state

MOST_VALUES = 50  # chosen values of one facet
LONGEST_VALUE = 200
Chosen = Annotated[list[str], Query(max_length=MOST_VALUES)]


def asked(
    request: Request,
    q: Annotated[str, Query(description="What names are to match; every thing where it is empty.")] = "",
    kind: Annotated[list[str], Query(description="Only these kinds, such as party or event.")] = [],  # noqa: B006
    country: Annotated[list[str], Query(description="Only of these countries, by key, such as gr.")] = [],  # noqa: B006
    decade: Annotated[list[str], Query(description="Only of these decades, by first year: 1950.")] = [],  # noqa: B006
    document: Annotated[list[str], Query(description="Only what these source documents speak of: 004.")] = [],  # noqa: B006
    page: Annotated[int, Query(ge=1, le=1_000_000, description="The page, from 1.")] = 1,
    size: Annotated[int, Query(ge=1, le=1_000_000, description="Things on a page.")] = SHOWN,
) -> Asked:
    """What is asked for; raises Failure where it is out of bounds."""
    limits = state.site(request).limits
    if size > limits.search_hits:
        raise Failure("bad-request", f"a page has up to {limits.search_hits} things, not {size}")
    chosen = {"kind": kind, "country": country, "decade": decade, "document": document}
    for name, values in chosen.items():
        if len(values) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in values):
            raise Failure("bad-request", f"'{name}' takes up to {MOST_VALUES} values of {LONGEST_VALUE} characters")
    kept = {name: list(dict.fromkeys(filter(None, values))) for name, values in chosen.items()}
    return Asked(q.strip(), {name: values for name, values in kept.items() if values}, page, size)


def links(request: Request, page: int, pages: int) -> dict[str, str]:
    """The Link header for a page of a list (RFC 8288): first, prev, next, last, by relative addresses."""
    wanted = {"first": 1, "prev": page - 1, "next": page + 1, "last": pages}
    here = URL(scope=request.scope)
    found = [
        f'<{here.path}?{here.include_query_params(page=number).query}>; rel="{name}"'
        for name, number in wanted.items()
        if 1 <= number <= pages and number != page
    ]
    return {"link": ", ".join(found)} if found else {}
