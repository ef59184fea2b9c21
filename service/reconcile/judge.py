"""Queries against the authority: one matcher a type, what they find put together, conditions held against it.

A candidate is a match only under a named rule: one of the matcher's that has shown itself (see `evaluation/rules.tsv`),
or that the query is its identifier or its item on Wikidata.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from communique.mappings.alignment.evaluation.run import read_trusted
from communique.mappings.alignment.matching.candidates import Candidate
from communique.mappings.alignment.matching.countries import related
from communique.mappings.alignment.matching.features import Features, Lifespan, Query
from communique.mappings.alignment.matching.fold import fold
from communique.mappings.alignment.matching.index import Index
from communique.mappings.alignment.matching.likeness import Tier
from communique.mappings.alignment.matching.matcher import CHOSEN, Match, Matcher, Outcome
from communique.service.reconcile.asked import Asked, Condition
from communique.service.reconcile.authority import Authority, Thing
from communique.service.reconcile.vocabulary import TYPES, type_of

ANY_KIND = ("identical-name", "same-words")
"""The rules trusted beyond parties, for which all were measured: they take no name that is spelled otherwise."""

BY_COUNTRY = 0.9
"""From this share of things with a country on, a type is divided by countries: parties are, events and persons not."""

USUAL = 5
"""How many candidates a query gets that does not say."""

COUNTRIES = 5
"""How many countries of one query are looked into."""

REMEMBERED = 4096
FULL = 1.8
"""The rank that is a score of 100: the same name, the same country, a year in the lifespan."""


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate: the thing, its features (none where the query is its identifier), the rule that accepts it, and how
    its countries are to the one given: `same`, `kin`, `other`, or nothing where either is not known. `score` is from 0
    to 100; no candidate's is higher than a match's."""

    thing: Thing
    features: Features | None
    rule: str = ""
    country: str = ""
    score: float = 100.0


class _Typed:
    """The matcher of one type; what its things do not have is not held against them."""

    def __init__(self, candidates: Sequence[Candidate], namesakes: Sequence[Candidate], trusted: Iterable[str]) -> None:
        self.by_country = sum(bool(one.countries) for one in candidates) >= BY_COUNTRY * len(candidates)
        self.dated = any(one.spans or one.seen for one in candidates)
        self._matcher = Matcher(Index([*candidates, *namesakes]), trusted, self.by_country)

    def match(self, names: tuple[str, ...], country: str, year: int | None) -> Match:
        """The decision on these names; without the country where nothing is found in it."""
        year = year if self.dated else None
        match = self._matcher.match(Query(names, country if self.by_country else "", year))
        if match.features or not match.query.country:
            return match
        elsewhere = self._matcher.match(Query(names, "", year))
        return Match(elsewhere.query, Outcome.REVIEW, elsewhere.features)


class Judge:
    """Answers queries over one authority."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        trusted = read_trusted()
        careful = [rule for rule in trusted if rule.partition("/")[0] in ANY_KIND]
        self._typed = {}
        for one in TYPES:
            known = [thing.candidate for thing in authority.things.values() if thing.kind == one.id]
            if known:
                rules = trusted if one.id == "party" else careful
                self._typed[one.id] = _Typed(known, authority.namesakes.get(one.id, ()), rules)
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._matched)

    def answer(self, asked: Asked) -> list[Found]:
        """The candidates, the best first; at most one is a match."""
        kinds = self._kinds(asked.types)
        countries, year = self._countries(asked.conditions), _year(asked.conditions)
        found = {one.thing.id: one for one in self._identified(asked, kinds)}
        for one in self._remembered(asked.names, kinds, countries, year) if asked.names else ():
            found.setdefault(one.thing.id, one)
        kept = [one for one in found.values() if all(self._keeps(one, condition) for condition in asked.conditions)]
        ranked = sorted(kept, key=_order)
        return ranked[: min(asked.limit or USUAL, CHOSEN)]

    def _kinds(self, given: Sequence[str]) -> tuple[str, ...]:
        """The types asked for, all where none is given; what we do not know is nothing of ours."""
        if not given:
            return tuple(self._typed)
        meant = (type_of(text, self.authority.base) for text in given)
        return tuple(dict.fromkeys(one.id for one in meant if one and one.id in self._typed))

    def _identified(self, asked: Asked, kinds: Sequence[str]) -> Iterator[Found]:
        """Things whose identifier is given, as the name or as a condition."""
        given = [*asked.names, *(text for c in asked.conditions if c.on in ("id", "wikidata") for text in c.values)]
        known = [found for text in given if (found := self.authority.find(text)) and found[0].kind in kinds]
        sure = len({thing.id for thing, _ in known}) == 1
        return (Found(thing, None, rule if sure else "") for thing, rule in known)

    def _matched(
        self, names: tuple[str, ...], kinds: Sequence[str], countries: tuple[str, ...], year: int | None
    ) -> list[Found]:
        """Over all types, and countries if several may be meant; accepted only where one of them accepts, and no other
        has the same name."""
        matches = [
            self._typed[kind].match(names, country, year)
            for kind in kinds
            for country in (countries if self._typed[kind].by_country and countries else ("",))
        ]
        accepted = [match for match in matches if match.outcome is Outcome.ACCEPTED and match.chosen]
        chosen = accepted[0].chosen if len(accepted) == 1 else None
        rivals = [
            features
            for match in matches
            if match not in accepted
            for features in match.features
            if features.likeness.tier >= Tier.SAME_WORDS and features.may_live
        ]
        rule = accepted[0].rule if chosen and not rivals else ""
        found = [
            self._found(one, countries, rule if one is chosen else "")
            for match in matches
            for one in match.features
            if one.candidate.key in self.authority.things
        ]
        best = max((one.score for one in found), default=0.0)
        return sorted((replace(one, score=best) if one.rule else one for one in found), key=_order)[:CHOSEN]

    def _found(self, features: Features, countries: Sequence[str], rule: str) -> Found:
        """A candidate; one of another country than those given is never accepted."""
        known = features.candidate.countries if countries else set()
        kin = any(related(country, code) for country in countries for code in known)
        told = "same" if known.intersection(countries) else "kin" if kin else "other"
        rule = "" if known and told == "other" else rule
        score = round(100 * min(1.0, max(0.0, features.rank / FULL)), 2)
        return Found(self.authority.things[features.candidate.key], features, rule, told if known else "", score)

    def _countries(self, conditions: Iterable[Condition]) -> tuple[str, ...]:
        """The first few countries asked for that are known, of conditions that are not about what to leave out."""
        given = (text for one in conditions if one.on == "country" and one.quantifier != "none" for text in one.values)
        codes = dict.fromkeys(code for text in given if (code := self.authority.country(text)))
        return tuple(codes)[:COUNTRIES]

    def _keeps(self, found: Found, condition: Condition) -> bool:
        """Whether a candidate may stay before a condition that leaves candidates out."""
        none = condition.quantifier == "none"
        if not condition.required and not none:
            return True
        held = [self._holds(found.thing, condition.on, text) for text in condition.values]
        if none:
            return not any(held)
        return all(held) if condition.quantifier == "all" else any(held)

    def _holds(self, thing: Thing, on: str, text: str) -> bool:
        """Whether a thing has this value; a property that we do not know has none."""
        if on in ("id", "wikidata"):
            known = self.authority.find(text)
            return known is not None and known[0] is thing
        if on == "name":
            return fold(text) in map(fold, thing.candidate.names)
        if on == "country":
            return self.authority.country(text) in thing.candidate.countries
        if on == "year" and (year := _year_in(text)):
            spans = thing.candidate.spans
            within = any((span.start or 0) <= year <= (span.end or 9999) for span in spans)
            return within if spans else year in thing.candidate.seen
        return False


def _order(found: Found) -> tuple[bool, float, str]:
    return not found.rule, -found.score, found.thing.id


def _year_in(text: str) -> int | None:
    """The year that a text begins with: `2017`, `2017-11-03`."""
    return int(text[:4]) if text[:4].isdecimal() and len(text[:4]) == 4 and not text[4:5].isdecimal() else None


def _year(conditions: Iterable[Condition]) -> int | None:
    given = (text for one in conditions if one.on == "year" and one.quantifier != "none" for text in one.values)
    return next((year for text in given if (year := _year_in(text)) is not None), None)


def lifespan_known(features: Features) -> bool:
    """Whether a year was given, and something is known of the candidate's years."""
    return features.lifespan not in (Lifespan.NO_YEAR, Lifespan.UNKNOWN)
