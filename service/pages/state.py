"""How the routes get at what is served, and who asks."""

from typing import cast

from starlette.requests import Request

from communique.service.engine.site import Site
from communique.service.sparql import clients
from communique.service.sparql.answers import Answers


def site(request: Request) -> Site:
    """The site behind this request."""
    return cast(Site, request.app.state.site)


def answers(request: Request) -> Answers:
    """The way from a question to a response."""
    return cast(Answers, request.app.state.answers)


def addresses(request: Request) -> set[str]:
    """The paths that are served, those with parameters as templates: the navigation shows what there is."""
    return cast(set[str], request.app.state.addresses)


def client(request: Request) -> str:
    """Who asks, for the fair share of the workers."""
    return clients.of(request.scope)


def accept(request: Request) -> str | None:
    """The Accept header, several joined."""
    values = request.headers.getlist("accept")
    return ", ".join(values) if values else None
