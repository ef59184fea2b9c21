"""The query behind the page of conflicts: each kind of disagreement is a pattern, and all of them together one query.

A pattern binds `?about`, a thing; `?ours`, a situation that a document reports; `?theirs`, the other side, which is
another situation, a statement recorded of Wikidata, or the claim that is doubted; and `?value`, what that gives. A
pattern stands alone, so that its filters see all that it binds.
"""

from collections.abc import Mapping

from communique.service.pages import queries

PREFIXES = """PREFIX change-type: <{base}concept/change-type/>
PREFIX comparator: <{base}concept/comparator/>
PREFIX measure: <{base}concept/measure/>
PREFIX name-type: <{base}concept/name-type/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX plausibility: <{base}concept/plausibility/>
PREFIX schema: <https://schema.org/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

_COLUMNS = """?kind ?thing ?name ?ours ?said ?passage ?where
    ?theirs ?stated ?otherPassage ?otherWhere ?source ?recorded"""
_ORDER = "ORDER BY ?kind ?name ?ours ?theirs ?where ?otherWhere"
_STATED = """?about skos:exactMatch|skos:closeMatch ?item .
    ?theirs rdf:subject ?item ; a wikibase:Statement ; rdf:predicate {property} ; rdf:object ?value ."""
_NONE = """FILTER NOT EXISTS {{
      ?also rdf:subject ?item ; rdf:predicate {property} ; {test}
    }}"""
_ACTS = """{ ?ours cmq:participant ?about ; cmq:event/cmq:timeSpan ?span }
    UNION { ?ours cmq:about ?about ; cmq:timeSpan ?span }
    UNION {
      ?ours rdf:object ?about ; rdf:predicate ?way ; rdf:subject/cmq:timeSpan ?span
      FILTER(?way IN (schema:sender, cmq:addressee))
    }"""


def _year(day: str) -> str:
    return f"xsd:integer(SUBSTR(STR(?{day}), 1, 4))"


def _plain(variable: str) -> str:
    """A name without what printers do as they like: the case of letters, articles, marks."""
    return f'REPLACE(LCASE(STR(?{variable})), "\\\\bthe |[^\\\\p{{L}}\\\\p{{N}} ]", "")'


DOCUMENTS = """?ours cmq:disagreesWith ?theirs . FILTER(STR(?ours) < STR(?theirs)) BIND(?theirs AS ?value)
    OPTIONAL { ?ours rdf:subject|cmq:participant|cmq:about ?about }
    ?ourClaim cmq:claims ?ours ; prov:wasDerivedFrom/oa:hasSource ?ourDocument .
    ?theirClaim cmq:claims ?theirs ; prov:wasDerivedFrom/oa:hasSource ?theirDocument ."""

PATTERNS = {
    "within": f"{DOCUMENTS} FILTER(?ourDocument = ?theirDocument)",
    "between": f"{DOCUMENTS} FILTER(?ourDocument != ?theirDocument)",
    "after-end": f"""{_STATED.format(property="wdt:P576")}
    ?value cmq:latest ?end . {_ACTS}
    ?span cmq:earliest ?day . FILTER(?day > ?end)
    {_NONE.format(property="wdt:P576", test="rdf:object/cmq:latest ?later . FILTER(?later >= ?day)")}""",
    "before-beginning": f"""{_STATED.format(property="wdt:P571")}
    ?value cmq:earliest ?start . {_ACTS}
    ?span cmq:latest ?day . FILTER(?day < ?start)
    {_NONE.format(property="wdt:P571", test="rdf:object/cmq:earliest ?earlier . FILTER(?earlier <= ?day)")}""",
    "change": f"""{{
      {{ BIND(wdt:P571 AS ?property) ?ours cmq:changeType change-type:foundation ; org:resultingOrganization ?about }}
      UNION
      {{ BIND(wdt:P576 AS ?property) ?ours cmq:changeType change-type:dissolution ; org:originalOrganization ?about }}
    }}
    {_STATED.format(property="?property")}
    ?ours cmq:timeSpan ?span . ?span cmq:earliest ?first ; cmq:latest ?last .
    {
        _NONE.format(
            property="?property",
            test='''rdf:object ?date .
      ?date cmq:earliest ?begun ; cmq:latest ?done . FILTER(?begun <= ?last && ?done >= ?first)''',
        )
    }""",
    "anniversary": f"""{_STATED.format(property="wdt:P571")}
    ?event cmq:commemorates ?about ; cmq:anniversary ?number ; cmq:timeSpan ?span .
    ?ours rdf:subject ?event ; rdf:predicate cmq:anniversary .
    ?span cmq:earliest ?first ; cmq:latest ?last .
    {
        _NONE.format(
            property="wdt:P571",
            test=f'''rdf:object ?date .
      ?date cmq:earliest ?begun ; cmq:latest ?done .
      FILTER({_year("begun")} <= {_year("last")} - ?number && {_year("done")} >= {_year("first")} - ?number)''',
        )
    }""",
    "country": f"""{_STATED.format(property="wdt:P17")}
    ?ours rdf:subject ?about ; rdf:predicate cmq:country ; rdf:object ?place .
    FILTER EXISTS {{ ?place skos:exactMatch|skos:closeMatch|skos:narrowMatch ?state }}
    {
        _NONE.format(
            property="wdt:P17",
            test='''rdf:object ?same .
      FILTER EXISTS { ?place skos:exactMatch|skos:closeMatch|skos:narrowMatch ?same }''',
        )
    }""",
    "name": f"""?about skos:exactMatch ?item ; a ?class . FILTER(?class NOT IN (schema:Place, schema:Person))
    ?item a wikibase:Item ; rdfs:label ?value .
    ?ours cmq:named ?about ; cmq:nameType ?type . FILTER(?type IN (name-type:name, name-type:variant))
    FILTER NOT EXISTS {{
      ?naming cmq:named ?about ; cmq:asPrinted ?name . FILTER({_plain("name")} = {_plain("value")})
    }}
    BIND(?item AS ?theirs)""",
    "office": f"""VALUES (?property ?office) {{
      (wdt:P488 "chair") (wdt:P3975 "general secretary") (wdt:P210 "party chief representative")
    }}
    {_STATED.format(property="?property")}
    ?ours a cmq:Posting ; org:organization ?about ; org:member/skos:exactMatch ?value ; cmq:asPrinted ?title .
    FILTER(!CONTAINS(LCASE(?title), ?office) && !CONTAINS(LCASE(?title), "leader"))""",
    "seats": f"""{_STATED.format(property="wdt:P1410")}
    ?ours cmq:about ?about ; cmq:measure measure:seats ; cmq:comparator comparator:exact ; cmq:value ?number .
    FILTER(?number != ?value)
    FILTER NOT EXISTS {{
      ?ours cmq:timeSpan/cmq:earliest ?one . ?theirs cmq:timeSpan/cmq:latest ?two . FILTER(?one > ?two)
    }}
    FILTER NOT EXISTS {{
      ?ours cmq:timeSpan/cmq:latest ?one . ?theirs cmq:timeSpan/cmq:earliest ?two . FILTER(?one < ?two)
    }}""",
    "elsewhere": """?claim cmq:plausibility ?doubt ; cmq:plausibilityReason ?value ; cmq:claims ?ours .
    FILTER(?doubt IN (plausibility:disputed, plausibility:implausible))
    OPTIONAL { ?ours rdf:subject|cmq:participant|cmq:about|cmq:named|org:organization ?about }
    BIND(?claim AS ?theirs)""",
}
"""The kinds of conflict in the order in which they are shown, each with its pattern."""

AMONG_DOCUMENTS = ("within", "between")
ELSEWHERE = ("elsewhere",)
WITH_WIKIDATA = tuple(kind for kind in PATTERNS if kind not in (*AMONG_DOCUMENTS, *ELSEWHERE))


def _words(situation: str, name: str, language: str) -> str:
    """What a situation says, in a few words: bound to `?{name}` from its parts, those that it has."""
    labels = {
        "Role": "cmq:role/skos:prefLabel",
        "Event": "cmq:event/skos:prefLabel",
        "Change": "cmq:changeType/skos:prefLabel",
        "Predicate": "rdf:predicate/rdfs:label",
        "Named": "rdf:object/skos:prefLabel",
        "Measure": "cmq:measure/skos:prefLabel",
    }
    part = f"?{name}"
    called = "\n  ".join(
        queries.label(f"{situation} {path}", f"{name}{each}", language) for each, path in labels.items()
    )
    return f"""{called}
  OPTIONAL {{ {situation} cmq:timeSpan/cmq:edtf {part}When }}
  OPTIONAL {{ {situation} rdf:object/cmq:edtf {part}Date }}
  OPTIONAL {{ {situation} rdf:object {part}Object . FILTER(isLiteral({part}Object)) }}
  OPTIONAL {{ {situation} cmq:value {part}Number }}
  OPTIONAL {{ {situation} cmq:asPrinted {part}Printed }}
  BIND(CONCAT(
    {_joined(part, "Role", "Event", "Change", "Predicate", "Named", "Date", "Object", "Measure", "Number", "When")},
    COALESCE(CONCAT("“", {part}Printed, "”"), "")) AS {part})"""


def _joined(part: str, *names: str) -> str:
    after = {"Role": ": "}
    return ",\n    ".join(f'COALESCE(CONCAT(STR({part}{name}), "{after.get(name, " ")}"), "")' for name in names)


def _branch(kind: str) -> str:
    return f'{{\n    {PATTERNS[kind]}\n    BIND("{kind}" AS ?kind)\n  }}'


def found(*kinds: str) -> str:
    """The patterns of some kinds, of all where none is named, as one group."""
    return "\n  UNION ".join(map(_branch, kinds or PATTERNS))


def _pairs(*kinds: str) -> str:
    """A SELECT of the pairs of sides of some kinds, of all where none is named."""
    return f"""SELECT DISTINCT ?kind (COALESCE(?about, ?ours) AS ?thing) ?ours ?theirs ?value WHERE {{
  {found(*kinds)}
  }}"""


def table(*kinds: str) -> str:
    """The SELECT of conflicts in English, one row for each pair of sides and each passage of ours.

    `said` and `stated` put the two sides in words; `passage` and `where` lead to our side's place, `otherPassage` and
    `otherWhere` to the other's, where that is a document; `source` and `recorded` tell where it is from otherwise.
    """
    return f"""{PREFIXES}SELECT DISTINCT {_COLUMNS} WHERE {{
  {{ {_pairs(*kinds)} }}
  {_told("en")}
}} {_ORDER}"""


def page(size: int, numbers: Mapping[str, int], language: str) -> str:
    """The same, so many of each kind: those on the page that `numbers` tells, from 1, the first where it does not.

    A row of its own has the `total` of each kind.
    """
    paged = "\n  UNION ".join(
        f"{{ {_pairs(kind)} ORDER BY ?thing ?ours ?theirs ?value"
        f" LIMIT {size} OFFSET {size * (numbers.get(kind, 1) - 1)} }}"
        for kind in PATTERNS
    )
    return f"""{PREFIXES}SELECT DISTINCT ?total {_COLUMNS} WHERE {{
  {{ SELECT ?kind (COUNT(*) AS ?total) WHERE {{ {{ {_pairs()} }} }} GROUP BY ?kind }}
  UNION {{
  {{ {paged} }}
  {_told(language)}
  }}
}} {_ORDER}"""


def _told(language: str) -> str:
    """What is told of a pair: both sides in words, their places and sources."""
    return f"""?ourOwn cmq:claims ?ours ; prov:wasDerivedFrom ?passage .
  OPTIONAL {{ ?passage rdfs:label ?where }}
  {queries.label("?thing skos:prefLabel|dcterms:title", "name", language)}
  {_words("?ours", "said", language)}
  OPTIONAL {{ ?theirOwn cmq:claims ?theirs ; prov:wasDerivedFrom ?otherPassage .
    OPTIONAL {{ ?otherPassage rdfs:label ?otherWhere }} }}
  OPTIONAL {{ ?theirs prov:wasDerivedFrom|^rdf:subject/prov:wasDerivedFrom ?snapshot .
    ?snapshot a wikibase:Dump ; dcterms:title ?source ; dcterms:date ?recorded }}
  OPTIONAL {{ ?theirs dcterms:source ?source }}
  OPTIONAL {{ ?value cmq:edtf|rdfs:label ?shown }}
  {_words("?theirs", "other", language)}
  BIND(COALESCE(STR(?shown), IF(?value = ?theirs, ?other, STR(?value))) AS ?stated)"""


def graph(*kinds: str) -> str:
    """The CONSTRUCT of the same: both sides with their claims and passages, and that they disagree."""
    return f"""{PREFIXES}CONSTRUCT {{
  ?ours cmq:disagreesWith ?theirs ; ?p ?o .
  ?theirs ?tp ?to . ?to cmq:edtf ?date .
  ?claim cmq:claims ?side ; cmq:accordingTo ?who ; prov:wasDerivedFrom ?passage . ?passage rdfs:label ?where .
}} WHERE {{
  {{ SELECT DISTINCT ?kind ?ours ?theirs WHERE {{
  {found(*kinds)}
  }} }}
  {{ ?ours ?p ?o }} UNION {{ ?theirs ?tp ?to . OPTIONAL {{ ?to cmq:edtf ?date }} }}
  UNION {{
    {{ BIND(?ours AS ?side) }} UNION {{ BIND(?theirs AS ?side) }}
    ?claim cmq:claims ?side ; cmq:accordingTo ?who ; prov:wasDerivedFrom ?passage . ?passage rdfs:label ?where
  }}
}}"""
