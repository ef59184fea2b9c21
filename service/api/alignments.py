"""Decisions of the alignment with Wikidata as records: matches, rejected pairs, and that nothing was found."""

import json
import re

from starlette.requests import Request

from communique.service.api import models
from communique.service.engine.question import Failure, Question
from communique.service.pages import queries, state

ITEM = re.compile(r"Q[1-9][0-9]{0,11}")
WIKIDATA = "http://www.wikidata.org/entity/"
SSSOM = "https://w3id.org/sssom/"
NOTHING = f"{SSSOM}NoTermFound"
_DECISIONS = """
PREFIX sssom: <https://w3id.org/sssom/>
SELECT ?thing ?name ?item ?itemLabel ?relation ?modifier ?confidence ?justification ?source ?date ?by ?comment
       (GROUP_CONCAT(?address; separator=" ") AS ?addresses) WHERE {
  VALUES %s { <@> }
  ?decision owl:annotatedSource ?thing ; owl:annotatedTarget ?item ; owl:annotatedProperty ?relation .
  OPTIONAL { ?thing skos:prefLabel ?name FILTER(lang(?name) = "en") }
  OPTIONAL { ?decision sssom:object_label ?itemLabel }
  OPTIONAL { ?decision sssom:predicate_modifier ?modifier }
  OPTIONAL { ?decision sssom:confidence ?confidence }
  OPTIONAL { ?decision sssom:mapping_justification ?justification }
  OPTIONAL { ?decision sssom:object_source_version ?source }
  OPTIONAL { ?decision dcterms:created ?date }
  OPTIONAL { ?decision sssom:author_label ?by }
  OPTIONAL { ?decision rdfs:comment ?comment }
  OPTIONAL { ?decision rdfs:seeAlso ?address }
} GROUP BY ?decision ?thing ?name ?item ?itemLabel ?relation ?modifier ?confidence ?justification ?source ?date ?by
  ?comment
ORDER BY ?thing ?item ?relation
"""


async def of_item(request: Request, item: str) -> models.ItemAnswer:
    """What was decided about an item; raises Failure where that is not the name of one."""
    if not ITEM.fullmatch(item):
        raise Failure("bad-request", f"'{item[:40]}' is not the number of an item on Wikidata, such as Q192406")
    address = f"{WIKIDATA}{item}"
    decided = await _decisions(request, "?item", address)
    matches = [decision for decision in decided if decision.same]
    rejected = [decision for decision in decided if not decision.same]
    return models.ItemAnswer(item=item, address=address, found=bool(matches), matches=matches, rejected=rejected)


async def of_thing(request: Request, kind: str, key: str) -> models.ThingAlignment:
    """What was decided about a thing, whose IRI must be well-formed."""
    iri = f"{state.site(request).release.base}id/{kind}/{key}"
    decided = await _decisions(request, "?thing", iri)
    return models.ThingAlignment(
        thing=iri,
        none_found=any(decision.item is None for decision in decided),
        matches=[decision for decision in decided if decision.same],
        rejected=[decision for decision in decided if not decision.same and decision.item],
        nothing=[decision for decision in decided if decision.item is None],
    )


async def _decisions(request: Request, variable: str, iri: str) -> list[models.Decision]:
    site = state.site(request)
    text = queries.query(_DECISIONS % variable, site.release.base, iri)
    found = json.loads(await site.engine.read(Question(text, "json"), state.client(request)))
    rows = [{name: node["value"] for name, node in row.items()} for row in found["results"]["bindings"]]
    start = f"{site.release.base}id/"
    return [_decision(row, start) for row in rows if row.get("thing", "").startswith(start)]


def _decision(row: dict[str, str], start: str) -> models.Decision:
    kind, _, key = row["thing"].removeprefix(start).partition("/")
    item = None if row["item"] == NOTHING else row["item"].removeprefix(WIKIDATA)
    return models.Decision(
        thing=row["thing"],
        kind=kind,
        key=key,
        name=row.get("name", key),
        page=f"/doc/{kind}/{key}",
        item=item,
        item_label=row.get("itemLabel"),
        relation=_local(row["relation"]),
        same=item is not None and "modifier" not in row,
        confidence=float(row["confidence"]) if "confidence" in row else None,
        justification=_local(row.get("justification", "")),
        source=row.get("source"),
        decided=row.get("date", ""),
        by=row.get("by", ""),
        comment=row.get("comment"),
        see_also=sorted(set(row.get("addresses", "").split())),
    )


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]
