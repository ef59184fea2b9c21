"""An index as it is asked: hits in a fixed order, facets with counts, suggestions for what is being typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import tantivy
from tantivy import Occur, Order, Query

from communique.service.search.entries import Entry, Name
from communique.service.search.matching import ALL, FAR, SPELLED, Tier, any_of, best_name, exclusive, tiers
from communique.service.search.words import forms
from communique.service.search.writing import FACETS

FEW = 3  # hits below which misspelled names are looked for, too; by two letters only where there is no other hit
WINDOW = 40  # misspelled hits that are put in the order of how few letters are wrong
VALUES = 300  # values of a facet that are counted
Chosen = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, the tier that found it, and the name by which; None where it was by its key."""

    entry: Entry
    tier: str
    name: Name | None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, how many there are in all, and the values of each facet with their numbers of hits.

    `spelled` is False where no name is spelled as typed. A facet is counted without what is chosen of itself.
    """

    hits: list[Hit]
    total: int
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    spelled: bool = True


class Index:
    """The index in a folder; once it is open, the folder may go."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()
        self._labels: dict[tuple[str, str, str], str] = {}

    def __len__(self) -> int:
        return self._searcher.num_docs

    def find(self, typed: str, chosen: Chosen, offset: int, limit: int) -> Found:
        """A page of hits for what is typed (all things where it is empty) that have the chosen values of facets."""
        restriction = self._restriction(chosen)
        used, spelled = self._tiers(typed)
        hits: list[Hit] = []
        total = 0
        for tier in exclusive(used, restriction):
            first = max(0, offset - total)
            wanted = limit - len(hits)
            if wanted > 0:
                hits += self._hits(tier, typed, first, wanted)
            total += self._count(tier.query)
        return Found(hits, total, self._facets(used, chosen), spelled)

    def suggest(self, typed: str, limit: int) -> list[Hit]:
        """The first hits for what is being typed; nothing is counted but what must be."""
        hits: list[Hit] = []
        seen: set[tuple[str, str]] = set()
        for tier in tiers(self._index.schema, typed):
            if len(hits) >= limit or (tier.name not in SPELLED and len(hits) >= FEW) or (tier.name == FAR and hits):
                break
            # All that tiers before this one find is known: to leave it out here is cheaper than by the query.
            hits += [hit for hit in self._hits(tier, typed, 0, limit) if (hit.entry.kind, hit.entry.key) not in seen]
            seen.update((hit.entry.kind, hit.entry.key) for hit in hits)
        return hits[:limit]

    def entry(self, kind: str, key: str) -> Entry | None:
        """What is kept of one thing."""
        asked = Query.term_query(self._index.schema, "id", f"{kind}/{key}", index_option="basic")
        hits = self._searcher.search(asked, 1, count=False).hits
        return self._entry(hits[0][1]) if hits else None

    def labels(self, kind: str, keys: Sequence[str], language: str) -> dict[str, str]:
        """What things of a kind are called in a language, by key; their keys where there are no such things."""
        for key in keys:
            if (kind, key, language) not in self._labels:
                entry = self.entry(kind, key)
                if entry is None:
                    continue  # whatever was asked for: not to be remembered
                self._labels[kind, key, language] = entry.label(language)
        return {key: self._labels.get((kind, key, language), key) for key in keys}

    def _tiers(self, typed: str) -> tuple[list[Tier], bool]:
        """The tiers to use, and whether there are names that are spelled so; chosen facets play no part in it."""
        if not typed.strip():
            return [Tier(ALL, Query.all_query())], True
        found = tiers(self._index.schema, typed)
        spelled = [tier for tier in found if tier.name in SPELLED]
        near = [tier for tier in found if tier.name != FAR]
        count = self._count(any_of(spelled, None)) if spelled else 0
        if count >= FEW:
            return spelled, True
        return (near if count or (near and self._count(any_of(near, None))) else found), count > 0

    def _hits(self, tier: Tier, typed: str, offset: int, limit: int) -> list[Hit]:
        """Hits of one tier by rank; the first misspelled ones by the number of wrong letters before that."""
        window = 0 if tier.name in SPELLED else WINDOW
        start = 0 if offset < window else offset
        found = self._searcher.search(
            tier.query,
            max(window, offset + limit) if start < window else limit,
            count=False,
            order_by_field="rank",
            offset=start,
            order=Order.Asc,
        )
        made = []
        given = forms(typed)
        for _, address in found.hits:
            entry = self._entry(address)
            name, letters = best_name(entry, given)
            made.append((letters, Hit(entry, tier.name, name)))
        if start < window:
            made[:window] = sorted(made[:window], key=lambda one: one[0])
        return [hit for _, hit in made[offset - start :][:limit]]

    def _entry(self, address: tantivy.DocAddress) -> Entry:
        return Entry.from_json(bytes(self._searcher.doc(address).get_first("entry") or b""))

    def _count(self, query: Query) -> int:
        counted = self._searcher.aggregate(query, {"things": {"value_count": {"field": "rank"}}})
        return int(counted["things"]["value"])

    def _facets(self, used: Sequence[Tier], chosen: Chosen) -> dict[str, list[tuple[str, int]]]:
        if not used:
            return {name: [] for name in FACETS}
        free = [name for name in FACETS if not chosen.get(name)]
        found = self._counted(any_of(used, self._restriction(chosen)), free)
        for name in set(FACETS) - set(free):
            others = {other: values for other, values in chosen.items() if other != name}
            found |= self._counted(any_of(used, self._restriction(others)), [name])
        return {name: found[name] for name in FACETS}

    def _counted(self, query: Query, facets: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
        if not facets:
            return {}
        asked = {name: {"terms": {"field": name, "size": VALUES}} for name in facets}
        counted = self._searcher.aggregate(query, asked)
        return {
            name: sorted(
                ((str(bucket["key"]), int(bucket["doc_count"])) for bucket in counted[name]["buckets"]),
                key=lambda value: (-value[1], value[0]),
            )
            for name in facets
        }

    def _restriction(self, chosen: Chosen) -> Query | None:
        parts = [
            (Occur.Must, Query.term_set_query(self._index.schema, name, list(values)))
            for name, values in chosen.items()
            if values
        ]
        return Query.boolean_query(parts) if parts else None
