"""One page of a thing, read and in order, as the templates show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyoxigraph import Literal

from communique.service.pages.graph import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Value
from communique.service.pages.originals import Documents
from communique.service.pages.thing.kinds import Kind
from communique.service.pages.thing.reading import Listing, Place, Reader, Said, Situation, local

SSSOM = "https://w3id.org/sssom/"
LABEL = f"{SKOS}prefLabel"
SHOWN_ABOVE = {
    "claim": ("accordingTo", "modality", "plausibility", "plausibilityReason", "wasDerivedFrom"),
    "passage": ("hasSource",),
}
"""What the head of a kind's page shows of its own properties, by local name."""
IN_SCHEMA = {"accordingTo": "appearance", "about": "observationAbout"}
"""What schema.org calls the properties of claims and figures, by local name."""
HIDDEN = {f"{RDF}type", LABEL, f"{SKOS}editorialNote", f"{DCTERMS}title", f"{RDFS}label"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One property with the statements that give its values; contested where they cannot all be true."""

    name: Value
    statements: tuple[Situation, ...]

    @property
    def contested(self) -> bool:
        """Whether sources disagree."""
        return any(item.contested for item in self.statements)


@dataclass(frozen=True, slots=True)
class Alignment:
    """What was decided about an item of another catalogue: how it stands to this thing, on what evidence.

    `verdict` is exactMatch, closeMatch and so on, "not" where the item was rejected, "none" where nothing was found.
    """

    verdict: str
    target: str
    label: str
    evidence: str
    confidence: str
    reviewer: str


class Page:
    """What a template asks for; every statement comes with its sources, and these with the notes at the foot."""

    def __init__(
        self, graph: Graph, iri: str, kind: str, shape: Kind, numbers: Mapping[str, int], documents: Documents
    ) -> None:
        self.iri = iri
        self.kind = kind
        self.graph = graph
        self.reader = Reader(graph, documents)
        listings = [self.reader.listing(section, numbers.get(section.name, 1)) for section in shape.sections]
        self.listings = [item for item in listings if item.total and item.style not in ("facts", "itself")]
        self.itself = [row for item in listings if item.style == "itself" for row in item.rows]
        self._stated = [row for item in listings if item.style == "facts" for row in item.rows]
        self._leading = shape.lead
        self.name = self.reader.called(iri)  # of situations and claims, which nobody named, what they say

    def names(self) -> list[Value]:
        """Its names in other languages than the one in the title."""
        nodes = [node for node in self.graph.of(self.iri).get(LABEL, []) if isinstance(node, Literal)]
        return [Value(node.value, "", node.language or "") for node in nodes if node.value != self.name.text]

    def remarks(self) -> list[str]:
        """What those who keep the registry note about it."""
        return self.graph.values(self.iri, f"{SKOS}editorialNote")

    def lead(self, *apart: str) -> list[Fact]:
        """What a reader of this kind asks first, in that order, as far as claims tell it; but for what stands apart."""
        places = {name: place for place, name in enumerate(self._leading) if name not in apart}
        first = [fact for fact in self._facts if local(fact.name.iri) in places]
        return sorted(first, key=lambda fact: places[local(fact.name.iri)])

    def fact(self, name: str) -> Fact | None:
        """The statements about one property, by its local name."""
        return next((fact for fact in self._facts if local(fact.name.iri) == name), None)

    def facts(self) -> list[Fact]:
        """The other properties that claims give."""
        return [fact for fact in self._facts if local(fact.name.iri) not in self._leading]

    @cached_property
    def _facts(self) -> list[Fact]:
        """The properties that claims give, with their statements."""
        groups: dict[str, list[Situation]] = {}
        for row in self._stated:
            predicate = row.first("predicate")
            if predicate is not None:
                groups.setdefault(predicate.iri, []).append(row)
        found = [Fact(self.graph.term(iri), tuple(rows)) for iri, rows in groups.items()]
        return sorted(found, key=lambda fact: fact.name.text)

    def plain(self) -> list[tuple[Value, list[Value]]]:
        """Its own properties that no claim is needed for: what the registry says, and marks of a file."""
        stated = {fact.name.iri for fact in self._facts}
        situation = self.itself[0].fields if self.itself else {}
        rows = []
        for predicate, nodes in self.graph.of(self.iri).items():
            name = local(predicate)
            if predicate in HIDDEN or predicate in stated or name in situation or self._derived(predicate):
                continue
            rows.append((self.graph.term(predicate), [self.graph.shown(node) for node in nodes]))
        return sorted(rows, key=lambda row: row[0].text)

    def _derived(self, predicate: str) -> bool:
        """Whether the direct layer has it from claims that a section shows, or an alignment that stands below."""
        if predicate.startswith(SKOS):
            return True
        known = {
            "attendee",
            "host",
            "mentions",
            "claims",
            "startDate",
            "endDate",
            "memberOf",
            "hasSelector",
            "organizer",
            "sameAs",
            *SHOWN_ABOVE.get(self.kind, ()),
        }
        return local(predicate) in known

    @cached_property
    def alignments(self) -> list[Alignment]:
        """What was decided about items of other catalogues."""
        graph, found = self.graph, []
        for mapping in graph.subjects(f"{OWL}annotatedSource", self.iri):
            target = graph.value(mapping, f"{OWL}annotatedTarget")
            verdict = local(graph.value(mapping, f"{OWL}annotatedProperty"))
            if graph.value(mapping, f"{SSSOM}predicate_modifier"):
                verdict = "not"
            if target.endswith("/NoTermFound"):
                verdict = "none"
            found.append(
                Alignment(
                    verdict,
                    target,
                    graph.value(mapping, f"{SSSOM}object_label") or target.rpartition("/")[2],
                    graph.value(mapping, f"{RDFS}comment"),
                    graph.value(mapping, f"{SSSOM}confidence"),
                    graph.value(mapping, f"{SSSOM}reviewer_label"),
                )
            )
        return sorted(found, key=lambda item: (item.verdict in ("not", "none"), item.target))

    def predicate(self, field: str) -> str:
        """The whole IRI of a property of this page's own situation."""
        return next((iri for iri in self.graph.of(self.iri) if local(iri) == field), field)

    def when(self, row: Situation) -> Value | None:
        """When a situation was: as it is dated itself, else as the event or thing that it is about is."""
        own = row.first("timeSpan")
        if own is not None:
            return own
        for field in ("event", "subject"):
            if (thing := row.first(field)) and (spans := self.reader.told(thing.iri).get("timeSpan")):
                return spans[0]
        return None

    def told(self, value: Value | None, field: str) -> list[Value]:
        """What is told of a thing that a situation names."""
        return self.reader.told(value.iri).get(field, []) if value is not None else []

    def sides(self, row: Situation) -> list[Situation]:
        """A contested situation and those it cannot be true together with."""
        return [row, *(self.reader.situation(iri) for iri in row.against)]

    def quarrels(self, listing: Listing) -> list[list[Situation]]:
        """The contested situations of a list with their other sides, each quarrel once."""
        seen: set[str] = set()
        found = []
        for row in listing.rows:
            if row.contested and row.iri not in seen:
                sides = self.sides(row)
                seen.update(side.iri for side in sides)
                found.append(sides)
        return found

    def counts(self) -> list[tuple[Value, int]]:
        """How many had each part, as we count those named."""
        return [(self.graph.name(iri), count) for iri, count in sorted(self.reader.counts().items())]

    def same(self) -> list[Alignment]:
        """The items of other catalogues that are this very thing."""
        return [item for item in self.alignments if item.verdict == "exactMatch"]

    def own(self, name: str) -> list[Value]:
        """The values of one of its own properties, by local name."""
        return self.reader.told(self.iri).get(name, [])

    def passage(self) -> Place:
        """This page's own passage."""
        return self.reader.place(self.iri)

    def claim(self) -> Said:
        """This page's own claim."""
        return self.reader.said(self.iri)

    def at_hand(self) -> bool:
        """Whether the operator has the file of this source document."""
        return self.reader.at_hand(self.iri)

    def schema(self, kind: Kind) -> dict[str, Any] | None:
        """The thing in schema.org's terms."""
        if not kind.schema:
            return None
        same = [item.target for item in self.same()]
        told: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": kind.schema,
            "@id": self.iri,
            "name": self.name.text,
        }
        if others := [value.text for value in self.names()]:
            told["alternateName"] = others
        if same:
            told["sameAs"] = same
        for field in ("startDate", "endDate"):
            if value := self.graph.value(self.iri, f"https://schema.org/{field}"):
                told[field] = value
        for field in ("location", "sender"):
            if value := self.graph.value(self.iri, f"https://schema.org/{field}"):
                told[field] = {"@id": value, "name": self.graph.name(value).text}
        for ours, field in IN_SCHEMA.items():
            if values := self.own(ours):
                told[field] = [{"@id": value.iri, "name": value.text} for value in values]
        return told
