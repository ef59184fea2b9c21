"""What a page says of a thing: each fact and situation, who says so, how, and where exactly."""

from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from communique.service.pages.graph import RDF, RDFS, SKOS, Graph, Node

PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
TYPE = f"{RDF}type"
NAMES = {f"{SKOS}prefLabel"}
NOTES = {f"{SKOS}editorialNote"}
HIDDEN = {"claims", "contested", "disagreesWith"}


@dataclass(frozen=True)
class Value:
    """Something to show: a text, and where it leads if it is an IRI."""

    text: str
    iri: str = ""
    language: str = ""


@dataclass(frozen=True)
class Source:
    """One claim: its IRI, who says it, the places, how it is said, and a doubt with its reason if any."""

    claim: str
    according: tuple[Value, ...]
    passages: tuple[Value, ...]
    modality: str
    doubt: str = ""


@dataclass(frozen=True)
class Row:
    """A property with a value, and the claims it rests on."""

    name: Value
    value: Value
    sources: tuple[Source, ...] = ()


@dataclass
class Situation:
    """Something that sources report: its kind, its properties, and the claims."""

    iri: str
    kind: str
    rows: list[Row]
    sources: tuple[Source, ...]
    contested: bool = False


@dataclass
class Said:
    """A whole page."""

    iri: str
    name: str
    kinds: list[Value]
    names: list[Value]
    notes: list[str]
    facts: list[Row]
    situations: list[tuple[str, list[Situation]]]
    mentions: list[tuple[Value, list[Value]]] = field(default_factory=list)


class Reader:
    """Makes a page out of the graph around one thing."""

    def __init__(self, graph: Graph, iri: str) -> None:
        self._graph = graph
        self._iri = iri
        self._ont = f"{graph.base}ont/"
        self._claims: dict[str, list[str]] = {}
        for claim, predicate, node in graph.triples():
            if predicate == f"{self._ont}claims":
                self._claims.setdefault(node.value, []).append(claim)

    def read(self) -> Said:
        """The page."""
        about = self._graph.of(self._iri)
        situations = [item for item in self._claims if item != self._iri]
        shown = self._statements()
        facts = [
            Row(self._term(predicate), self._value(node), self._sources(shown.get((predicate, node.value), "")))
            for predicate, nodes in sorted(about.items(), key=lambda item: self._graph.name(item[0]))
            if predicate not in NAMES | NOTES | {TYPE}
            for node in nodes
        ]
        backed = {
            shown[key]
            for predicate, nodes in about.items()
            for node in nodes
            if (key := (predicate, node.value)) in shown
        }
        return Said(
            iri=self._iri,
            name=self._graph.name(self._iri),
            kinds=[self._value(node) for node in about.get(TYPE, [])],
            names=[self._value(node) for predicate in NAMES for node in about.get(predicate, [])],
            notes=[node.value for predicate in NOTES for node in about.get(predicate, [])],
            facts=facts,
            situations=self._grouped([item for item in situations if item not in backed]),
            mentions=self._mentions(),
        )

    def _statements(self) -> dict[tuple[str, str], str]:
        """The statement nodes about this thing, by predicate and object."""
        found = {}
        for statement in self._claims:
            about = self._graph
            if about.value(statement, f"{RDF}subject") == self._iri:
                found[about.value(statement, f"{RDF}predicate"), about.value(statement, f"{RDF}object")] = statement
        return found

    def _grouped(self, situations: list[str]) -> list[tuple[str, list[Situation]]]:
        groups: dict[str, list[Situation]] = {}
        for iri in situations:
            kind = self._graph.name(self._graph.value(iri, TYPE)) or "situation"
            groups.setdefault(kind, []).append(self._situation(iri, kind))
        return sorted(groups.items())

    def _situation(self, iri: str, kind: str) -> Situation:
        about = self._graph.of(iri)
        rows = [
            Row(self._term(predicate), self._value(node))
            for predicate, nodes in sorted(about.items(), key=lambda item: self._graph.name(item[0]))
            if predicate != TYPE and predicate.removeprefix(self._ont) not in HIDDEN
            for node in nodes
            if node.value != self._iri
        ]
        contested = self._graph.value(iri, f"{self._ont}contested") == "true"
        return Situation(iri, kind, rows, self._sources(iri), contested)

    def _sources(self, situation: str) -> tuple[Source, ...]:
        return tuple(self._source(claim) for claim in sorted(self._claims.get(situation, ())))

    def _source(self, claim: str) -> Source:
        graph = self._graph
        passages = tuple(
            Value(self._where(passage), passage) for passage in sorted(graph.values(claim, f"{PROV}wasDerivedFrom"))
        )
        doubt = graph.value(claim, f"{self._ont}plausibility").rpartition("/")[2]
        reason = graph.value(claim, f"{self._ont}plausibilityReason")
        return Source(
            claim,
            tuple(Value(graph.name(iri), iri) for iri in graph.values(claim, f"{self._ont}accordingTo")),
            passages,
            graph.value(claim, f"{self._ont}modality").rpartition("/")[2],
            f"{doubt}: {reason}" if doubt and reason else doubt,
        )

    def _where(self, passage: str) -> str:
        graph = self._graph
        place = graph.value(passage, f"{OA}hasSelector")
        start, end = graph.value(place, f"{OA}start"), graph.value(place, f"{OA}end")
        label = graph.value(passage, f"{RDFS}label")
        return f"{label}, characters {start} to {end}" if start and end else label or graph.short(passage)

    def _mentions(self) -> list[tuple[Value, list[Value]]]:
        """Who points here, but for the situations and claims, which are shown in full."""
        ours = {self._iri, *self._claims, *(claim for claims in self._claims.values() for claim in claims)}
        found: dict[str, list[Value]] = {}
        for subject, predicate, node in self._graph.triples():
            if isinstance(node, NamedNode) and node.value == self._iri and subject not in ours:
                found.setdefault(predicate, []).append(Value(self._graph.name(subject), subject))
        return [
            (self._term(predicate), sorted(items, key=lambda item: item.text))
            for predicate, items in sorted(found.items())
        ]

    def _term(self, predicate: str) -> Value:
        return Value(self._graph.term(predicate), predicate)

    def _value(self, node: Node) -> Value:
        if isinstance(node, NamedNode):
            return Value(self._graph.name(node.value), node.value)
        return Value(node.value, "", node.language or "")
