"""Values of properties for things, by SPARQL over the release: what both versions' data extension gives."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from communique.service.engine.question import Failure, Question
from communique.service.engine.site import Site
from communique.service.reconcile.asked import Extension
from communique.service.reconcile.tables import PREFIXES
from communique.service.reconcile.vocabulary import WIKIDATA, Property, properties

AT_ONCE = 500
"""Things in one query."""

_ID = re.compile(r"[a-z-]+/[\w.~-]+", re.ASCII)
_QUERY = """
SELECT DISTINCT ?thing ?value ?name WHERE {
  VALUES ?thing { {things} }
  {pattern}
  OPTIONAL { ?value skos:prefLabel|rdfs:label ?name FILTER(ISIRI(?value)) }
}
"""
Cell = dict[str, Any]
Values = Mapping[str, Mapping[str, list[Cell]]]
"""By thing and property, the values as both versions write them."""


def known(asked: Extension) -> list[Property]:
    """The properties asked for; raises Failure where one is not ours."""
    for one in asked.properties:
        if one.id not in properties():
            raise Failure(
                "reconcile-query", f"there is no property '{one.id[:100]}'; there are {', '.join(properties())}"
            )
    return [properties()[one.id] for one in asked.properties]


async def values(site: Site, asked: Extension, client: str) -> Values:
    """The values of all properties asked for, each in a fixed order; raises Failure."""
    found: dict[str, dict[str, list[Cell]]] = {thing: {} for thing in asked.ids}
    ids = [thing for thing in asked.ids if _ID.fullmatch(thing)]
    for wanted, prop in zip(asked.properties, known(asked), strict=True):
        cells: dict[str, list[Cell]] = defaultdict(list)
        for start in range(0, len(ids), AT_ONCE):
            text = _query(prop, ids[start : start + AT_ONCE], site.release.base)
            content = json.loads(await site.engine.read(Question(text, "json"), client))
            for thing, cell in _cells(content["results"]["bindings"], site.release.base):
                cells[thing].append(cell)
        for thing in asked.ids:
            found[thing][prop.id] = cells[thing][: wanted.limit or None]
    return found


def _query(prop: Property, ids: list[str], base: str) -> str:
    things = " ".join(f"<{base}id/{thing}>" for thing in ids)
    text = _QUERY.replace("{things}", things).replace("{pattern}", prop.pattern)
    return PREFIXES.replace("{base}", base) + text


def _cells(rows: list[dict[str, Any]], base: str) -> Iterator[tuple[str, Cell]]:
    """The cells of a table, sorted; a value that is a thing has its name in English where there is one."""
    named: dict[tuple[str, str, str], str] = {}
    plain: set[tuple[str, str, str, str]] = set()
    for row in rows:
        thing, value = row["thing"]["value"].removeprefix(f"{base}id/"), row["value"]
        if value["type"] == "uri":
            key = (thing, value["value"], "uri")
            name = row.get("name", {})
            if key not in named or name.get("xml:lang") == "en":
                named[key] = name.get("value", "")
        else:
            plain.add((thing, value["value"], value.get("datatype", ""), value.get("xml:lang", "")))
    for (thing, iri, _), name in sorted(named.items()):
        short = iri.removeprefix(f"{base}id/").removeprefix(WIKIDATA)
        yield thing, {"id": short, "name": name or short}
    for thing, text, datatype, language in sorted(plain):
        yield thing, _literal(text, datatype.rpartition("#")[2], language)


def _literal(text: str, datatype: str, language: str) -> Cell:
    if datatype == "date":
        return {"date": f"{text}T00:00:00Z"}
    if datatype == "integer":
        return {"int": int(text)}
    return {"str": text} | ({"lang": language} if language else {})


def meta(prop: Property, types: Mapping[str, str]) -> dict[str, Any]:
    """What an answer says of a property; `types` are their names by id."""
    given: dict[str, Any] = {"id": prop.id, "name": prop.name}
    if prop.values:
        given["type"] = {"id": prop.values, "name": types[prop.values]}
    return given | ({"service": prop.service} if prop.service else {})


def rows02(found: Values) -> dict[str, dict[str, list[Cell]]]:
    """The rows of an answer of 0.2, which knows no languages; no value is an empty list."""
    return {
        thing: {prop: [{k: v for k, v in cell.items() if k != "lang"} for cell in cells] for prop, cells in row.items()}
        for thing, row in found.items()
    }


def rows10(found: Values) -> list[dict[str, Any]]:
    """The rows of an answer of the draft of 1.0."""
    return [
        {"id": thing, "properties": [{"id": prop, "values": cells} for prop, cells in row.items()]}
        for thing, row in found.items()
    ]
