"""What the authority is made of: one query a table, with the columns `thing` and `value` (and `kind` of a name)."""

PREFIXES = """
PREFIX cmq: <{base}ont/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX sssom: <https://w3id.org/sssom/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_OURS = 'FILTER(STRSTARTS(STR(?thing), "{base}id/"))'
# An item that the alignment says a thing is not: it mostly bears the same name.
_DENIED = """SELECT DISTINCT ?thing ?value (?item AS ?kind) {
    ?denial sssom:predicate_modifier sssom:NegatedPredicate .
    ?denial owl:annotatedSource ?thing ; owl:annotatedTarget ?item ."""

TABLES = {
    "label": "SELECT ?thing ?value { ?thing skos:prefLabel ?value " + _OURS + " }",
    "printed": """SELECT DISTINCT ?thing ?value ?kind {
        ?naming cmq:named ?thing ; cmq:asPrinted ?value ; cmq:nameType ?kind }""",
    "other": "SELECT ?thing ?value { ?thing skos:altLabel|skos:hiddenLabel ?value " + _OURS + " }",
    "country": """SELECT DISTINCT ?thing ?value {
        { ?thing cmq:country ?value } UNION { ?thing schema:location/schema:containedInPlace* ?value } }""",
    "item": "SELECT ?thing ?value { ?thing skos:exactMatch ?value " + _OURS + " }",
    "founded": "SELECT ?thing ?value { ?thing skos:exactMatch/schema:foundingDate ?value " + _OURS + " }",
    "dissolved": "SELECT ?thing ?value { ?thing skos:exactMatch/schema:dissolutionDate ?value " + _OURS + " }",
    "begins": "SELECT ?thing ?value { ?thing cmq:timeSpan/cmq:earliest ?value " + _OURS + " }",
    "ends": "SELECT ?thing ?value { ?thing cmq:timeSpan/cmq:latest ?value " + _OURS + " }",
    "acted": """SELECT DISTINCT ?thing ?value {
        { ?part cmq:participant ?thing ; cmq:event/cmq:timeSpan/cmq:earliest ?value }
        UNION { ?message schema:sender|cmq:addressee ?thing ; cmq:timeSpan/cmq:earliest ?value } }""",
    "namesake": _DENIED + " ?item rdfs:label ?value }",
    "namesake-founded": _DENIED + " ?item schema:foundingDate ?value }",
    "namesake-dissolved": _DENIED + " ?item schema:dissolutionDate ?value }",
    "description": "SELECT ?thing ?value { ?thing dcterms:description ?value " + _OURS + " }",
    "withdrawn": 'SELECT ?thing ?value { ?thing owl:deprecated ?value FILTER(STR(?value) = "true") ' + _OURS + " }",
}


def queries(base: str) -> dict[str, str]:
    """The queries by the names of their tables, for a release with this base."""
    return {name: (PREFIXES + text).replace("{base}", base) for name, text in TABLES.items()}
