"""The service description of the endpoint, for machines; a browser is sent to the page of the endpoint instead."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from communique.service.engine import formats
from communique.service.engine.question import Failure
from communique.service.engine.release import Release
from communique.service.engine.site import Site
from communique.service.engine.storage import Storage, Writable
from communique.service.sparql import negotiation, reply
from communique.service.sparql.request import Scope, Send, header

FILE = "service-description.ttl"
NAMESPACES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "formats": "http://www.w3.org/ns/formats/",
    "dcterms": "http://purl.org/dc/terms/",
}
_SD, _VOID = NAMESPACES["sd"], NAMESPACES["void"]
PAGE = negotiation.Offer("html", "text/html", "text/html; charset=utf-8")


def address(scope: Scope) -> str:
    """The address of the endpoint as the client wrote it."""
    host = header(scope, b"host") or "localhost"
    return f"{scope['scheme']}://{host}{scope['path']}"


def describe(release: Release, storage: Storage, endpoint: str, name: str) -> bytes:
    """The service description in a format; raises ReleaseError where the release has none."""
    quads = parse(release.text(FILE), format=RdfFormat.TURTLE, base_iri=endpoint)
    triples: Iterable[Triple] = (quad.triple for quad in quads)
    if isinstance(storage, Writable):
        triples = _written(triples, storage, endpoint)
    writer = formats.GRAPHS[name].writer
    assert isinstance(writer, RdfFormat)
    return serialize(triples, format=writer, prefixes=NAMESPACES) or b""


def _written(triples: Iterable[Triple], storage: Writable, endpoint: str) -> Iterator[Triple]:
    """What a release says of itself as it is where updates are accepted: without the counts, which no longer hold."""
    yield Triple(NamedNode(endpoint), NamedNode(f"{_SD}supportedLanguage"), NamedNode(f"{_SD}SPARQL11Update"))
    for triple in triples:
        union = triple.object == NamedNode(f"{_SD}UnionDefaultGraph")
        if triple.predicate != NamedNode(f"{_VOID}triples") and (storage.union or not union):
            yield triple


async def send(site: Site, scope: Scope, send: Send) -> None:
    """Answer a request without a query."""
    offer = negotiation.choose(header(scope, b"accept"), (*negotiation.GRAPHS, PAGE))
    if offer is None:
        raise Failure("not-acceptable", "the service description comes as RDF or HTML")
    vary = (b"vary", b"Accept")
    if offer is PAGE:
        await reply.empty(send, 303, [(b"location", b"/query"), vary])
        return
    try:
        content = describe(site.release, site.storage, address(scope), offer.name)
    except ValueError:
        raise Failure("bad-request", "the Host header is not the name of a host") from None
    await reply.whole(scope, send, 200, [(b"content-type", offer.content_type.encode()), vary], content)
