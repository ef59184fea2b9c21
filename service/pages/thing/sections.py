"""The one query behind the page of a thing, put together from the sections that its kind has.

A section finds situations (nodes that claims rest on) around the thing, in an order, a page at a time. What is said of
each situation, who says it and where, and the names of all that, is asked in the same way for every section. In the
answer, `<urn:section:NAME>` holds the situations of a section and has their number.

The query is written so that the engine goes by lookups from each situation to what is around it. It orders the patterns
of a branch without knowing what is bound outside: so each branch has one pattern to begin with, names what it repeats,
lists predicates as branches of their own, and has neither VALUES nor OPTIONAL.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from communique.service.pages.queries import PREFIXES

SECTION = "urn:section:"
HOLDS = "urn:section:holds"
SIZE = "urn:section:size"

LABELS = ("skos:prefLabel", "rdfs:label", "dcterms:title", "cmq:edtf", "cmq:earliest")
# What is told of the things that a situation names: enough for a line of a table.
TOLD = (
    "cmq:country",
    "schema:location",
    "schema:containedInPlace",
    "cmq:messageType",
    "schema:sender",
    "cmq:addressee",
    "cmq:occasion",
    "dcterms:type",
)


@dataclass(frozen=True, slots=True)
class Section:
    """One list on a page. `pattern` binds ?base to the situations around <@>, `order` may bind ?order to sort them by.

    `style` names the macro that shows it, `size` is how many stand on a page; `counted` adds a count for each value of
    ?group, bound by that pattern. `among` is a wider pattern that sections share and `test` tells which of that are
    this one's: such sections are counted in one pass.
    """

    name: str
    pattern: str
    style: str = "statements"
    order: str = ""
    size: int = 12
    counted: str = ""
    among: str = ""
    test: str = ""

    @property
    def iri(self) -> str:
        """What stands for it in the answer, as SPARQL writes it."""
        return f"<{SECTION}{self.name}>"

    def paged(self, number: int) -> str:
        """The situations of one page, from 1."""
        order = f"OPTIONAL {{ {self.order} }}" if self.order else ""
        return (
            f"{{ SELECT DISTINCT ({self.iri} AS ?section) ?base WHERE {{ {self.pattern} {order} }}"
            f" ORDER BY {'(!BOUND(?order)) ?order ' if self.order else ''}?base"
            f" LIMIT {self.size} OFFSET {self.size * (number - 1)} }}"
        )


def _counts(sections: tuple[Section, ...]) -> str:
    """How many situations each section has in all, and by group where it counts by one."""
    shared: dict[str, list[Section]] = {}
    for section in sections:
        if section.among:
            shared.setdefault(section.among, []).append(section)
    parts = [_count(section.pattern, section.iri) for section in sections if not section.among]
    parts += [_count(pattern, _which(counted)) for pattern, counted in shared.items()]
    parts += [_count(section.counted, "?group") for section in sections if section.counted]
    return "\n  UNION ".join(parts)


def _which(sections: list[Section]) -> str:
    """The section whose test holds, as an expression; an error, thus nothing, where none does."""
    return "".join(f"IF({each.test}, {each.iri}, " for each in sections) + "1/0" + ")" * len(sections)


def _count(pattern: str, group: str) -> str:
    return (
        f"{{ SELECT ?section (COUNT(DISTINCT ?base) AS ?size) {{ {pattern} BIND({group} AS ?section) }}"
        " GROUP BY ?section }"
    )


def _named(node: str) -> str:
    """The names of a node, one branch for each kind of name."""
    return " UNION ".join(f"{{ {node} {each} ?name BIND({each} AS ?label) BIND({node} AS ?named) }}" for each in LABELS)


def _told(thing: str) -> str:
    """What is told of a thing, with the names of that: those are named things and concepts."""
    return " UNION ".join(
        f"{{ {thing} {each} ?to BIND({each} AS ?tp) BIND({thing} AS ?thing)"
        " ?to skos:prefLabel ?name BIND(skos:prefLabel AS ?label) BIND(?to AS ?named) }"
        for each in TOLD
    )


def _dated(thing: str) -> str:
    """When a thing was."""
    return f"{{ {thing} cmq:timeSpan ?span . BIND({thing} AS ?thing) {{ {_named('?span')} }} }}"


_QUERY = """
CONSTRUCT {
  <@> ?p ?o . ?section <urn:section:holds> ?base ; <urn:section:size> ?size .
  ?situation ?sp ?so . ?claim ?cp ?co . ?passage ?pp ?po . ?place ?lp ?lo .
  ?named ?label ?name . ?thing cmq:timeSpan ?span ; ?tp ?to . ?mapping ?mp ?mo .
} WHERE {
  { <@> ?p ?o }
  UNION { <@> ?p ?o . OWN }
  UNION { <@> oa:hasSelector ?place . ?place ?lp ?lo }
  UNION { ?mapping owl:annotatedSource <@> ; ?mp ?mo }
  UNION { COUNTS }
  UNION {
    FOUND
    { ?situation ?sp ?so . { ?situation ?sp ?so } UNION AROUND }
    UNION {
      ?claim cmq:claims ?situation .
      { ?claim ?cp ?co }
      UNION { ?claim cmq:accordingTo ?who . { WHO } }
      UNION {
        ?claim prov:wasDerivedFrom ?passage .
        { ?passage ?pp ?po } UNION { ?passage oa:hasSelector ?place . ?place ?lp ?lo }
      }
    }
  }
}
"""
_FOUND = "{ SELECT DISTINCT ?section ?base ?situation { { HOLDS } ?base cmq:disagreesWith? ?situation } }"


def query(base: str, iri: str, sections: tuple[Section, ...], numbers: Mapping[str, int]) -> str:
    """The query for the page of a thing; `numbers` says which page of which section, the first where it does not."""
    text = _QUERY
    for name, value in (
        ("COUNTS", _counts(sections)),
        ("FOUND", _FOUND),
        ("HOLDS", "\n    UNION ".join(section.paged(numbers.get(section.name, 1)) for section in sections)),
        ("AROUND", f"{_named('?so')} UNION {_dated('?so')} UNION {_told('?so')}"),
        ("OWN", f"{{ {_named('?o')} }} UNION {_dated('?o')}"),
        ("WHO", _named("?who")),
    ):
        text = text.replace(name, value)
    return (PREFIXES + text).replace("{base}", base).replace("@", iri)
