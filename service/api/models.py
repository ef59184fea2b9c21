"""What the API answers with, field by field; OpenAPI is made from it."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

Tier = Literal["all", "exact", "beginning", "words", "sound", "near", "far"]


class Problem(BaseModel):
    """Why there is no answer (RFC 9457)."""

    type: str = Field(examples=["/problems#not-found"])
    title: str = Field(examples=["There is no such thing here"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["there is no party 'gr-kkk'"])
    hint: str | None = Field(None, description="What to do.")


class Place(BaseModel):
    """A passage in which a name is printed so."""

    document: str = Field(description="The key of the source document.", examples=["002"])
    passage: str = Field(description="The IRI of the passage.")
    label: str = Field(description="Document and line, for people.", examples=["002, line 17"])


class NameInUse(BaseModel):
    """A name of a thing."""

    text: str = Field(examples=["Communist Party of Greece"])
    language: str = Field(description="BCP 47; empty where unknown.", examples=["en"])
    kind: str = Field(description="`preferred`, `title`, or a key of the list name-type.", examples=["misprint"])
    printed: list[Place] = Field(description="Some places where it is printed so.")


class Listed(BaseModel):
    """A thing in a list."""

    id: str = Field(description="The IRI.", examples=["https://w3id.org/communique/id/party/gr-kke"])
    kind: str = Field(examples=["party"])
    key: str = Field(examples=["gr-kke"])
    name: str = Field(description="What it is called, in the language asked for where it has a name there.")
    country: str | None = Field(description="The key of its country.", examples=["gr"])
    decades: list[int] = Field(examples=[[1950, 2010]])
    documents: list[str] = Field(description="The keys of the source documents that speak of it.")
    wikidata: str | None = Field(description="The item on Wikidata that is the same thing.", examples=["Q192406"])
    claims: int = Field(description="Number of claims on what it takes part in.")
    page: str = Field(description="The address of its page on this server.", examples=["/doc/party/gr-kke"])
    matched: NameInUse | None = Field(None, description="The name by which it was found.")
    how: Tier = Field("all", description="How that name matches what was typed.")


class Value(BaseModel):
    """A value of a facet, and how many hits have it."""

    value: str = Field(examples=["gr"])
    label: str = Field(examples=["Greece"])
    count: int
    chosen: bool = False


class Facets(BaseModel):
    """What hits can be narrowed by; each is counted without what is chosen of itself."""

    kind: list[Value] = []
    country: list[Value] = []
    decade: list[Value] = []
    document: list[Value] = []


class Page(BaseModel):
    """A page of things, those with most claims first among equals."""

    query: str
    total: int
    page: int
    pages: int
    size: int
    spelled: bool = Field(description="False where no name is spelled as typed, and only similar ones were found.")
    suggestion: str | None = Field(description="A name that may be meant, where none is spelled as typed.")
    release: str
    items: list[Listed]
    facets: Facets
    sparql: str = Field(description="A query for these very things.")


class Suggestion(BaseModel):
    """A thing that may be meant."""

    text: str = Field(description="The name that matches.", examples=["Communist Party of Greece"])
    language: str
    name: str = Field(description="What the thing is called.")
    kind: str = Field(examples=["party"])
    kind_label: str = Field(examples=["party"])
    id: str
    page: str = Field(examples=["/doc/party/gr-kke"])


class Suggestions(BaseModel):
    """What may be meant by what has been typed so far."""

    query: str
    items: list[Suggestion]


class Decision(BaseModel):
    """What the alignment decided about a thing and an item, and on what grounds."""

    thing: str = Field(description="The IRI of the thing.")
    kind: str
    key: str
    name: str
    page: str
    item: str | None = Field(description="The item on Wikidata; null where none was found.", examples=["Q192406"])
    item_label: str | None
    relation: Annotated[str, Field(examples=["exactMatch"])]
    same: bool = Field(description="False for a pair that was looked at and rejected, or where none was found.")
    confidence: float | None
    justification: str = Field(examples=["ManualMappingCuration"])
    source: str | None = Field(description="The data in which the item was found.")
    decided: str = Field(description="The day of the decision.", examples=["2026-11-22"])
    by: str
    comment: str | None
    see_also: list[str]


class ItemAnswer(BaseModel):
    """What is known here of an item on Wikidata. `found` is about matches: a rejected pair is no match."""

    item: str = Field(examples=["Q192406"])
    address: str = Field(examples=["http://www.wikidata.org/entity/Q192406"])
    found: bool
    matches: list[Decision]
    rejected: list[Decision]


class ThingAlignment(BaseModel):
    """What was decided about a thing. `none_found` says that somebody looked and found nothing."""

    thing: str
    none_found: bool
    matches: list[Decision]
    rejected: list[Decision]
    nothing: list[Decision] = Field(description="The decisions that there is nothing, with their grounds.")


class Home(BaseModel):
    """Where to go from here."""

    release: str
    issued: str
    links: dict[str, str]


class Node(BaseModel):
    """A value: something with an IRI and, where it has one, a name; or a text with a language or a datatype."""

    id: str | None = None
    name: str | None = None
    text: str | None = None
    language: str | None = None
    datatype: Annotated[str | None, Field(examples=["xsd:date"])] = None


class Passage(BaseModel):
    """Where in a document something is said: positions in Unicode code points of the file."""

    id: str
    label: str | None = Field(examples=["004, line 12"])
    document: str | None
    start: int | None
    end: int | None
    sha256: str | None = Field(description="Of the words between, in hexadecimal.")


class Claim(BaseModel):
    """Who says so, how, and where."""

    id: str
    according_to: list[Node]
    modality: str | None = Field(examples=["reported"])
    doubt: str | None = Field(description="What we doubt in it; null where nothing.", examples=["implausible"])
    reason: str | None = None
    passages: list[Passage]


class Situation(BaseModel):
    """Something that sources report of a thing, with its properties by prefixed name, and everyone who says it."""

    id: str
    type: str | None = Field(examples=["cmq:Participation"])
    properties: dict[str, list[Node]]
    contested: bool = Field(description="True where sources disagree about it.")
    claims: list[Claim]


class Thing(Listed):
    """One thing with all that is said of it; `whole` is False where that is too much, and `situations` are left out."""

    names: list[NameInUse]
    types: list[str] = Field(examples=[["cmq:Party"]])
    properties: dict[str, list[Node]]
    situations: list[Situation]
    whole: bool
