"""What the authority is made of: one query a table, with the columns `thing` and `value` (and `kind` of a name)."""

PREFIXES = """
PREFIX cmq: <{base}ont/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX sssom: <https://w3id.org/sssom/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX wikibase: <http://wikiba.se/ontology#>
"""
_OURS = 'FILTER(STRSTARTS(STR(?thing), "{base}id/"))'
# An item that the alignment says a thing is not: it mostly bears the same name.
_DENIED = """
    ?denial sssom:predicate_modifier sssom:NegatedPredicate .
    ?denial owl:annotatedSource ?thing ; owl:annotatedTarget ?item ."""


def _dated(choice: str, prop: str, bound: str, patterns: str = "?thing skos:exactMatch ?item .") -> str:
    """The earliest or latest day that Wikidata gives for the beginning or end of each item, as it is recorded."""
    return f"""SELECT ?thing ({choice}(?day) AS ?value) (?item AS ?kind) {{
        {patterns} ?stated rdf:subject ?item ; a wikibase:Statement ; rdf:predicate wdt:{prop} .
        ?stated rdf:object/cmq:{bound} ?day }} GROUP BY ?thing ?item"""


TABLES = {
    "label": "SELECT ?thing ?value { ?thing skos:prefLabel ?value " + _OURS + " }",
    "printed": """SELECT DISTINCT ?thing ?value ?kind {
        ?naming cmq:named ?thing ; cmq:asPrinted ?value ; cmq:nameType ?kind }""",
    "other": "SELECT ?thing ?value { ?thing skos:altLabel|skos:hiddenLabel ?value " + _OURS + " }",
    "country": """SELECT DISTINCT ?thing ?value {
        { ?thing cmq:country ?value } UNION { ?thing schema:location/schema:containedInPlace* ?value } }""",
    "item": "SELECT ?thing ?value { ?thing skos:exactMatch ?value " + _OURS + " }",
    "founded": _dated("MIN", "P571", "earliest"),
    "dissolved": _dated("MAX", "P576", "latest"),
    "begins": "SELECT ?thing ?value { ?thing cmq:timeSpan/cmq:earliest ?value " + _OURS + " }",
    "ends": "SELECT ?thing ?value { ?thing cmq:timeSpan/cmq:latest ?value " + _OURS + " }",
    "acted": """SELECT DISTINCT ?thing ?value {
        { ?part cmq:participant ?thing ; cmq:event/cmq:timeSpan/cmq:earliest ?value }
        UNION { ?message schema:sender|cmq:addressee ?thing ; cmq:timeSpan/cmq:earliest ?value } }""",
    "namesake": "SELECT DISTINCT ?thing ?value (?item AS ?kind) {" + _DENIED + " ?item rdfs:label ?value }",
    "namesake-founded": _dated("MIN", "P571", "earliest", _DENIED),
    "namesake-dissolved": _dated("MAX", "P576", "latest", _DENIED),
    "description": "SELECT ?thing ?value { ?thing dcterms:description ?value " + _OURS + " }",
    "withdrawn": 'SELECT ?thing ?value { ?thing owl:deprecated ?value FILTER(STR(?value) = "true") ' + _OURS + " }",
}


def queries(base: str) -> dict[str, str]:
    """The queries by the names of their tables, for a release with this base."""
    return {name: (PREFIXES + text).replace("{base}", base) for name, text in TABLES.items()}
