"""Graph Store Protocol, writing: PUT, POST and DELETE of one graph; POST without a graph makes a new one."""

import uuid
from email import policy
from email.parser import BytesParser

from communique.service.engine.question import Failure
from communique.service.engine.site import Site
from communique.service.engine.writing.changes import READABLE
from communique.service.engine.writing.orders import Delete, Put
from communique.service.sparql import reply, request
from communique.service.sparql.authority import authorize
from communique.service.sparql.request import Receive, Scope, Send

METHODS = ("PUT", "POST", "DELETE")
MULTIPART = "multipart/form-data"


async def carry_out(site: Site, scope: Scope, receive: Receive, send: Send, graph: str | None, new: bool) -> None:
    """Write one graph (None is the default graph; `new`: one that has no name yet); raises Failure, nothing is changed.

    Answers 201 where there is a new graph, with its IRI as Location where it got one here, else 204.
    """
    authorize(site, scope)
    if scope["method"] == "DELETE":
        await site.write(Delete(graph))
        await reply.empty(send, 204, [])
        return
    if new:
        graph = f"{site.release.base}graph/{uuid.uuid4()}"
    documents = await _documents(scope, receive, site.limits.update_bytes)
    base = graph or f"{site.release.base}graph/default"
    done = await site.write(Put(graph, documents, base, add=scope["method"] == "POST"))
    assert graph is not None or not new
    location = [(b"location", str(graph).encode())] if new else []
    if done.created:
        await reply.whole(scope, send, 201, location, b"")
    else:
        await reply.empty(send, 204, [])


async def _documents(scope: Scope, receive: Receive, most: int) -> tuple[tuple[bytes, str], ...]:
    """The content of a request as documents with their media types; several in a form."""
    if request.header(scope, b"content-encoding") not in (None, "", "identity"):
        plain = [(b"accept-encoding", b"identity")]
        raise Failure("media-type", "the body of a request may not be compressed", headers=plain)
    kind = request.media_type(scope)
    if kind != MULTIPART:
        _check(kind)
        return ((await request.body(scope, receive, most, "update-bytes"), kind),)
    content = await request.body(scope, receive, most, "update-bytes")
    head = f"Content-Type: {request.header(scope, b'content-type')}\r\n\r\n".encode("latin-1")
    form = BytesParser(policy=policy.HTTP).parsebytes(head + content)
    if not form.is_multipart():
        raise Failure("bad-request", "the form has no parts between its boundaries")
    documents = []
    for part in form.iter_parts():
        kind = part.get_content_type()
        _check(kind)
        payload = part.get_payload(decode=True)
        documents.append((payload if isinstance(payload, bytes) else b"", kind))
    return tuple(documents)


def _check(kind: str) -> None:
    if kind not in READABLE:
        listed = ", ".join(READABLE)
        given = f"'{kind[:80]}'" if kind else "no Content-Type"
        raise Failure("media-type", f"a graph comes as one of: {listed}; got {given}")
