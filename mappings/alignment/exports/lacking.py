"""The table of what we know and Wikidata lacks: statements, names and whole items, each with who says it and where."""

from collections.abc import Iterator

from pyoxigraph import Store

from communique.mappings.alignment.exports.candidates import asked, candidates, short

COLUMNS = ("what", "thing", "label", "item", "property", "value", "at", "record", "claim", "place", "address")
LACKS, UNKNOWN = "lacks it", "not recorded"

_LABELS = 'SELECT ?thing ?label WHERE { ?thing skos:prefLabel ?label FILTER(LANG(?label) = "en") }'
# Names printed in a document that none of those recorded of the item is, but for the case of letters.
_NAMES = """SELECT DISTINCT ?thing ?item ?name ?claim ?where ?address WHERE {
  ?thing skos:exactMatch ?item . ?item a wikibase:Item .
  ?naming cmq:named ?thing ; cmq:asPrinted ?name ; cmq:nameType ?type .
  FILTER(?type IN (name-type:name, name-type:variant, name-type:abbreviation))
  FILTER NOT EXISTS { ?item rdfs:label ?label . FILTER(LCASE(STR(?label)) = LCASE(?name)) }
  FILTER NOT EXISTS {
    ?held rdf:subject ?item ; a wikibase:Statement ; rdf:predicate wdt:P1448 ; rdf:object ?official .
    FILTER(LCASE(STR(?official)) = LCASE(?name))
  }
  ?claim cmq:claims ?naming ; prov:wasDerivedFrom ?passage . ?passage oa:hasSource ?document ; rdfs:label ?where .
  FILTER NOT EXISTS { ?claim cmq:plausibility ?doubt }
  OPTIONAL { ?document schema:url ?address }
} ORDER BY ?thing ?name ?where"""
# Things without an item that a source ties to them, and the first place that names each.
_ITEMS = """SELECT ?thing (MIN(?found) AS ?where) (SAMPLE(?said) AS ?claim) WHERE {
  ?nothing owl:annotatedSource ?thing ; owl:annotatedTarget <https://w3id.org/sssom/NoTermFound> .
  ?naming cmq:named ?thing . ?said cmq:claims ?naming ; prov:wasDerivedFrom/rdfs:label ?found .
  FILTER NOT EXISTS { ?thing skos:closeMatch|skos:relatedMatch ?like }
} GROUP BY ?thing ORDER BY ?thing"""

Row = dict[str, str]


def _statements(store: Store) -> Iterator[Row]:
    for each in candidates(store):
        yield {
            "what": "statement",
            "thing": each.thing,
            "item": each.item,
            "property": each.property,
            "value": each.value,
            "at": each.at,
            "record": LACKS if each.lacking else UNKNOWN,
            "claim": each.claim,
            "place": each.where,
            "address": each.address,
        }


def _texts(store: Store, query: str, what: str, **names: str) -> Iterator[Row]:
    """Rows of a query whose variables go into columns: `value="name"`."""
    for row in asked(store, query):
        cells = {column: short(row[name].value) for column, name in names.items() if name in row}
        yield {"what": what, "record": UNKNOWN} | cells


def rows(store: Store) -> list[Row]:
    """The rows of the table: statements, then names that could be aliases, then things that have no item."""
    labels = {row["thing"].value: row["label"].value for row in asked(store, _LABELS)}
    shared = {"thing": "thing", "claim": "claim", "place": "where"}
    found = [
        *_statements(store),
        *_texts(store, _NAMES, "name", item="item", value="name", address="address", **shared),
        *_texts(store, _ITEMS, "item", **shared),
    ]
    return [dict.fromkeys(COLUMNS, "") | {"label": labels.get(row["thing"], "")} | row for row in found]
