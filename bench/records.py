"""Records of generated documents, typed as those that a curator writes: what the way in is measured with."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from communique.bench.knowledge import ROLES
from communique.bench.world import World
from communique.mappings.records.document import About, Document
from communique.mappings.records.models import Fact, Name, Observation, Participation, Passage, Record, Source
from communique.mappings.records.registry import Thing

# A record makes about this many triples: its situation, its claim, its passage and what follows from them.
_TRIPLES = 20
_RECORDS = 400


class Curated:
    """Documents of `_RECORDS` records each, enough for about `size` triples, and the things that they speak of."""

    def __init__(self, size: int, seed: int = 1) -> None:
        self.world = World(size, seed)
        self.count = max(1, size // (_TRIPLES * _RECORDS))
        self.events = 0
        self.named: set[int] = set()
        self.places: set[int] = set()

    def documents(self) -> Iterator[Document]:
        """The documents; ask for the things afterwards, when all events are known."""
        for number in range(self.count):
            yield self._document(f"{number:06d}")

    def things(self) -> Iterator[Thing]:
        """What the registry would hold."""
        numbers = (("party", sorted(self.named)), ("event", range(self.events)), ("place", sorted(self.places)))
        for kind, known in numbers:
            for number in known:
                yield Thing(
                    _ref(kind, number), (("en", f"{kind} {number}"),), None, None, None, "generated", number + 1
                )

    def _document(self, key: str) -> Document:
        records = list(self._records())
        passages = {f"p{number}": _passage(key, number) for number in range(len(records))}
        text = f"generated {key}"
        about = About(text, "en", _hash(text), 80 * len(records), 80 * len(records), furniture=())
        document = Document(key, Path("generated") / key, about, passages, records)
        document.files = {"participations.yaml": _hash(key)}
        return document

    def _records(self) -> Iterator[Record]:
        """Events in turn: where and when, who was there in which part, and how many they were."""
        made = 0
        while made < _RECORDS:
            for record in self._event(made):
                made += 1
                yield record

    def _event(self, first: int) -> Iterator[Record]:
        world, event = self.world, _ref("event", self.events)
        self.events += 1
        place = int(world.random.random() * world.places)
        self.places.add(place)
        sources = (Source((f"p{number}",), "reported") for number in range(first, first + 100))
        yield Fact(next(sources), event, "location", _ref("place", place), "en")
        yield Fact(next(sources), event, "timeSpan", world.date(), "en")
        present = world.some_parties(4 + int(world.random.random() ** 2 * 40))
        for ordinal, rank in enumerate(present, 1):
            role, printed = world.random.choice(ROLES), world.party_name(rank)
            yield Participation(next(sources), event, _ref("party", rank), role, ordinal=ordinal, printed=printed)
        for rank in sorted(set(present) - self.named):
            self.named.add(rank)
            yield Name(next(sources), _ref("party", rank), world.party_name(rank), "name", "en")
        yield Observation(next(sources), event, "parties", str(len(present)), "about")


def _ref(kind: str, number: int) -> str:
    return f"{kind}/zz-{number:06d}"


def _passage(document: str, number: int) -> Passage:
    return Passage(document, f"p{number}", number + 1, 80 * number, 80 * number + 60, _hash(f"{document}/{number}"))


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
