"""The named rules by which a match may be accepted without a curator. A rule is trusted only after it has shown itself.

A rule has a base (how the names agree) and the evidence beside the name (country, year): `same-words/country+year`.
Its precision is counted on judged cases (`evaluation/rules.tsv`); below `TRUSTED` its matches go to review.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from communique.mappings.alignment.matching.countries import countries_of_word, related
from communique.mappings.alignment.matching.features import Features, Lifespan, Query, lifespan
from communique.mappings.alignment.matching.index import Entry, Index
from communique.mappings.alignment.matching.lexicon import PARTY, lexicon
from communique.mappings.alignment.matching.likeness import Tier
from communique.mappings.alignment.matching.words import bag, words_of

TRUSTED = 0.97
SPELLED = 0.8
WELL_SPELLED = 0.9
AHEAD = 0.2
TELLING = 5.5
"""The weight of words that few parties share: two of politics, or one that is nobody else's."""

RARE = 8.0
"""The weight of two words or more that together are hardly another party's."""

SPLINTERS = frozenset(("=independent", "=new", "=revolutionary", "=united"))
"""Words by which a party tells itself from one that it left or joined: without them the name is the other's."""

COMMON = 25
SAME = (Tier.SAME_WORDS, Tier.IDENTICAL)
AS_GOOD = (*SAME, Tier.SPELLING, Tier.BUT_PARTY, Tier.NEAR)


@dataclass(frozen=True, slots=True)
class Case:
    """A query with its best living candidate and the others that may have lived then."""

    query: Query
    best: Features
    rivals: tuple[Features, ...]
    country: str
    index: Index

    def rivalled(self, *tiers: Tier) -> bool:
        """Whether another candidate's name agrees in one of these ways, and neither acronym nor foundation decides."""
        rivals = [rival for rival in self.rivals if rival.likeness.tier in tiers]
        if self.best.acronym == "agrees":
            rivals = [rival for rival in rivals if rival.acronym == "agrees"]
        if self.best.founded == "agrees":
            rivals = [rival for rival in rivals if rival.founded == "agrees"]
        return bool(rivals)

    @property
    def mistakable(self) -> bool:
        """Whether the name may mean another candidate's that is near to it.

        Where the country is known, that is so if a translator may have taken a word for the other's: a labour party is
        somebody's workers' party. Anywhere else there are too many of near names.
        """
        if not self.country:
            return self.rivalled(Tier.BUT_PARTY, Tier.NEAR)
        near = [rival for rival in self.rivals if rival.likeness.tier is Tier.NEAR]
        return any(self._confused(rival) for rival in near)

    def _confused(self, rival: Features) -> bool:
        ours, theirs = (set(words_of(name).tokens) for name in (self.best.name, rival.name))
        return any((one, other) in lexicon().confused for one in ours - theirs for other in theirs - ours)

    @property
    def said(self) -> list[frozenset[str]]:
        """What each of the query's names says but for the country (see `bag`)."""
        return [bag(words, frozenset((self.country,))) for words in self.query.words]

    @property
    def bearers(self) -> list[Entry]:
        """The candidates anywhere that bear the name that agrees, but for the country in it."""
        codes = frozenset({self.country, *self.best.candidate.countries} - {""})
        return self.index.bearers(bag(words_of(self.best.name), codes))

    @property
    def living_bearers(self) -> int:
        """How many of them may have lived in the year that is given, or ever where none is."""
        lives = (lifespan(entry.candidate.spans, self.query.year) for entry in self.bearers)
        return sum(life not in (Lifespan.ENDED, Lifespan.UNBORN) for life in lives)

    @property
    def ahead(self) -> bool:
        """Whether the best candidate's name leads all others by a clear gap."""
        return all(self.best.likeness.score - rival.likeness.score >= AHEAD for rival in self.rivals)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: the name it is known by, what it asks for, and the test."""

    name: str
    asks: str
    holds: Callable[[Case], bool]


def _website(case: Case) -> bool:
    others = any(rival.website == "agrees" for rival in case.rivals)
    return case.best.website == "agrees" and not others and case.best.likeness.tier >= Tier.PART


def _identical(case: Case) -> bool:
    """Where nothing but the name is known, it must not be a part of another name either."""
    if case.best.likeness.tier is not Tier.IDENTICAL or case.rivalled(*SAME):
        return False
    return bool(case.country or case.query.year) or case.ahead


def _same_words(case: Case) -> bool:
    return case.best.likeness.tier in SAME and not case.rivalled(*SAME) and not case.mistakable


def _spelling(case: Case) -> bool:
    likeness = case.best.likeness
    if likeness.tier is not Tier.SPELLING or case.rivalled(*SAME, Tier.SPELLING) or case.mistakable:
        return False
    return likeness.score >= WELL_SPELLED or (likeness.score >= SPELLED and case.ahead)


def _but_party(case: Case) -> bool:
    """The word may be left out, not added; what is left must tell more than that a party is liberal, or national."""
    likeness = case.best.likeness
    left_out = likeness.tier is Tier.BUT_PARTY and likeness.missing == (PARTY,)
    return left_out and likeness.shared >= TELLING and not case.rivalled(*AS_GOOD) and case.ahead


def _but_one_word(case: Case) -> bool:
    """What is there must be several words, to the letter; the word left out must be no country's and no splinter's."""
    likeness = case.best.likeness
    if likeness.tier is not Tier.PART or likeness.extra or likeness.spelled or len(likeness.missing) != 1:
        return False
    left_out = likeness.missing[0]
    if left_out == PARTY or left_out in SPLINTERS or countries_of_word(left_out):
        return False
    return min(map(len, case.said)) > 1 and likeness.shared >= RARE and case.ahead


RULES = (
    Rule("website", "the same official website, and names that share a part", _website),
    Rule("identical-name", "the same name in the same script, and no other candidate of the same words", _identical),
    Rule("same-words", "the same words in any order, form or language, and none near to them elsewhere", _same_words),
    Rule("spelling", "the same words but for their spelling, clearly ahead of all others", _spelling),
    Rule("but-party", "the same telling words without the word party, clearly ahead of all others", _but_party),
    Rule("but-one-word", "all telling words but one, none added, clearly ahead of all others", _but_one_word),
)


def _evidence(case: Case) -> str:
    beside = [word for word, there in (("country", case.country), ("year", case.query.year)) if there]
    return "+".join(beside) or "name"


def _dead_without_a_date(case: Case) -> bool:
    """Whether no year is given, the party has ended, and others may have borne its name since.

    That is so where the name is common, and where it tells a state that was succeeded by others.
    """
    candidate = case.best.candidate
    if case.query.year is not None or all(span.end is None for span in candidate.spans):
        return False
    told = {code for words in case.query.words for code in words.countries} - candidate.countries
    succeeded = any(related(code, country) for code in told for country in candidate.countries)
    return succeeded or len(case.bearers) >= COMMON


def _sunk(case: Case) -> bool:
    """Whether the acronym given is another candidate's and not this one's."""
    return case.best.acronym != "agrees" and any(rival.acronym == "agrees" for rival in case.rivals)


def barred(case: Case) -> str:
    """What forbids any rule to accept the case, in words, or an empty string."""
    if case.best.likeness.tier is Tier.OVERLAP and case.best.website != "agrees":
        return "no candidate that may have lived then bears such a name"
    if not case.best.own:
        return "the name is one of several that a list gives in turn"
    if case.best.lifespan not in (Lifespan.LIVES, Lifespan.NO_YEAR):
        return f"the lifespan is {case.best.lifespan}"
    if case.best.founded == "differs":
        return "the party was founded in another year"
    if _dead_without_a_date(case):
        return "the party has ended, others may have borne its name since, and no year is given"
    if _sunk(case):
        return "the acronym is another candidate's"
    if not any(case.said):
        return "the name says no more than that it is a party"
    if case.country and case.best.country == "other":
        return "the name tells another country"
    if not case.country and case.living_bearers > 1:
        return "parties of several countries bear this name, and none is given"
    return ""


def rule_for(case: Case) -> str:
    """The name of the first rule that would accept the case, with its evidence, or an empty string."""
    if barred(case):
        return ""
    found = next((rule for rule in RULES if rule.holds(case)), None)
    return f"{found.name}/{_evidence(case)}" if found else ""


def best_of(features: Sequence[Features]) -> Features | None:
    """The candidate to be decided on: of those that may have lived, the one whose name agrees best.

    Where the query's name tells a country and one of its parties has the name, no other country's party comes first.
    """
    living = [found for found in features if found.may_live]
    return max(
        living,
        key=lambda found: (
            found.website == "agrees",
            found.country != "other" and found.likeness.tier >= Tier.BUT_PARTY,
            found.likeness.tier,
            found.own,
            found.acronym == "agrees",
            found.likeness.score,
            found.rank,
        ),
        default=None,
    )
