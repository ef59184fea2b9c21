"""The index: candidates prepared once, so that many names can be looked up; the blocks of countries; few are chosen.

Choosing is cheap and generous (words in common, spelled alike or nearly meaning the same); judging is `features.py`'s.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Indel

from communique.mappings.alignment.matching.candidates import Candidate
from communique.mappings.alignment.matching.countries import countries, countries_of_word
from communique.mappings.alignment.matching.fold import fold
from communique.mappings.alignment.matching.lexicon import PARTY, concepts_of, lexicon
from communique.mappings.alignment.matching.likeness import (
    NEARLY,
    Bare,
    Likeness,
    Tier,
    Weigh,
    bare,
    compare,
    identical,
)
from communique.mappings.alignment.matching.spelling import CLOSE, SHORTEST, alike, first_sound
from communique.mappings.alignment.matching.words import Words, bag, initials, words_of

BY_WORDS = 16
BY_LETTERS = 6
BY_MEANING = 150
ENOUGH = 120
SPELLINGS = 6
LIKE_A_WORD = 0.7
COUNTRY_WEIGHT = 2.0
PARTY_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Name:
    """A candidate's name taken apart; `own` as in `Candidate.names`."""

    text: str
    words: Words
    own: bool
    ready: dict[str, Bare] = field(default_factory=dict, compare=False, repr=False)

    def bare(self, code: str, weigh: Weigh) -> Bare:
        """The name ready to be compared in the context of a country, prepared once."""
        found = self.ready.get(code)
        if found is None:
            found = self.ready[code] = bare(self.words, code, weigh)
        return found


@dataclass(frozen=True, slots=True)
class Entry:
    """A candidate in the index, with its names and acronyms taken apart."""

    candidate: Candidate
    names: tuple[Name, ...]
    acronyms: frozenset[str]
    kin: frozenset[str]
    tokens: frozenset[str]
    lightest: float = 0.0


def _entry(candidate: Candidate) -> Entry:
    names = tuple(Name(text, words_of(text), own) for text, own in sorted(candidate.names.items()))
    shorts = {fold(short).replace(" ", "") for short in candidate.shorts}
    shorts |= {acronym for name in names for acronym in name.words.acronyms}
    if not shorts:
        shorts = {initials(name.words) for name in names if len(name.words.plain.split()) > 1}
    kin = {code for country in candidate.countries for code in (country, *countries()[country].kin)}
    tokens = frozenset(token for name in names for token in name.words.tokens)
    return Entry(candidate, names, frozenset(shorts - {""}), frozenset(kin), tokens)


def _overlap(one: Candidate, other: Candidate) -> bool:
    """Whether two lifespans may overlap, by the earliest start and the latest end that any source gives."""

    def bounds(candidate: Candidate) -> tuple[int, int]:
        starts = [span.start for span in candidate.spans if span.start is not None]
        ends = [span.end for span in candidate.spans if span.end is not None]
        return min(starts, default=0), max(ends, default=9999)

    (start, end), (other_start, other_end) = bounds(one), bounds(other)
    return start <= other_end and other_start <= end


def _without_doubles(entries: Sequence[Entry]) -> list[Entry]:
    """Entries but for those without an item that a list names again: same name, same country, overlapping lives."""
    items: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.candidate.has_item:
            for name in entry.names:
                for code in entry.kin:
                    items[name.words.plain, code].append(entry)

    def again(entry: Entry) -> bool:
        twins = (twin for name in entry.names for code in entry.kin for twin in items[name.words.plain, code])
        return any(_overlap(entry.candidate, twin.candidate) for twin in twins)

    return [entry for entry in entries if entry.candidate.has_item or not again(entry)]


@dataclass(slots=True)
class Block:
    """The entries of one country, or of the world, by the words of their names; spellings by their first sound."""

    entries: list[Entry] = field(default_factory=list)
    postings: dict[str, list[int]] = field(default_factory=dict)
    plains: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    vocabulary: dict[str, list[str]] = field(default_factory=dict)


def _block(entries: Iterable[Entry]) -> Block:
    block = Block(entries=list(entries))
    postings: dict[str, dict[int, None]] = defaultdict(dict)
    vocabulary: set[str] = set()
    for at, entry in enumerate(block.entries):
        for name in entry.names:
            block.plains.append(name.words.plain)
            block.owners.append(at)
            vocabulary.update(name.words.raw)
        for token in entry.tokens:
            postings[token][at] = None
        for acronym in entry.acronyms:
            postings[f"#{acronym}"][at] = None
    block.postings = {token: list(owners) for token, owners in postings.items()}
    for word in sorted(vocabulary):
        block.vocabulary.setdefault(first_sound(word), []).append(word)
    return block


def _slip(one: str, other: str) -> bool:
    """Whether one letter is wrong, too many or missing, or two neighbours are in each other's place."""
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _respelled(words: Words, right: dict[str, str]) -> Words:
    """A name with some of its words spelled otherwise; itself where none is."""
    if all(raw == spelled for raw, spelled in right.items()):
        return words
    plain = " ".join(right.get(raw, raw) for raw in dict.fromkeys(words.raw))
    return replace(words_of(plain), acronyms=words.acronyms, founded=words.founded)


class Weights(dict[str, float]):
    """The weight of each token: the logarithm of all candidates over those that have it; unknown ones weigh most."""

    def __init__(self, weights: dict[str, float], rarest: float) -> None:
        super().__init__(weights)
        self._rarest = rarest

    def __missing__(self, token: str) -> float:
        return self._rarest


def _weights(entries: Sequence[Entry]) -> Weights:
    """The weights of the tokens of entries; names of countries weigh little, the word party least."""
    seen = Counter(token for entry in entries for token in entry.tokens)
    weights = {token: math.log((1 + len(entries)) / count) for token, count in seen.items()}
    for token in weights:
        if token[0] != "=" and countries_of_word(token):
            weights[token] = min(weights[token], COUNTRY_WEIGHT)
    return Weights(weights | {PARTY: PARTY_WEIGHT}, math.log(1 + len(entries)))


class Index:
    """Candidates ready to be matched: built once, then only read."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        entries = _without_doubles([_entry(found) for found in sorted(candidates, key=lambda found: found.key)])
        self.weight: Weigh = _weights(entries).__getitem__
        entries = [replace(entry, lightest=self._lightest(entry)) for entry in entries]
        blocks: dict[str, list[Entry]] = defaultdict(list)
        by_bag: dict[frozenset[str], dict[str, Entry]] = defaultdict(dict)
        for entry in entries:
            for code in entry.kin:
                blocks[code].append(entry)
            for name in entry.names:
                by_bag[bag(name.words, entry.kin)][entry.candidate.key] = entry
        self._by_bag = {said: list(found.values()) for said, found in by_bag.items()}
        self._blocks = {code: _block(found) for code, found in blocks.items()}
        self._world = _block(entries)
        self._written = Counter(raw for entry in entries for name in entry.names for raw in set(name.words.raw))
        self._similar = lru_cache(maxsize=65536)(self._similar_words)
        self._compared = lru_cache(maxsize=262144)(partial(compare, weigh=self.weight))

    def _lightest(self, entry: Entry) -> float:
        """The weight of the shortest name: it says how much more than the query a candidate is."""
        return min((sum(map(self.weight, name.words.tokens)) for name in entry.names), default=0.0)

    def likeness(self, query: Bare, name: Bare) -> Likeness:
        """How like a query's name and a candidate's are; the same words are compared once."""
        if identical(query, name):
            return Likeness(Tier.IDENTICAL, 1.0, name.weight)
        return self._compared(query.parts, name.parts, query.weight + name.weight)

    def bearers(self, said: frozenset[str]) -> list[Entry]:
        """The candidates of all countries that have a name which says just this (see `bag`)."""
        return self._by_bag.get(said, [])

    def _similar_words(self, code: str, word: str) -> list[tuple[str, float]]:
        """Words of a block that may be spellings of this one, with how alike they are."""
        vocabulary = self._block(code).vocabulary.get(first_sound(word), [])
        found = process.extract(
            word, vocabulary, scorer=Indel.normalized_similarity, score_cutoff=LIKE_A_WORD, limit=SPELLINGS
        )
        return [(other, likeness) for other, likeness, _ in found]

    def _block(self, code: str) -> Block:
        return self._blocks.get(code, Block()) if code else self._world

    def correct(self, words: Words, code: str) -> Words:
        """A name with each word of no concept that nobody in the block has replaced by the one it misspells, if any."""
        known = self._block(code).postings
        unknown = {
            raw
            for token, raw in zip(words.tokens, words.raw, strict=True)
            if token[0] != "=" and token not in known and not countries_of_word(token)
        }
        return _respelled(words, {raw: self._nearest(code, raw) for raw in unknown})

    def without_slips(self, words: Words) -> Words:
        """A name with each word that only seems to be of a concept, by its beginning, replaced by the one meant.

        `liberl` begins as `libertad` does, but no name and no lexicon has it, and `liberal` is one slip away. A slip is
        not at the end of a word, as another form's is.
        """
        doubtful = {raw for token, raw in zip(words.tokens, words.raw, strict=True) if token[0] == "="}
        right = {
            raw: raw if raw in lexicon().stems or raw in self._written else self._slip_for(raw) for raw in doubtful
        }
        return _respelled(words, right)

    def _nearest(self, code: str, raw: str) -> str:
        """The word of the block that a word misspells, the most frequent of those one slip away; or the word itself."""
        close = [other for other, _ in self._similar(code, raw) if alike(raw, other) >= CLOSE]
        return max(close, key=lambda other: (_slip(raw, other), self._written[other], other), default=raw)

    def _slip_for(self, raw: str) -> str:
        near = [other for other, _ in self._similar("", raw) if _slip(raw, other) and raw[-1] == other[-1]]
        return max(near, key=lambda other: (self._written[other], other), default=raw) if len(raw) > SHORTEST else raw

    def relevant(self, words: Words, code: str) -> dict[str, float]:
        """The tokens that may stand in another form of a name, each with how much of it counts: itself, what is near
        in meaning, what is spelled alike, its acronyms."""
        block = self._block(code)
        shares: dict[str, float] = {f"#{acronym}": 1.0 for acronym in words.acronyms}
        for token, raw in zip(words.tokens, words.raw, strict=True):
            shares[token] = 1.0
            others: list[tuple[str, float]] = []
            if token[0] == "=":
                others = [(other, NEARLY) for other in lexicon().neighbours.get(token, ())]
            elif token not in block.postings:
                similar = self._similar(code, raw)
                others = [(other, likeness) for found, likeness in similar for other in concepts_of(found) or (found,)]
            for other, share in others:
                shares[other] = max(share, shares.get(other, 0.0))
        return shares

    def _in_common(self, block: Block, shares: dict[str, float]) -> dict[int, float]:
        """The weight that entries have in common with a name, the heaviest tokens first.

        Once enough entries are found, a light token that very many have only adds to those.
        """
        common: dict[int, float] = defaultdict(float)
        weights = {token: share * self.weight(token) for token, share in shares.items() if token != PARTY}
        for token in sorted(weights, key=lambda token: (-weights[token], token)):
            posting, weight = block.postings.get(token, ()), weights[token]
            if len(common) >= ENOUGH and len(posting) > ENOUGH:
                posting = [at for at in common if token in block.entries[at].tokens]
            for at in posting:
                common[at] += weight
        return common

    def choose(self, words: Words, code: str) -> list[Entry]:
        """The entries worth judging for a thing of this name: in the block of a country, or anywhere (code "")."""
        block = self._block(code)
        whole = sum(map(self.weight, words.tokens))
        common = self._in_common(block, self.relevant(words, code))
        about = [
            (-found / (whole + max(found, block.entries[at].lightest)), at) for at, found in common.items()
        ]  # about the score of the best name of each
        chosen = dict.fromkeys(at for _, at in heapq.nsmallest(BY_WORDS, about))
        if code and not all(token in block.postings for token in words.tokens):
            alike = process.extract(words.plain, block.plains, scorer=fuzz.ratio, limit=BY_LETTERS)
            chosen |= dict.fromkeys(block.owners[at] for _, _, at in alike)
        return [block.entries[at] for at in chosen]

    def anywhere(self, words: Words, country: str) -> list[Entry]:
        """The entries of all countries whose names say just what this name says, and others worth judging."""
        said = bag(words, frozenset((country,)) if country else frozenset())
        return [*self.bearers(said)[:BY_MEANING], *self.choose(words, "")]
