"""What can be reconciled and what can be asked of it: the types and the properties of the service, by their short ids.

A type is a kind of thing, as in its identifier (`party/gr-kke`); a property is a pattern over `?thing` and `?value`.
"""

from dataclasses import dataclass
from functools import cache

WIKIDATA = "http://www.wikidata.org/entity/"
WIKIDATA_SERVICE = "https://wikidata.reconci.link/en/api"


@dataclass(frozen=True, slots=True)
class Type:
    """A type: its id, the class it stands for as a CURIE, and what it is called."""

    id: str
    term: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Property:
    """A property: a pattern that binds `?value` of `?thing`, the types it makes sense for (none: all), and `asks`,
    where it is a condition of reconciliation too. `values` is the type of things that are its values."""

    id: str
    name: str
    description: str
    pattern: str
    types: tuple[str, ...] = ()
    values: str = ""
    asks: bool = False
    service: str = ""


TYPES = (
    Type("party", "cmq:Party", "Party", "A political party."),
    Type("event", "cmq:Event", "Event", "A meeting, congress, election or other event."),
    Type("person", "schema:Person", "Person", "A person named in the documents."),
    Type("organization", "org:Organization", "Organization", "An organization that is not a party."),
    Type("forum", "cmq:Forum", "Forum", "A lasting forum in which parties meet."),
    Type("series", "cmq:EventSeries", "Series of events", "A series of events under one name."),
    Type("body", "cmq:PartyBody", "Body", "A body of a party or forum, such as a central committee."),
    Type("place", "schema:Place", "Place", "A country, city, region or building."),
)

_ACTED = """
{ ?thing cmq:timeSpan/cmq:earliest ?day }
UNION { ?part cmq:participant ?thing ; cmq:event/cmq:timeSpan/cmq:earliest ?day }
UNION { ?message schema:sender|cmq:addressee ?thing ; cmq:timeSpan/cmq:earliest ?day }
BIND(YEAR(?day) AS ?value)"""
_SAID = "?situation ?any ?thing . ?claim cmq:claims ?situation ; cmq:accordingTo ?value . ?value a cmq:SourceDocument"

PROPERTIES = (
    Property(
        "name", "Name", "A name, usual or printed, in any language.", "?thing skos:prefLabel|skos:altLabel ?value"
    ),
    Property("printed", "Name as printed", "A name as a document prints it.", "?thing ^cmq:named/cmq:asPrinted ?value"),
    Property(
        "country",
        "Country",
        "The country: its name, or its code of two or three letters.",
        "?thing cmq:country ?value",
        ("party", "event", "organization", "body"),
        "place",
        asks=True,
    ),
    Property("year", "Year", "A year in which it existed, acted or took place.", _ACTED, asks=True),
    Property(
        "wikidata",
        "Wikidata item",
        "The item of Wikidata that is the same thing.",
        f'?thing skos:exactMatch ?value FILTER(STRSTARTS(STR(?value), "{WIKIDATA}"))',
        asks=True,
        service=WIKIDATA_SERVICE,
    ),
    Property("description", "Description", "What it is, in a few words.", "?thing dcterms:description ?value"),
    Property("start", "First day", "The day on which it begins.", "?thing schema:startDate ?value", ("event",)),
    Property("end", "Last day", "The day on which it ends.", "?thing schema:endDate ?value", ("event",)),
    Property("location", "Place", "Where it takes place.", "?thing schema:location ?value", ("event",), "place"),
    Property("host", "Host", "The party that is its host.", "?thing cmq:host ?value", ("event",), "party"),
    Property("series", "Series", "The series it belongs to.", "?thing cmq:inSeries ?value", ("event",), "series"),
    Property("attendee", "Attendee", "Who attends it.", "?thing schema:attendee ?value", ("event",), "party"),
    Property(
        "member-of",
        "Member of",
        "The organization or forum it is a member of.",
        "?thing org:memberOf ?value",
        ("party", "person", "organization"),
        "organization",
    ),
    Property(
        "document",
        "Document",
        "A source document that says something of it.",
        _SAID,
    ),
)


@cache
def types() -> dict[str, Type]:
    """The types by their ids."""
    return {one.id: one for one in TYPES}


@cache
def properties() -> dict[str, Property]:
    """The properties by their ids."""
    return {one.id: one for one in PROPERTIES}


def type_of(text: str, base: str) -> Type | None:
    """The type that is meant by an id, a CURIE (`cmq:Party`) or the IRI of a class of ours."""
    short = text.removeprefix(f"{base}ont/")
    return types().get(short) or next(
        (one for one in TYPES if text == one.term or (short != text and short == one.term.partition(":")[2])), None
    )
