"""The queries behind the pages: one page, one query. IRIs are checked before they are put in."""

from collections.abc import Iterable

PREFIXES = """
PREFIX cmq: <{base}ont/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

# A thing, what is said of it, who says so and where, what mentions it, and the names of all that.
THING = """
CONSTRUCT {
  <@> ?p ?o . ?in ?ip <@> .
  ?situation ?sp ?so . ?claim ?cp ?co . ?passage ?pp ?po . ?place ?lp ?lo .
  ?named ?label ?name .
} WHERE {
  { <@> ?p ?o }
  UNION { ?in ?ip <@> }
  UNION {
    {
      SELECT DISTINCT ?situation {
        { { ?situation ?any <@> } UNION { BIND(<@> AS ?situation) } ?anyClaim cmq:claims ?situation }
        UNION { <@> cmq:claims ?situation }
        UNION { ?saying prov:wasDerivedFrom|cmq:accordingTo <@> ; cmq:claims ?situation }
      }
    }
    { ?situation ?sp ?so }
    UNION {
      ?claim cmq:claims ?situation .
      { ?claim ?cp ?co }
      UNION { ?claim cmq:accordingTo ?named . ?named ?label ?name FILTER(?label = skos:prefLabel) }
      UNION {
        ?claim prov:wasDerivedFrom ?passage .
        { ?passage ?pp ?po } UNION { ?passage oa:hasSelector ?place . ?place ?lp ?lo }
      }
    }
    UNION {
      ?situation ?sp2 ?named . ?named ?label ?name
      FILTER(?label IN (skos:prefLabel, rdfs:label, cmq:edtf, dcterms:title))
    }
  }
  UNION {
    { <@> ?p2 ?named } UNION { ?named ?ip2 <@> } UNION { <@> ?named ?o2 }
    ?named ?label ?name FILTER(?label IN (skos:prefLabel, rdfs:label, cmq:edtf, dcterms:title))
  }
}
"""

# A term or a concept: its own triples, what belongs to it, where properties about it start and lead, and names.
TERM = """
CONSTRUCT { <@> ?p ?o . ?in ?ip <@> . ?in ?ends ?end . ?named ?label ?name } WHERE {
  GRAPH <{base}graph/vocabulary> {
    { <@> ?p ?o } UNION { ?in ?ip <@> }
    UNION {
      ?in ?ip <@> ; ?ends ?end
      FILTER(?ends IN (rdfs:domain, rdfs:range, schema:domainIncludes, schema:rangeIncludes))
    }
    UNION {
      { <@> ?p2 ?named } UNION { ?named ?ip2 <@> }
      ?named ?label ?name FILTER(?label IN (skos:prefLabel, rdfs:label, skos:definition))
    }
  }
}
"""

TERM_NAMES = """
SELECT ?term ?name WHERE { GRAPH <{base}graph/vocabulary> { ?term rdfs:label|skos:prefLabel ?name } }
"""

# What an editor completes: terms and concepts with their kinds, names and definitions.
COMPLETION = """
SELECT ?term ?kind ?name ?definition WHERE {
  GRAPH <{base}graph/vocabulary> {
    VALUES (?type ?kind) {
      (owl:Class "class") (owl:ObjectProperty "property") (owl:DatatypeProperty "property") (skos:Concept "concept")
    }
    ?term a ?type ; rdfs:label|skos:prefLabel ?name
    FILTER(LANG(?name) = "en")
    OPTIONAL { ?term skos:definition ?definition FILTER(LANG(?definition) = "en") }
  }
}
"""

DOCUMENTS = """
SELECT ?document ?sha256 ?language WHERE {
  ?document a cmq:SourceDocument ; cmq:sha256 ?sha256 OPTIONAL { ?document dcterms:language ?language }
}
"""

# What is said of a thing as a table: one row a property of a situation, a claim and a passage.
TABLE = """
SELECT ?situation ?kind ?property ?value ?contested ?claim ?document ?modality ?passage ?start ?end ?sha256 WHERE {
  {
    SELECT DISTINCT ?situation {
      { { ?situation ?any <@> } UNION { BIND(<@> AS ?situation) } ?anyClaim cmq:claims ?situation }
      UNION { <@> cmq:claims ?situation }
      UNION { ?saying prov:wasDerivedFrom|cmq:accordingTo <@> ; cmq:claims ?situation }
    }
  }
  ?situation a ?kind ; ?property ?value .
  FILTER(?property NOT IN (rdf:type, cmq:contested, cmq:disagreesWith))
  BIND(EXISTS { ?situation cmq:contested true } AS ?contested)
  ?claim cmq:claims ?situation ; cmq:accordingTo ?document ; cmq:modality ?modality ; prov:wasDerivedFrom ?passage .
  ?passage oa:hasSelector ?place ; cmq:textSha256 ?sha256 .
  ?place oa:start ?start ; oa:end ?end .
} ORDER BY ?situation ?claim ?property ?value ?start
"""

VOCABULARY = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <{base}graph/vocabulary> { ?s ?p ?o } }"
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <@> { ?s ?p ?o } }"
BARE = "CONSTRUCT { <@> ?p ?o } WHERE { <@> ?p ?o }"

STATE = """
SELECT ?deprecated ?other WHERE {
  { SELECT (COUNT(*) AS ?known) { <@> ?p ?o } } FILTER(?known > 0)
  OPTIONAL { <@> owl:deprecated ?deprecated } OPTIONAL { <@> dcterms:isReplacedBy ?other }
}
"""

KEYS = """
SELECT DISTINCT ?thing WHERE { ?thing skos:prefLabel|dcterms:title ?name FILTER(STRSTARTS(STR(?thing), "@")) }
"""

# Both with a {pattern} that binds ?thing and what to ?sort it by.
THINGS = """
SELECT DISTINCT ?thing ?sort WHERE {
  {pattern} FILTER(STRSTARTS(STR(?thing), "@")) FILTER NOT EXISTS { ?thing owl:deprecated true }
} ORDER BY ?sort ?thing
"""

SOME_THINGS = """
SELECT ?thing ?name ?total WHERE {
  { SELECT (COUNT(DISTINCT ?thing) AS ?total) WHERE {
    {pattern} FILTER(STRSTARTS(STR(?thing), "@")) FILTER NOT EXISTS { ?thing owl:deprecated true }
  } }
  UNION {
    { SELECT ?thing (MIN(STR(?sort)) AS ?first) WHERE {
      {pattern} FILTER(STRSTARTS(STR(?thing), "@")) FILTER NOT EXISTS { ?thing owl:deprecated true }
    } GROUP BY ?thing ORDER BY ?first ?thing LIMIT {size} OFFSET {offset} }
    { ?thing skos:prefLabel ?name } UNION { ?thing a ?any BIND(STR(?thing) AS ?name) }
  }
} ORDER BY ?first ?thing
"""

# The same of what nobody named: situations and claims with what they say, as their words are made of that.
SOME_SITUATIONS = """
CONSTRUCT { <@> <urn:section:size> ?total . ?thing ?p ?o . ?situation ?sp ?so . ?named ?label ?name } WHERE {
  { SELECT (COUNT(DISTINCT ?thing) AS ?total) WHERE {pattern} }
  UNION { {found} ?thing ?p ?o }
  UNION { {found} ?thing cmq:claims? ?situation . ?situation ?sp ?so }
  UNION {
    {found} ?thing cmq:claims? ?situation . ?situation ?sp2 ?named . ?named ?label ?name
    FILTER(?label IN (skos:prefLabel, rdfs:label, dcterms:title, cmq:edtf))
  }
}
"""
FOUND = "{ SELECT DISTINCT ?thing WHERE {pattern} ORDER BY ?thing LIMIT {size} OFFSET {offset} }"
SITUATIONS = '{ ?thing a ?class FILTER(STRSTARTS(STR(?thing), "@") && !CONTAINS(STR(?thing), "#")) }'

# The source documents, the latest first.
SOURCES = """
SELECT ?document ?title ?published ?day ?publisher ?publisherName ?language ?address ?sha256 WHERE {
  ?document a cmq:SourceDocument ; skos:prefLabel ?title ; cmq:sha256 ?sha256 .
  OPTIONAL { ?document cmq:published ?span . ?span cmq:edtf ?published . OPTIONAL { ?span cmq:earliest ?day } }
  OPTIONAL { ?document dcterms:publisher ?publisher . {publisher} }
  OPTIONAL { ?document dcterms:language ?language }
  OPTIONAL { ?document schema:url ?address }
} ORDER BY DESC(?day) ?document ?publisherName
"""

KIND_COUNTS = """
SELECT ?kind (COUNT(DISTINCT ?thing) AS ?things) WHERE {
  ?thing skos:prefLabel ?name FILTER(STRSTARTS(STR(?thing), "{base}id/"))
  FILTER NOT EXISTS { ?thing owl:deprecated true }
  BIND(STRBEFORE(STRAFTER(STR(?thing), "/id/"), "/") AS ?kind)
} GROUP BY ?kind ORDER BY ?kind
"""


def label(path: str, name: str, language: str) -> str:
    """Binds ?name to the label at the end of a path, if any: in that language, else in English."""
    if language == "en":
        return f'OPTIONAL {{ {path} ?{name} FILTER(LANG(?{name}) = "en") }}'
    return (
        f'OPTIONAL {{ {path} ?{name}Own FILTER(LANG(?{name}Own) = "{language}") }} '
        f'OPTIONAL {{ {path} ?{name}En FILTER(LANG(?{name}En) = "en") }} '
        f"BIND(COALESCE(?{name}Own, ?{name}En) AS ?{name})"
    )


def names(things: Iterable[str], base: str, language: str) -> str:
    """What things are called, given by their IRIs (which must be well-formed): ?thing, and ?name where it has one."""
    values = " ".join(f"<{thing}>" for thing in things)
    called = label("?thing skos:prefLabel|dcterms:title", "name", language)
    return query(f"SELECT DISTINCT ?thing ?name WHERE {{ VALUES ?thing {{ {values} }} {called} }}", base)


def query(template: str, base: str, iri: str = "") -> str:
    """One of the queries above about one IRI (which must be well-formed) or prefix of IRIs."""
    return (PREFIXES + template).replace("{base}", base).replace("@", iri)
