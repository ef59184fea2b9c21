"""Write a knowledge base of our own model as N-Quads: things, situations, claims, passages and the direct layer."""

from collections.abc import Iterator
from itertools import chain, islice

from communique.bench.world import World
from communique.iris import BASE, expand

ROLES = ("attended", "attended", "attended", "invited", "contributed", "hosted", "signed", "observer", "absent")
_PRESENT = frozenset(("attended", "contributed", "hosted", "observer"))
_MODALITIES = ("reported", "reported", "reported", "planned", "inferred")

Lines = Iterator[str]


def _t(curie: str) -> str:
    return f"<{expand(curie)}>"


_A, _LABEL, _PRINTED = _t("rdf:type"), _t("skos:prefLabel"), _t("cmq:asPrinted")
_NAMES = """
    cmq:Claim cmq:claims cmq:accordingTo cmq:modality prov:wasDerivedFrom cmq:Passage oa:hasSource oa:hasSelector
    cmq:textSha256 rdfs:label oa:TextPositionSelector oa:start oa:end cmq:Participation cmq:event cmq:participant
    cmq:role cmq:ordinal schema:attendee cmq:host cmq:Event cmq:Party cmq:inSeries schema:location cmq:timeSpan
    schema:startDate cmq:TimeSpan cmq:edtf cmq:earliest cmq:latest cmq:Message cmq:messageType schema:sender
    cmq:addressee cmq:occasion cmq:Naming cmq:named cmq:nameType skos:altLabel cmq:Observation cmq:about
    cmq:measure cmq:value cmq:comparator org:Organization org:memberOf org:unitOf cmq:PartyBody schema:Place
    cmq:EventSeries cmq:SourceDocument cmq:country rdf:Statement rdf:subject rdf:predicate rdf:object
"""
_TERMS = {name: _t(name) for name in _NAMES.split()}
_DATE, _INTEGER = f"^^{_t('xsd:date')}", f"^^{_t('xsd:integer')}"
_EDTF = f"^^{_t('edtf:EDTF')}"


def thing(kind: str, number: int) -> str:
    """A thing's IRI as it stands in N-Quads: `thing("party", 0)` is the most popular party."""
    return f"<{BASE}id/{kind}/zz-{number:06d}>"


def graph(name: str) -> str:
    """A named graph's IRI as it stands in N-Quads."""
    return f"<{BASE}graph/{name}>"


def concept(scheme: str, key: str) -> str:
    """A concept's IRI as it stands in N-Quads."""
    return f"<{BASE}concept/{scheme}/{key}>"


class Knowledge:
    """The lines of a knowledge base of about `size` triples; the same arguments give the same lines."""

    def __init__(self, size: int, seed: int = 1, parties: int | None = None) -> None:
        self.size = size
        self.world = World(size, seed, parties)
        self.events = 0
        self.messages = 0
        self._spans: set[str] = set()

    def lines(self) -> Lines:
        """N-Quads, one statement a line, no statement twice; exactly `size` of them."""
        return islice(chain(self._fixed(), self._endless()), self.size)

    def _endless(self) -> Lines:
        while True:
            yield from self._event()

    def _fixed(self) -> Lines:
        registry, direct, world = graph("registry"), graph("direct"), self.world
        for n in range(world.places):
            yield from _named(thing("place", n), "schema:Place", world.countries[n], registry)
        for n in range(world.documents):
            yield from _named(thing("doc", n), "cmq:SourceDocument", f"Report {n} of the bulletin", registry)
        for n in range(world.series):
            yield from _named(thing("series", n), "cmq:EventSeries", f"Meeting series {n}", registry)
        for n in range(world.organizations):
            yield from _named(thing("organization", n), "org:Organization", f"Federation {n} of parties", registry)
            # A heap's shape: paths upwards are as long as the logarithm of the number.
            if n:
                yield _quad(thing("organization", n), "org:memberOf", thing("organization", (n - 1) // 2), direct)
        for n in range(world.parties):
            yield from self._party(n)
        for n in range(world.bodies):
            yield from _named(thing("body", n), "cmq:PartyBody", f"Section {n} of the secretariat", registry)
            parent = thing("body", n // 2) if n % 3 and n else thing("party", n % world.parties)
            yield _quad(thing("body", n), "org:unitOf", parent, direct)

    def _party(self, n: int) -> Lines:
        world, party, direct = self.world, thing("party", n), graph("direct")
        name = world.party_name(n)
        yield from _named(party, "cmq:Party", name, graph("registry"))
        yield _quad(party, "cmq:country", thing("place", n % world.places), direct)
        yield _quad(party, "org:memberOf", thing("organization", n % world.organizations), direct)
        for kind, text in (("short-name", f"Party {n}"), ("abbreviation", f"P{n}")):
            yield _quad(party, "skos:altLabel", f'"{text}"@en', direct)
            yield from self._claimed("naming", "cmq:Naming", [
                (_TERMS["cmq:named"], party),
                (_PRINTED, f'"{text}"'),
                (_TERMS["cmq:nameType"], concept("name-type", kind)),
            ])  # fmt: skip

    def _event(self) -> Lines:
        world, direct = self.world, graph("direct")
        event, self.events = thing("event", self.events), self.events + 1
        place = int(world.random.random() * world.places)
        label = f"Meeting of parties in {world.countries[place]}, no. {self.events}"
        yield from _named(event, "cmq:Event", label, graph("registry"))
        yield _quad(event, "cmq:inSeries", thing("series", self.events % world.series), direct)
        date = world.date()
        span = f"<{BASE}id/span/{date}>"
        if date not in self._spans:
            self._spans.add(date)
            yield from _span(span, date)
        yield _quad(event, "schema:startDate", f'"{date}"{_DATE}', direct)
        for predicate, value in (("schema:location", thing("place", place)), ("cmq:timeSpan", span)):
            yield _quad(event, predicate, value, direct)
            yield from self._stated(event, predicate, value)
        present = world.some_parties(4 + int(world.random.random() ** 2 * 40))
        for ordinal, rank in enumerate(present, 1):
            yield from self._participation(event, rank, ordinal)
        yield from self._count(event, len(present))
        for rank in present[:2]:
            yield from self._message(event, rank, present[-1])

    def _participation(self, event: str, rank: int, ordinal: int) -> Lines:
        role = self.world.random.choice(ROLES)
        party = thing("party", rank)
        if role in _PRESENT:
            yield _quad(event, "schema:attendee", party, graph("direct"))
        if role == "hosted":
            yield _quad(event, "cmq:host", party, graph("direct"))
        yield from self._claimed("participation", "cmq:Participation", [
            (_TERMS["cmq:event"], event),
            (_TERMS["cmq:participant"], party),
            (_TERMS["cmq:role"], concept("role", role)),
            (_TERMS["cmq:ordinal"], f'"{ordinal}"{_INTEGER}'),
            (_PRINTED, f'"{self.world.party_name(rank)}"'),
        ])  # fmt: skip

    def _message(self, event: str, sender: int, addressee: int) -> Lines:
        message, self.messages = thing("message", self.messages), self.messages + 1
        yield from _named(message, "cmq:Message", f"Greetings no. {self.messages}", graph("registry"))
        for predicate, value in (
            ("cmq:messageType", concept("message-type", "greeting")),
            ("schema:sender", thing("party", sender)),
            ("cmq:addressee", thing("party", addressee)),
            ("cmq:occasion", event),
        ):
            yield _quad(message, predicate, value, graph("direct"))
            yield from self._stated(message, predicate, value)

    def _count(self, event: str, number: int) -> Lines:
        return self._claimed("observation", "cmq:Observation", [
            (_TERMS["cmq:about"], event),
            (_TERMS["cmq:measure"], concept("measure", "parties")),
            (_TERMS["cmq:value"], f'"{number}"{_INTEGER}'),
            (_TERMS["cmq:comparator"], concept("comparator", "about")),
        ])  # fmt: skip

    def _stated(self, subject: str, predicate: str, value: str) -> Lines:
        return self._claimed("statement", "rdf:Statement", [
            (_TERMS["rdf:subject"], subject),
            (_TERMS["rdf:predicate"], _TERMS[predicate]),
            (_TERMS["rdf:object"], value),
        ])  # fmt: skip

    def _claimed(self, kind: str, cls: str, pairs: list[tuple[str, str]]) -> Lines:
        """A situation with the claim that reports it and the passage where it does, all in its document's graph."""
        world = self.world
        number = int(world.random.random() * world.documents)
        doc, name = thing("doc", number), graph(f"doc/{number:06d}")
        situation, claim, passage = (f"<{BASE}id/{k}/{world.key()}>" for k in (kind, "claim", "passage"))
        yield f"{situation} {_A} {_TERMS[cls]} {name} .\n"
        for predicate, value in pairs:
            yield f"{situation} {predicate} {value} {name} .\n"
        yield f"{claim} {_A} {_TERMS['cmq:Claim']} {name} .\n"
        yield f"{claim} {_TERMS['cmq:claims']} {situation} {name} .\n"
        yield f"{claim} {_TERMS['cmq:accordingTo']} {doc} {name} .\n"
        modality = concept("modality", world.random.choice(_MODALITIES))
        yield f"{claim} {_TERMS['cmq:modality']} {modality} {name} .\n"
        yield f"{claim} {_TERMS['prov:wasDerivedFrom']} {passage} {name} .\n"
        yield from _passage(passage, doc, int(world.random.random() * 100_000), name)


def _passage(passage: str, doc: str, start: int, name: str) -> Lines:
    selector = f"{passage[:-1]}#position>"
    yield f"{passage} {_A} {_TERMS['cmq:Passage']} {name} .\n"
    yield f"{passage} {_TERMS['oa:hasSource']} {doc} {name} .\n"
    yield f"{passage} {_TERMS['oa:hasSelector']} {selector} {name} .\n"
    yield f'{passage} {_TERMS["cmq:textSha256"]} "{passage[-17:-1] * 4}" {name} .\n'
    yield f'{passage} {_TERMS["rdfs:label"]} "line {start // 80}"@en {name} .\n'
    yield f"{selector} {_A} {_TERMS['oa:TextPositionSelector']} {name} .\n"
    yield f'{selector} {_TERMS["oa:start"]} "{start}"{_INTEGER} {name} .\n'
    yield f'{selector} {_TERMS["oa:end"]} "{start + 60}"{_INTEGER} {name} .\n'


def _span(span: str, date: str) -> Lines:
    shared = graph("shared")
    yield f"{span} {_A} {_TERMS['cmq:TimeSpan']} {shared} .\n"
    yield _quad(span, "cmq:edtf", f'"{date}"{_EDTF}', shared)
    yield _quad(span, "cmq:earliest", f'"{date}"{_DATE}', shared)
    yield _quad(span, "cmq:latest", f'"{date}"{_DATE}', shared)


def _named(subject: str, cls: str, label: str, name: str) -> Lines:
    yield f"{subject} {_A} {_TERMS[cls]} {name} .\n"
    yield f'{subject} {_LABEL} "{label}"@en {name} .\n'


def _quad(subject: str, predicate: str, value: str, name: str) -> str:
    return f"{subject} {_TERMS[predicate]} {value} {name} .\n"
