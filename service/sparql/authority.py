"""Who may write: whoever shows the token that the service was started with (RFC 6750)."""

import hmac

from communique.service.engine.question import Failure
from communique.service.engine.site import Site
from communique.service.engine.storage import Writable
from communique.service.sparql.request import Scope, header

REALM = 'Bearer realm="communique"'


def may_write(site: Site, scope: Scope) -> bool:
    """Whether a request shows the token of a service that can be written to."""
    scheme, _, token = (header(scope, b"authorization") or "").partition(" ")
    return (
        isinstance(site.storage, Writable)
        and scheme.lower() == "bearer"
        and hmac.compare_digest(token.strip().encode(), site.storage.token.encode())
    )


def authorize(site: Site, scope: Scope) -> None:
    """Raises Failure for a request that may not write, with what it lacks."""
    if site.writer is None:
        raise Failure("read-only", "nothing is changed here")
    if not may_write(site, scope):
        given = header(scope, b"authorization") is not None
        challenge = f'{REALM}, error="invalid_token"' if given else REALM
        detail = "this is not the token of this service" if given else "writing here takes a token"
        raise Failure("unauthorized", detail, headers=[(b"www-authenticate", challenge.encode())])
