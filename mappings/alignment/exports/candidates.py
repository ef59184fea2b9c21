"""What a release says of things that are items on Wikidata, and Wikidata may lack: one query a property.

Only what a document reports counts, without a doubt of ours and uncontested; only exact matches on both sides. What is
recorded of Wikidata in the release is left out where it has the same value, or any value of what has one: where the
two disagree, that is a conflict for people to see, and nothing to propose.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, Store

from communique.iris import PREFIXES

ENTITY = "http://www.wikidata.org/entity/"
DIRECT = "http://www.wikidata.org/prop/direct/"
NAMESPACES = PREFIXES | {"wdt": DIRECT, "wikibase": "http://wikiba.se/ontology#"}
ONE_VALUE = frozenset({"P571", "P576", "P585"})
RECORDED = frozenset({"P17", "P571", "P576", "P463", "P856", "P1366", "P1448"})
"""The properties that are recorded of each item of which anything is: without a statement, Wikidata lacks it."""

_ENDS = """?subject skos:exactMatch ?item . ?object skos:exactMatch ?value ."""
_STATED = "?situation rdf:subject ?subject ; rdf:predicate %s ; rdf:object ?object . "
PATTERNS = {
    "P571": """?situation cmq:changeType change-type:foundation ; org:resultingOrganization ?subject .
        ?situation cmq:timeSpan ?value . ?subject skos:exactMatch ?item .""",
    "P576": """?situation cmq:changeType change-type:dissolution ; org:originalOrganization ?subject .
        ?situation cmq:timeSpan ?value . ?subject skos:exactMatch ?item .""",
    "P585": """?situation rdf:subject ?subject ; rdf:predicate cmq:timeSpan ; rdf:object ?value .
        ?subject a cmq:Event ; skos:exactMatch ?item .""",
    "P276": f"{_STATED % 'schema:location'} ?subject a cmq:Event . {_ENDS}",
    "P361": f"{_STATED % 'org:unitOf'} {_ENDS}",
    "P664": f"{_STATED % 'cmq:congressOf'} {_ENDS}",
    "P123": f"{_STATED % 'dcterms:publisher'} {_ENDS}",
    "P1344": f"""?situation cmq:participant ?subject ; cmq:event ?object ; cmq:role ?role .
        FILTER(?role IN (role:attended, role:contributed, role:hosted, role:organised, role:initiated, role:signed))
        {_ENDS}""",
    "P102": f"""?situation a cmq:Posting ; org:member ?subject ; org:organization ?object . ?object a cmq:Party .
        {_ENDS}""",
    "P2124": """?situation cmq:about ?subject ; cmq:measure measure:members ; cmq:value ?number ; cmq:comparator ?how .
        ?subject skos:exactMatch ?item .
        FILTER(?how IN (comparator:exact, comparator:about))
        BIND(CONCAT(IF(?how = comparator:about, "about ", ""), STR(?number)) AS ?value)
        OPTIONAL { ?situation cmq:timeSpan/cmq:edtf ?at }""",
}
"""For each property, how what it states is said here: a situation, the item it is about, and the value."""

_QUERY = """SELECT DISTINCT ?subject ?item ?value ?edtf ?at ?claim ?document ?address ?title ?passage ?where WHERE {
  %s
  ?claim cmq:claims ?situation ; cmq:modality modality:reported ; prov:wasDerivedFrom ?passage .
  ?passage oa:hasSource ?document .
  FILTER NOT EXISTS { ?situation cmq:contested true }
  FILTER NOT EXISTS { ?claim cmq:plausibility ?doubt }
  OPTIONAL { ?value cmq:edtf ?edtf }
  OPTIONAL { ?document schema:url ?address }
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?passage rdfs:label ?where }
}"""
_HELD = """SELECT DISTINCT ?item ?property ?value WHERE {
  ?held a wikibase:Statement ; rdf:subject ?item ; rdf:predicate ?property ; rdf:object ?value }"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One statement that Wikidata may lack, with the source that says it.

    `item` and an item as `value` are `Q42`; other values are an EDTF date, or digits, with `about` before rounded ones.
    `at` is the date it holds for, as EDTF. `lacking` is True where something is recorded of the item, this property
    would have been, and is not; False where nobody has looked.
    """

    thing: str
    item: str
    property: str
    value: str
    at: str
    claim: str
    document: str
    address: str
    title: str
    language: str
    where: str
    lacking: bool


Held = Mapping[str, Mapping[str, frozenset[str]]]
"""What is recorded: the values of each property of each item."""


def asked(store: Store, query: str) -> Iterator[dict[str, NamedNode | Literal]]:
    """The solutions of a query over all graphs; what is unbound is left out."""
    found = cast(QuerySolutions, store.query(query, use_default_graph_as_union=True, prefixes=NAMESPACES))
    names = [variable.value for variable in found.variables]
    for solution in found:
        row = cast(QuerySolution, solution)
        yield {name: cast(NamedNode, row[name]) for name in names if row[name] is not None}


def short(value: str) -> str:
    """An item's IRI as `Q42`; anything else as it is."""
    return value.removeprefix(ENTITY)


def held(store: Store) -> Held:
    """What the release has recorded of Wikidata."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for row in asked(store, _HELD):
        values = found.setdefault(short(row["item"].value), {})
        name = row["property"].value.removeprefix(DIRECT)
        values[name] = values.get(name, frozenset()) | {short(row["value"].value)}
    return found


def _candidate(prop: str, row: Mapping[str, NamedNode | Literal], there: Held) -> Candidate:
    def text(name: str) -> str:
        return row[name].value if name in row else ""

    title, item = row.get("title"), short(text("item"))
    return Candidate(
        thing=text("subject"),
        item=item,
        property=prop,
        value=text("edtf") or short(text("value")),
        at=text("at"),
        claim=text("claim"),
        document=text("document"),
        address=text("address"),
        title=text("title"),
        language=title.language or "" if isinstance(title, Literal) else "",
        where=text("where"),
        lacking=item in there and prop in RECORDED,
    )


def _there(candidate: Candidate, there: Held) -> bool:
    values = there.get(candidate.item, {}).get(candidate.property, frozenset())
    return candidate.value in values or (candidate.property in ONE_VALUE and bool(values))


def candidates(store: Store) -> list[Candidate]:
    """Every statement that Wikidata may lack, in the order of item, property and value; one for each source."""
    there = held(store)
    found: dict[Candidate, set[str]] = {}
    for prop, pattern in PATTERNS.items():
        for row in asked(store, _QUERY % pattern):
            candidate = _candidate(prop, row, there)
            if not _there(candidate, there):
                found.setdefault(replace(candidate, where=""), set()).add(candidate.where)
    joined = [replace(candidate, where="; ".join(sorted(places))) for candidate, places in found.items()]
    return sorted(joined, key=lambda each: (int(each.item[1:]), int(each.property[1:]), each.value, each.claim))
