"""From quads, in any order and read once, to an entry a thing: names, places of names, country, dates, claims."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from communique.iris import EXTERNAL, THING_KINDS
from communique.service.search.entries import PLACES, Entry, Name

KINDS = frozenset(THING_KINDS)  # things that have names; the rest are what is said of them
DATED = frozenset({"event", "message"})  # kinds that date whoever takes part in them
WIDEST = 12  # decades; what lasts longer is dated by its ends alone
WIKIDATA = "http://www.wikidata.org/entity/"
_FAR = 4  # steps from a thing to its country
_WEIGHTS = {"preferred": 0, "title": 1, "misprint": 3}  # how well a kind of name says what a thing is called; others: 2


def _external(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return EXTERNAL[prefix] + local


_LABELS = {
    _external("skos:prefLabel"): "preferred",
    _external("skos:altLabel"): "name",
    _external("skos:hiddenLabel"): "misprint",
    _external("dcterms:title"): "title",
}
_NEAR = frozenset(map(_external, ("schema:location", "org:unitOf", "org:memberOf", "schema:containedInPlace")))
_DATES = frozenset(map(_external, ("xsd:date", "xsd:gYear", "xsd:gYearMonth")))
_DEPRECATED = _external("owl:deprecated")
_LANGUAGE = _external("dcterms:language")
_PASSAGE_LABEL = _external("rdfs:label")
_DERIVED = _external("prov:wasDerivedFrom")
_MATCH = _external("skos:exactMatch")


class Collector:
    """Takes quads, then gives entries. IRIs of ours are kept without the base and `id/`: `party/gr-kke`."""

    def __init__(self, base: str) -> None:
        self._base = f"{base}id/"
        self._graphs = f"{base}graph/doc/"
        self._ont = f"{base}ont/"
        self._near_terms = _NEAR | {f"{self._ont}congressOf"}
        self._labels: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        self._naming: dict[str, dict[str, str]] = defaultdict(dict)
        self._claims: dict[str, list[tuple[str, str]]] = defaultdict(list)  # situation: claim, document
        self._passages: dict[str, list[str]] = defaultdict(list)  # claim: passages
        self._places: dict[str, str] = {}  # passage: label
        self._parts: dict[str, set[str]] = defaultdict(set)  # situation: things and spans
        self._dates: dict[str, list[int]] = defaultdict(list)  # thing or span: years
        self._spans: dict[str, list[str]] = defaultdict(list)  # thing: spans
        self._country: dict[str, str] = {}
        self._near: dict[str, list[str]] = defaultdict(list)
        self._items: dict[str, str] = {}
        self._gone: set[str] = set()

    def take(self, quads: Iterable[Quad]) -> None:
        """Read quads."""
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(self._base):
                self._one(quad)

    def _one(self, quad: Quad) -> None:
        assert isinstance(quad.subject, NamedNode)
        subject, node = quad.subject.value.removeprefix(self._base), quad.object
        predicate, kind = quad.predicate.value, subject.partition("/")[0]
        if isinstance(node, Literal):
            self._literal(kind, subject, predicate, node)
        elif isinstance(node, NamedNode):
            value = node.value
            if not value.startswith(self._base):
                self._foreign(subject, predicate, value)
                return
            graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
            self._link(kind, subject, predicate, value.removeprefix(self._base), graph)

    def _literal(self, kind: str, subject: str, predicate: str, node: Literal) -> None:
        if kind in KINDS:
            if predicate in _LABELS:
                key, kind_of_name = (node.value, node.language or ""), _LABELS[predicate]
                known = self._labels[subject].get(key, kind_of_name)
                self._labels[subject][key] = min(known, kind_of_name, key=_weight)
            elif predicate == _DEPRECATED and node.value == "true":
                self._gone.add(subject)
            else:
                self._year(subject, node)
        elif kind == "span":
            self._year(subject, node)
        elif kind == "naming":
            self._naming[subject][predicate] = node.value
        elif kind == "passage" and predicate == _PASSAGE_LABEL:
            self._places[subject] = node.value

    def _year(self, subject: str, node: Literal) -> None:
        if node.datatype.value in _DATES and node.value[:4].isdigit():
            self._dates[subject].append(int(node.value[:4]))

    def _foreign(self, subject: str, predicate: str, value: str) -> None:
        if predicate == _MATCH and value.startswith(WIKIDATA):
            self._items[subject] = value.removeprefix(WIKIDATA)
        elif predicate == f"{self._ont}nameType":
            self._naming[subject][predicate] = value.rpartition("/")[2]

    def _link(self, kind: str, subject: str, predicate: str, value: str, graph: str) -> None:
        other = value.partition("/")[0]
        if kind == "claim":
            if predicate == f"{self._ont}claims":
                document = graph.removeprefix(self._graphs) if graph.startswith(self._graphs) else ""
                self._claims[value].append((subject, document))
            elif predicate == _DERIVED:
                self._passages[subject].append(value)
        elif kind in KINDS:
            if other == "span":
                self._spans[subject].append(value)
            elif predicate == f"{self._ont}country":
                self._country[subject] = min(value, self._country.get(subject, value))
            elif predicate in self._near_terms:
                self._near[subject].append(value)
        elif other in KINDS or other == "span":
            self._parts[subject].add(value)

    # --- entries -------------------------------------------------------------------------------------------------

    def entries(self) -> Iterator[Entry]:
        """An entry for each thing that has a name and was not withdrawn: most claims first, then by kind and key."""
        printed = self._namings_of()
        decades, documents, claims = self._taken_part()
        countries = frozenset(self._country.values())
        things = sorted({*self._labels, *printed} - self._gone)
        things.sort(key=lambda thing: claims.get(thing, 0), reverse=True)
        for thing in things:
            kind, _, key = thing.partition("/")
            if kind not in KINDS:
                continue
            own = documents.get(thing, set()) | ({key} if kind == "doc" else set())
            yield Entry(
                kind,
                key,
                self._names(thing, printed.get(thing, ())),
                self._country_of(thing, countries).removeprefix("place/"),
                tuple(sorted(self._own_decades(thing) or decades.get(thing, set()))),
                tuple(sorted(own)),
                self._items.get(thing, ""),
                claims.get(thing, 0),
            )

    def _namings_of(self) -> dict[str, list[str]]:
        printed: dict[str, list[str]] = defaultdict(list)
        for naming in self._naming:
            for thing in self._parts.get(naming, ()):
                printed[thing].append(naming)
        return printed

    def _names(self, thing: str, namings: Iterable[str]) -> list[Name]:
        found: dict[tuple[str, str], Name] = {
            key: Name(*key, kind) for key, kind in self._labels.get(thing, {}).items()
        }
        for naming in sorted(namings):
            about = self._naming[naming]
            text = about.get(f"{self._ont}asPrinted", "")
            if text:
                key = text, about.get(_LANGUAGE, "")
                kind = about.get(f"{self._ont}nameType", "name")
                name = found.setdefault(key, Name(*key, kind))
                name.kind = min(name.kind, kind, key=_weight)
                name.places.extend(self._printed_at(naming))
        for name in found.values():
            name.places = sorted(set(name.places))[:PLACES]
        return sorted(found.values(), key=lambda name: (_weight(name.kind), name.language, name.text))

    def _printed_at(self, naming: str) -> Iterator[tuple[str, str, str]]:
        for claim, document in self._claims.get(naming, ()):
            for passage in self._passages.get(claim, ()):
                yield document, passage.partition("/")[2], self._places.get(passage, "")

    def _taken_part(self) -> tuple[dict[str, set[int]], dict[str, set[str]], dict[str, int]]:
        """The decades, documents and numbers of claims of things by the situations in which they take part."""
        decades: dict[str, set[int]] = defaultdict(set)
        documents: dict[str, set[str]] = defaultdict(set)
        claims: dict[str, int] = defaultdict(int)
        for situation, parts in self._parts.items():
            said = self._claims.get(situation, ())
            sources = {document for _, document in said if document}
            when: set[int] = set()
            for part in parts:
                kind = part.partition("/")[0]
                if kind == "span":
                    when |= _decades(self._dates.get(part, ()))
                elif kind in DATED:
                    when |= self._own_decades(part)
            for part in parts:
                if not part.startswith("span/"):
                    decades[part] |= when
                    documents[part] |= sources
                    claims[part] += len(said)
        return decades, documents, claims

    def _own_decades(self, thing: str) -> set[int]:
        found = _decades(self._dates.get(thing, ()))
        for span in self._spans.get(thing, ()):
            found |= _decades(self._dates.get(span, ()))
        return found

    def _country_of(self, thing: str, countries: frozenset[str]) -> str:
        """The nearest country on the way by location, whole or container; the first by key where there are several."""
        ring, seen = [thing], {thing}
        for _ in range(_FAR):
            found = [self._country[item] for item in ring if item in self._country]
            found += [item for item in ring if item in countries]
            if found:
                return min(found)
            ring = [near for item in ring for near in self._near.get(item, ()) if near not in seen]
            if not ring:
                break
            seen.update(ring)
        return ""


def _weight(kind: str) -> int:
    return _WEIGHTS.get(kind, 2)


def _decades(years: Iterable[int]) -> set[int]:
    """Every decade from the first year to the last."""
    ends = list(years)
    if not ends:
        return set()
    first, last = min(ends) // 10 * 10, max(ends) // 10 * 10
    found = range(first, last + 1, 10)
    return set(found) if len(found) <= WIDEST else {first, last}
