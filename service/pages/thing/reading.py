"""Reads the graph of a page: situations with what they say, the claims they rest on, and the notes at the foot."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from communique.service.pages.graph import RDF, RDFS, Graph, Value
from communique.service.pages.originals import Documents
from communique.service.pages.thing import wording
from communique.service.pages.thing.sections import HOLDS, SECTION, SIZE, Section

PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"


@dataclass(frozen=True, slots=True)
class Place:
    """A passage: its page, from where to where (code points), and its words where the operator has the document."""

    passage: Value
    start: int | None = None
    end: int | None = None
    words: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What a number at a statement leads to: a claim, who says it, at which places."""

    number: int
    claim: str
    according: tuple[Value, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One claim behind a statement: how it is put, and a doubt with its reason if there is one.

    Its note gets its number when it is first asked for, so that a page counts its notes from above to below.
    """

    claim: str
    modality: Value
    doubt: str
    reason: str
    noted: Callable[[str], Note]

    @property
    def note(self) -> int:
        """The number of its note."""
        return self.noted(self.claim).number


@dataclass(frozen=True, slots=True)
class Said:
    """A claim by itself: who says it and where, how it is put, and a doubt with its reason if there is one."""

    according: tuple[Value, ...]
    places: tuple[Place, ...]
    modality: Value
    doubt: str
    reason: str


class Fields(dict[str, list[Value]]):
    """The properties of something by local name; one that it does not have is an empty list."""

    def __missing__(self, key: str) -> list[Value]:
        return []


@dataclass(frozen=True, slots=True)
class Situation:
    """Something that sources report: its class, its properties by local name, and the claims it rests on."""

    iri: str
    kind: Value
    fields: Fields
    sources: tuple[Source, ...]
    contested: bool
    against: tuple[str, ...]

    def first(self, field: str) -> Value | None:
        """The first value of a property, if any."""
        return next(iter(self.fields[field]), None)

    @property
    def parts(self) -> list[tuple[str, list[Value]]]:
        """Its properties in the order in which one tells them; that a number is exact goes without saying."""
        exact = (how := self.first("comparator")) is not None and how.key == "exact"
        return [part for part in wording.ordered(self.fields) if not (exact and part[0] == "comparator")]

    @property
    def title(self) -> str:
        """What it says, in a few words."""
        return wording.title({name: [item.text for item in items] for name, items in self.parts})


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a section: its situations, how many there are in all, and which page of how many this is."""

    name: str
    style: str
    rows: tuple[Situation, ...]
    total: int
    number: int
    last: int


def local(iri: str) -> str:
    """The name of a property within its namespace."""
    return iri.replace("#", "/").rpartition("/")[2]


class Reader:
    """Reads one graph; numbers its notes in the order in which they are asked for."""

    def __init__(self, graph: Graph, documents: Documents) -> None:
        self.graph = graph
        self._documents = documents
        self._ont = f"{graph.base}ont/"
        self._notes: dict[tuple[Any, ...], Note] = {}
        self._claims: dict[str, list[str]] = {}
        for claim, predicate, node in graph.triples():
            if predicate == f"{self._ont}claims":
                self._claims.setdefault(node.value, []).append(claim)
        self._read: dict[str, Situation] = {}
        self._told: dict[str, dict[str, list[Value]]] = {}
        self._said: dict[str, Said] = {}

    @property
    def notes(self) -> list[Note]:
        """All notes given out so far."""
        return list(self._notes.values())

    def listing(self, section: Section, number: int) -> Listing:
        """The situations of a section, in its order."""
        iri = f"{SECTION}{section.name}"
        total = int(self.graph.value(iri, SIZE) or 0)
        rows = [self.situation(item) for item in self.graph.values(iri, HOLDS)]
        grouped = section.style == "participants"
        rows.sort(key=lambda row: (self._part(row) if grouped else "", *self._order(row)))
        last = max(1, -(-total // section.size))
        return Listing(section.name, section.style, tuple(rows), total, number, last)

    def counts(self) -> dict[str, int]:
        """How many situations there are for each thing that a section counts by."""
        return {
            subject: int(node.value)
            for subject, predicate, node in self.graph.triples()
            if predicate == SIZE and not subject.startswith(SECTION)
        }

    def called(self, iri: str) -> Value:
        """What a thing is called; of situations, and of claims of them, what they say in a few words."""
        name = self.graph.name(iri)
        if name.text != self.graph.short(iri):
            return name
        said = self.graph.values(iri, f"{self._ont}claims") or [iri]
        return Value(self.situation(said[0]).title or name.text, iri)

    def situation(self, iri: str) -> Situation:
        """One situation with its claims."""
        if iri not in self._read:
            self._read[iri] = self._situation(iri)
        return self._read[iri]

    def told(self, iri: str) -> dict[str, list[Value]]:
        """What is told of a thing that a situation names, by local name."""
        if iri not in self._told:
            self._told[iri] = {
                local(predicate): [self.graph.shown(node) for node in nodes]
                for predicate, nodes in self.graph.of(iri).items()
            }
        return self._told[iri]

    def earliest(self, iri: str) -> str:
        """The first day that a situation or thing can touch, its own or its event's; "" where that is unknown."""
        for owner in (iri, *self.graph.values(iri, f"{self._ont}event"), self.graph.value(iri, f"{RDF}subject")):
            for span in self.graph.values(owner, f"{self._ont}timeSpan"):
                if day := self.graph.value(span, f"{self._ont}earliest"):
                    return day
        return ""

    def sources(self, situation: str) -> tuple[Source, ...]:
        """The claims that a situation rests on."""
        found = ((claim, self.said(claim)) for claim in sorted(self._claims.get(situation, ())))
        return tuple(Source(claim, said.modality, said.doubt, said.reason, self._note) for claim, said in found)

    def place(self, passage: str) -> Place:
        """Where a passage is, with its words where the document is at hand."""
        graph = self.graph
        selector = graph.value(passage, f"{OA}hasSelector")
        start, end = graph.value(selector, f"{OA}start"), graph.value(selector, f"{OA}end")
        name = Value(graph.value(passage, f"{RDFS}label") or graph.short(passage), passage)
        if not (start and end):
            return Place(name)
        document = graph.value(passage, f"{OA}hasSource").rpartition("/")[2]
        words = self._documents.words(document, int(start), int(end), graph.value(passage, f"{self._ont}textSha256"))
        return Place(name, int(start), int(end), words, self._documents.language(document))

    def _situation(self, iri: str) -> Situation:
        graph = self.graph
        about = graph.of(iri)
        fields = Fields(
            {
                local(predicate): sorted((graph.shown(node) for node in nodes), key=lambda value: value.text)
                for predicate, nodes in about.items()
                if predicate != f"{RDF}type"
            }
        )
        for field in ("predicate", "annotatedProperty"):
            if field in fields:
                fields[field] = [graph.term(value.iri) for value in fields[field]]
        kinds = [node.value for node in about.get(f"{RDF}type", ()) if isinstance(node, NamedNode)]
        return Situation(
            iri,
            graph.term(kinds[0]) if kinds else Value(""),
            fields,
            self.sources(iri),
            graph.value(iri, f"{self._ont}contested") == "true",
            tuple(item for item in graph.values(iri, f"{self._ont}disagreesWith") if item in graph),
        )

    def _part(self, row: Situation) -> str:
        role = row.first("role")
        return role.text if role else ""

    def _order(self, row: Situation) -> tuple[bool, str, int, str]:
        day = self.earliest(row.iri)
        start = min((self._start(claim) for claim in self._claims.get(row.iri, ())), default=0)
        return (not day, day, start, row.iri)

    def _start(self, claim: str) -> int:
        passages = self.graph.values(claim, f"{PROV}wasDerivedFrom")
        starts = [self.graph.value(self.graph.value(item, f"{OA}hasSelector"), f"{OA}start") for item in passages]
        return min((int(start) for start in starts if start), default=0)

    def said(self, claim: str) -> Said:
        """A claim by itself."""
        if claim not in self._said:
            self._said[claim] = self._says(claim)
        return self._said[claim]

    def _says(self, claim: str) -> Said:
        graph = self.graph
        doubt = graph.value(claim, f"{self._ont}plausibility")
        modality = graph.value(claim, f"{self._ont}modality")
        return Said(
            tuple(graph.name(iri) for iri in graph.values(claim, f"{self._ont}accordingTo")),
            tuple(self.place(passage) for passage in sorted(graph.values(claim, f"{PROV}wasDerivedFrom"))),
            graph.name(modality) if modality else Value(""),
            graph.name(doubt).text if doubt else "",
            graph.value(claim, f"{self._ont}plausibilityReason"),
        )

    def at_hand(self, document: str) -> bool:
        """Whether the operator has the file of a source document."""
        return document.rpartition("/")[2] in self._documents.texts

    def _note(self, claim: str) -> Note:
        """The note of a claim; claims of the same sources at the same passages share one."""
        graph = self.graph
        key = tuple(
            tuple(sorted(graph.values(claim, predicate)))
            for predicate in (f"{self._ont}accordingTo", f"{PROV}wasDerivedFrom")
        )
        if key not in self._notes:
            said = self.said(claim)
            self._notes[key] = Note(len(self._notes) + 1, claim, said.according, said.places)
        return self._notes[key]
