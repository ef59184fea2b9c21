"""The properties that facts.yaml may use: the term each stands for and what it takes.

One line a property; a new one needs a term in the ontology, a shape, and a line here.
"""

from dataclasses import dataclass

from communique.iris import THING_KINDS

AGENTS = ("party", "body", "organization", "forum", "person")
ORGANIZATIONS = ("party", "body", "organization", "forum")
ANYTHING = THING_KINDS

DATE = "date"
INTEGER = "integer"
TEXT = "text"
TYPE = "type"


@dataclass(frozen=True)
class Property:
    """A property: its term as a prefixed name, and the kinds of things, the concept scheme or the literal it takes."""

    term: str
    kinds: tuple[str, ...] = ()
    scheme: str = ""
    literal: str = ""
    acyclic: bool = False


TYPE_SCHEMES = {
    "party": "organization-type",
    "body": "organization-type",
    "organization": "organization-type",
    "forum": "organization-type",
    "document": "document-type",
    "doc": "document-type",
    "place": "place-type",
}

PROPERTIES = {
    "description": Property("dcterms:description", literal=TEXT),
    # time and place
    "timeSpan": Property("cmq:timeSpan", literal=DATE),
    "published": Property("cmq:published", literal=DATE),
    "location": Property("schema:location", ("place",)),
    "country": Property("cmq:country", ("place",)),
    "containedInPlace": Property("schema:containedInPlace", ("place",), acyclic=True),
    # events and series
    "theme": Property("cmq:theme", literal=TEXT),
    "eventType": Property("cmq:eventType", scheme="event-type"),
    "inSeries": Property("cmq:inSeries", ("series",)),
    "ordinal": Property("cmq:ordinal", literal=INTEGER),
    "congressOf": Property("cmq:congressOf", ORGANIZATIONS),
    "commemorates": Property("cmq:commemorates", ANYTHING),
    "anniversary": Property("cmq:anniversary", literal=INTEGER),
    "superEvent": Property("schema:superEvent", ("event", "series"), acyclic=True),
    "precededBy": Property("cmq:precededBy", ("event", "series", "forum"), acyclic=True),
    "outcome": Property("cmq:outcome", ANYTHING),
    "forum": Property("cmq:forum", ("forum",)),
    "frequency": Property("cmq:frequency", scheme="frequency"),
    "within": Property("cmq:within", ANYTHING),
    # organisations
    "unitOf": Property("org:unitOf", ORGANIZATIONS, acyclic=True),
    "memberOf": Property("org:memberOf", ORGANIZATIONS),
    # messages
    "messageType": Property("cmq:messageType", scheme="message-type"),
    "sender": Property("schema:sender", AGENTS),
    "issuedBy": Property("cmq:issuedBy", ORGANIZATIONS),
    "addressee": Property("cmq:addressee", AGENTS),
    "occasion": Property("cmq:occasion", ANYTHING),
    "signedBy": Property("cmq:signedBy", AGENTS),
    "carriedIn": Property("cmq:carriedIn", ("doc",)),
    "mentions": Property("schema:mentions", ANYTHING),
    # documents
    "title": Property("dcterms:title", literal=TEXT),
    "type": Property("dcterms:type", literal=TYPE),
    "creator": Property("dcterms:creator", AGENTS),
    "publisher": Property("dcterms:publisher", AGENTS),
    "isPartOf": Property("schema:isPartOf", ("document", "doc"), acyclic=True),
    "adoptedAt": Property("cmq:adoptedAt", ("event", "series")),
    "hadPrimarySource": Property("prov:hadPrimarySource", ("document", "doc"), acyclic=True),
    "publishedVia": Property("cmq:publishedVia", (*ORGANIZATIONS, "document")),
}
