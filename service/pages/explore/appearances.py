"""What all views are made of: who appeared where, when and how, and which document says so. One query for a page.

An appearance is a party (or whoever took part) at an event or in a message. Events, messages and parties of which no
appearance is told are rows with the other half missing, so that a timeline has all events and a map all parties.
"""

import json
from dataclasses import dataclass

from communique.service.engine.engine import Engine
from communique.service.engine.question import Question
from communique.service.pages import queries
from communique.service.pages.explore.choices import Choices

MOST = 20_000
"""Rows of the query. Where there are more, the page says so, and facets narrow it."""

APPEARANCES = """PREFIX org: <http://www.w3.org/ns/org#>
PREFIX schema: <https://schema.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?who ?whoName ?home ?homeName ?what ?whatName ?kind ?role ?from ?until
  ?country ?countryName ?document ?documentName
WHERE {
  {
    {
      { ?situation cmq:event ?what ; cmq:participant ?who ; cmq:role ?role . {said} }
      UNION {
        VALUES ?role { schema:sender cmq:addressee }
        ?situation rdf:subject ?what ; rdf:predicate ?role ; rdf:object ?named . {said}
        OPTIONAL { ?named org:unitOf ?party }
        BIND(COALESCE(?party, ?named) AS ?who)
      }
      {who}
    } UNION {
      VALUES ?class { cmq:Event cmq:Message }
      ?what a ?class . ?situation rdf:subject ?what . {said}
    }
    {what}
    OPTIONAL { ?what cmq:eventType|cmq:messageType ?kind }
    OPTIONAL { ?what cmq:timeSpan ?span . ?span cmq:earliest ?from ; cmq:latest ?until }
    OPTIONAL {
      ?what cmq:country|(schema:location/schema:containedInPlace*) ?country {country}
      FILTER(REGEX(STR(?country), "/place/[a-z]{2}$"))
    }
  } UNION {
    ?who a cmq:Party . ?situation cmq:named ?who . {said} {who}
  }
  {document}
{filters}}
LIMIT {limit}
"""
SAID = "?claim cmq:claims ?situation ; prov:wasDerivedFrom/oa:hasSource ?document"
WHO = "{name} OPTIONAL { ?who cmq:country ?home {home} }"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing and what it is called."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """One row: who, at what, as what, when, where, according to which document. Dates are ISO 8601."""

    who: Named | None
    home: Named | None
    what: Named | None
    kind: str
    role: str
    since: str
    until: str
    country: Named | None
    document: Named


def query(base: str, language: str, choices: Choices) -> str:
    """The query of a page, with the reader's choices as filters."""
    names = {variable: _name(variable, language) for variable in ("what", "country", "document")}
    names["who"] = WHO.replace("{name}", _name("who", language)).replace("{home}", _name("home", language))
    text = APPEARANCES.replace("{said}", SAID)
    for variable, pattern in names.items():
        text = text.replace(f"{{{variable}}}", pattern)
    text = text.replace("{filters}", "".join(f"  FILTER({test})\n" for test in choices.filters(base)))
    return queries.query(text.replace("{limit}", str(MOST + 1)), base)


def _name(variable: str, language: str) -> str:
    """The name of a variable that is bound."""
    return queries.label(f"?{variable} skos:prefLabel", f"{variable}Name", language)


async def read(engine: Engine, text: str, client: str) -> tuple[list[Appearance], bool]:
    """The appearances, and whether there are more than are read. Raises Failure."""
    content = json.loads(await engine.read(Question(text, "json"), client))
    rows = content["results"]["bindings"]
    found = [_appearance({name: cell["value"] for name, cell in row.items()}) for row in rows[:MOST]]
    return found, len(rows) > MOST


def _appearance(row: dict[str, str]) -> Appearance:
    def named(variable: str) -> Named | None:
        iri = row.get(variable)
        return Named(iri, row.get(f"{variable}Name") or iri.rpartition("/")[2]) if iri else None

    return Appearance(
        named("who"),
        named("home"),
        named("what"),
        row.get("kind", ""),
        row.get("role", ""),
        row.get("from", ""),
        row.get("until", ""),
        named("country"),
        Named(row["document"], row.get("documentName") or row["document"].rpartition("/")[2]),
    )
