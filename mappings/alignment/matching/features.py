"""What speaks for a candidate and what against it, each under its own name; nothing is summed up to one number."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from communique.mappings.alignment.matching.candidates import Candidate, Span
from communique.mappings.alignment.matching.index import Entry, Index
from communique.mappings.alignment.matching.lexicon import PARTY, concepts_of
from communique.mappings.alignment.matching.likeness import NOTHING, Bare, Likeness, Tier, bare
from communique.mappings.alignment.matching.words import Words, words_of

GRACE = 1
GUESSED = 0.95
"""What a likeness is worth that rests on a correction of the query's words."""

_SITE = re.compile(r"^(?:https?://)?(?:www\d?\.)?([^/]+)")
_IDEOLOGIES = frozenset(
    f"={name}"
    for name in ("communist", "socialist", "liberal", "conservative", "green", "christian", "islamic", "nationalist")
)


class Lifespan(StrEnum):
    """The year of a mention against a candidate's lifespan as each source gives it."""

    LIVES = "lives"
    ENDED = "ended"
    UNBORN = "unborn"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"
    NO_YEAR = "no year"


@dataclass(frozen=True, slots=True)
class Query:
    """A party to be found: its names, and what is known of it. `country` is a code, `year` one in which it acted.

    Queries that share a `source` stand in one list: two of its names are two parties.
    """

    names: tuple[str, ...]
    country: str = ""
    year: int | None = None
    founded: int | None = None
    website: str = ""
    source: str = ""
    key: str = ""

    @property
    def words(self) -> tuple[Words, ...]:
        """The names taken apart."""
        return tuple(words_of(name) for name in self.names)


@dataclass(frozen=True, slots=True)
class Features:
    """One candidate before a query. `name` is the candidate's best name; the other fields tell one feature each."""

    candidate: Candidate
    name: str
    own: bool
    likeness: Likeness
    country: str
    lifespan: Lifespan
    acronym: str = ""
    founded: str = ""
    website: str = ""
    ideology: str = ""
    kind: str = ""

    @property
    def may_live(self) -> bool:
        """Whether nothing known says that the candidate was not there at the time."""
        return self.lifespan not in (Lifespan.ENDED, Lifespan.UNBORN)

    @property
    def rank(self) -> float:
        """The order in which candidates are shown; no decision rests on it."""
        bonus = 0.2 * (self.acronym == "agrees") + 0.5 * (self.website == "agrees") + 0.05 * self.own
        bonus += 0.05 * (self.country == "same") + 0.1 * (self.founded == "agrees")
        bonus += 0.05 * self.candidate.has_item + 0.001 * min(len(self.candidate.names), 20)
        return self.likeness.score + 0.1 * self.likeness.tier + bonus - 0.4 * (not self.may_live)


def site(address: str) -> str:
    """The host of a website's address, without `www`, or an empty string."""
    found = _SITE.match(address.strip().lower())
    return found[1] if found else ""


def _within(span: Span, year: int) -> Lifespan:
    if span.end is not None and year > span.end + GRACE:
        return Lifespan.ENDED
    if span.start is not None and year < span.start - GRACE:
        return Lifespan.UNBORN
    return Lifespan.LIVES


def lifespan(spans: Iterable[Span], year: int | None, seen: Collection[int] = ()) -> Lifespan:
    """A year against lifespans: sources that differ on an end dispute it; unborn is only what no source knows yet.

    Where no source knows a bound, it lives between the years in which it was seen.
    """
    if year is None:
        return Lifespan.NO_YEAR
    known = [span for span in spans if span.start is not None or span.end is not None]
    if not known:
        between = seen and min(seen) - GRACE <= year <= max(seen) + GRACE
        return Lifespan.LIVES if between else Lifespan.UNKNOWN
    found = {_within(span, year) for span in known}
    if Lifespan.ENDED in found:
        return Lifespan.DISPUTED if len(found) > 1 else Lifespan.ENDED
    return Lifespan.LIVES if Lifespan.LIVES in found else Lifespan.UNBORN


def best_name(
    names: Sequence[Bare], relevant: frozenset[str], entry: Entry, code: str, index: Index
) -> tuple[Likeness, str, bool]:
    """The candidate's name that is most like one of the query's, and whether it is its own.

    Names without a relevant token are not looked at, unless none has one.
    """
    best: tuple[Likeness, str, bool] = (NOTHING, "", False)
    some = [name for name in entry.names if not relevant.isdisjoint(name.words.tokens)]
    for name in some or entry.names:
        theirs = name.bare(code, index.weight)
        for ours in names:
            likeness = index.likeness(ours, theirs)
            if (likeness.tier, likeness.score, name.own) > (best[0].tier, best[0].score, best[2]):
                best = (likeness, name.text, name.own)
        if best[2] and best[0].tier is Tier.IDENTICAL:
            break
    return best


def _country(code: str, entry: Entry) -> str:
    """`same`, `kin` (states of one history) or `other`; nothing where the query has no country."""
    if not code:
        return ""
    if code in entry.candidate.countries:
        return "same"
    return "kin" if code in entry.kin else "other"


def _acronym(told: frozenset[str], entry: Entry) -> str:
    if not told or not entry.acronyms:
        return ""
    return "differs" if told.isdisjoint(entry.acronyms) else "agrees"


def _founded(told: int | None, entry: Entry) -> str:
    """The year of foundation: as the sources give it, or in the brackets of a name."""
    if told is None:
        return ""
    starts = {span.start for span in entry.candidate.spans if span.start is not None}
    starts |= {name.words.founded for name in entry.names if name.words.founded}
    if not starts:
        return ""
    return "agrees" if any(abs(told - start) <= GRACE for start in starts) else "differs"


def _website(query: Query, candidate: Candidate) -> str:
    if not query.website or not candidate.websites:
        return ""
    return "agrees" if site(query.website) in map(site, candidate.websites) else "differs"


@lru_cache(maxsize=8192)
def _concepts(labels: frozenset[str]) -> frozenset[str]:
    """The political words of labels of ideologies: `communism` counts as `communist`."""
    words = (re.sub(r"ism$", "ist", word) for label in labels for word in label.lower().split())
    return frozenset(concept for word in words for concept in concepts_of(word)) & _IDEOLOGIES


def _ideology(named: frozenset[str], candidate: Candidate) -> str:
    known = _concepts(frozenset(candidate.ideologies)) if named and candidate.ideologies else None
    if not known:
        return ""
    return "differs" if named.isdisjoint(known) else "agrees"


def _kind(candidate: Candidate) -> str:
    if not candidate.kinds:
        return ""
    return "party" if any("party" in kind for kind in candidate.kinds) else "other"


class Judge:
    """Finds the features of candidates before one query, whose names are prepared once.

    A country in the query's name says nothing more of a candidate of that country, and much of one of another: so
    the names are compared without the words for the country, or with them.
    """

    def __init__(self, query: Query, country: str, index: Index, readings: Sequence[Words]) -> None:
        """`readings` are the query's names as they are written, and with words corrected."""
        asked = query.words
        sure = [words for words in asked if words in readings]
        guessed = [words for words in dict.fromkeys(readings) if words not in asked]
        relevant = (token for words in (*sure, *guessed) for token in index.relevant(words, country))
        self._query = query
        self._country = country
        self._index = index
        self._relevant = frozenset(relevant) - {PARTY}
        self._acronyms = frozenset(acronym for words in asked for acronym in words.acronyms)
        self._founded = query.founded or next((words.founded for words in asked if words.founded), None)
        self._ideologies = frozenset(token for words in asked for token in words.tokens) & _IDEOLOGIES
        self._names = {code: [bare(words, code, index.weight) for words in sure] for code in {country, ""}}
        self._guessed = {code: [bare(words, code, index.weight) for words in guessed] for code in {country, ""}}

    def features(self, entry: Entry) -> Features:
        """All features of one candidate."""
        code = self._country if self._country in entry.candidate.countries else ""
        likeness, name, own = self._best_name(entry, code)
        candidate = entry.candidate
        return Features(
            candidate,
            name,
            own,
            likeness,
            _country(self._country, entry),
            lifespan(candidate.spans, self._query.year, candidate.seen),
            _acronym(self._acronyms, entry),
            _founded(self._founded, entry),
            _website(self._query, candidate),
            _ideology(self._ideologies, candidate),
            _kind(candidate),
        )

    def _best_name(self, entry: Entry, code: str) -> tuple[Likeness, str, bool]:
        """As `best_name`; what agrees only after words were corrected agrees but for its spelling."""
        found = best_name(self._names[code], self._relevant, entry, code, self._index)
        if not self._guessed[code]:
            return found
        likeness, name, own = best_name(self._guessed[code], self._relevant, entry, code, self._index)
        tier, score = min(likeness.tier, Tier.SPELLING), GUESSED * likeness.score
        likeness = replace(likeness, tier=tier, score=score, spelled=True)
        return max(found, (likeness, name, own), key=lambda one: (one[0].tier, one[0].score, one[2]))
