"""The matcher: queries to decisions over an index. Pure: no file, no clock, no network; no order of queries counts.

index = Index(candidates)
for match in Matcher(index, trusted).match_many(queries): ...
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from communique.mappings.alignment.matching.features import Features, Judge, Query
from communique.mappings.alignment.matching.index import Index
from communique.mappings.alignment.matching.likeness import Tier
from communique.mappings.alignment.matching.rules import Case, barred, best_of, rule_for
from communique.mappings.alignment.matching.words import without_country, words_of

CHOSEN = 10
"""How many candidates a query has at most."""


class Outcome(StrEnum):
    """What becomes of a query."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Match:
    """A decision: the candidate accepted, or why there is none; `features` are the candidates, the best first.

    `country` is the one the query gives or names. `rule` accepts, or would if it were trusted; `why` is in words.
    """

    query: Query
    outcome: Outcome
    features: tuple[Features, ...]
    country: str = ""
    chosen: Features | None = None
    rule: str = ""
    why: str = ""


class Matcher:
    """Matches queries against one index; only rules in `trusted` accept (None trusts all, to measure them).

    Of things that belong to no country (`by_country` False), a country in a name is a word like any other.
    """

    def __init__(self, index: Index, trusted: Iterable[str] | None = None, by_country: bool = True) -> None:
        self._index = index
        self._by_country = by_country
        self._trusted = None if trusted is None else frozenset(trusted)

    def country_of(self, query: Query) -> str:
        """The country of a query: the one given, else the only one that its names name, else none."""
        if query.country or not self._by_country:
            return query.country
        named = {code for words in query.words for code in self._index.correct(words, "").countries}
        return named.pop() if len(named) == 1 else ""

    def _candidates(self, query: Query, country: str) -> tuple[Features, ...]:
        """At most ten candidates with their features, the best first."""
        spelled = [self._index.without_slips(name) for name in query.words]
        words = [self._index.correct(name, query.country) for name in spelled]
        chosen = [entry for name in words for entry in self._index.choose(name, country)] if country else []
        if not query.country:
            chosen += [entry for name in words for entry in self._index.anywhere(name, country)]
        judge = Judge(query, country, self._index, (*spelled, *words))
        judged = [judge.features(entry) for entry in {entry.candidate.key: entry for entry in chosen}.values()]
        ranked = sorted(judged, key=lambda found: (-found.rank, found.candidate.key))
        return tuple(found for found in ranked[:CHOSEN] if found.likeness.score > 0 or found.acronym == "agrees")

    def match(self, query: Query) -> Match:
        """The decision on one query by itself, without the other names of its list."""
        country = self.country_of(query)
        features = self._candidates(query, country)
        best = best_of(features)
        if best and best.country == "other" and not query.country and country in words_of(best.name).countries:
            country = ""  # a word of the name itself: the German-Baltic Party is Latvia's
        undecided = Match(query, Outcome.REVIEW, features, country)
        if best is None and not features:
            return replace(undecided, outcome=Outcome.NOTHING, why="no candidate shares a word")
        if best is None:
            return replace(undecided, why="all candidates had ended or were not yet founded")
        near = [found for found in features if found.country != "other" or best.country == "other"]
        rivals = tuple(found for found in near if found is not best and found.may_live)
        case = Case(query, best, rivals, country, self._index)
        rule = rule_for(case)
        decided = replace(undecided, chosen=best, rule=rule)
        if not rule:
            return replace(decided, why=barred(case) or "no rule holds")
        if self._trusted is not None and rule not in self._trusted:
            return replace(decided, why=f"the rule {rule} has not shown itself yet")
        if not best.candidate.has_item:
            return replace(decided, outcome=Outcome.NOTHING, why="the party is known, and has no item")
        return replace(decided, outcome=Outcome.ACCEPTED)

    def match_many(self, queries: Sequence[Query]) -> list[Match]:
        """The decisions on queries, in their order; two names of one list never become one item."""
        known: dict[Query, Match] = {}
        for query in queries:
            plain = replace(query, source="", key="")
            if plain not in known:
                known[plain] = self.match(plain)
        matches = [replace(known[replace(query, source="", key="")], query=query) for query in queries]
        return exclusive(matches)


def _strength(match: Match) -> tuple[Tier, float]:
    assert match.chosen is not None
    return match.chosen.likeness.tier, match.chosen.likeness.score


def _said(match: Match) -> frozenset[str]:
    """The words of a query's names but for the country: two spellings of one name say the same."""
    codes = frozenset(filter(None, (match.country,)))
    return frozenset(token for words in match.query.words for token in without_country(words.tokens, codes))


def exclusive(matches: Sequence[Match]) -> list[Match]:
    """One list, one item each: of different names for one item the clearly best keeps it, the others go to review."""
    claims: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for match in matches:
        if match.outcome is Outcome.ACCEPTED and match.query.source and match.chosen:
            claims[match.query.source, match.chosen.candidate.key].append(match)
    refused: set[tuple[str, str, tuple[str, ...]]] = set()
    for (source, key), group in claims.items():
        best = max(map(_strength, group))
        names = {_said(match) for match in group if _strength(match) == best}
        for match in group:
            if len(names) > 1 or _said(match) not in names:
                refused.add((source, key, match.query.names))
    return [
        replace(match, outcome=Outcome.REVIEW, why="another name of the same list is this item")
        if match.chosen and (match.query.source, match.chosen.candidate.key, match.query.names) in refused
        else match
        for match in matches
    ]
