"""Counting: of a group of cases, how many were accepted, how many rightly, how many answers were among the first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.mappings.alignment.evaluation.cases import NOTHING, Case
from communique.mappings.alignment.matching.features import Lifespan
from communique.mappings.alignment.matching.matcher import Match, Matcher, Outcome

FIRST = 5


@dataclass(slots=True)
class Tally:
    """Counts of one group. `answerable` cases have a right answer among the candidates; of these, `alone` are those
    whose answer has no twin, and `reachable` are so many as can be among the first `FIRST` where twins take turns."""

    cases: int = 0
    answerable: int = 0
    accepted: int = 0
    right: int = 0
    first: int = 0
    dead: int = 0
    alone: int = 0
    reachable: float = 0.0

    def _of_answerable(self, count: float) -> float:
        return count / self.answerable if self.answerable else 1.0

    @property
    def precision(self) -> float:
        """Rightly accepted of accepted; 1 where nothing was accepted."""
        return self.right / self.accepted if self.accepted else 1.0

    @property
    def recall(self) -> float:
        """Rightly accepted of those that have an answer."""
        return self._of_answerable(self.right)

    @property
    def recall_at_5(self) -> float:
        """The answer among the first five, of those that have one."""
        return self._of_answerable(self.first)

    @property
    def ceiling(self) -> float:
        """The recall that could be reached without a guess between twins."""
        return self._of_answerable(self.alone)

    @property
    def ceiling_at_5(self) -> float:
        """The recall among the first five that could be expected of a perfect matcher."""
        return self._of_answerable(self.reachable)


def rank_of(case: Case, match: Match) -> int | None:
    """The place of the right answer among the candidates, from 1, or None."""
    keys = [features.candidate.key for features in match.features]
    return keys.index(case.answer) + 1 if case.answer in keys else None


def verdict(case: Case, match: Match) -> str:
    """What was accepted is `right` or `wrong`; a rightful nothing is `kept`, an answer left to people `review`."""
    if match.outcome is Outcome.ACCEPTED and match.chosen:
        return "right" if match.chosen.candidate.key == case.answer else "wrong"
    return "kept" if case.answer == NOTHING else "review"


def _count(tally: Tally, case: Case, match: Match) -> None:
    said = verdict(case, match)
    rank = rank_of(case, match)
    tally.cases += 1
    tally.answerable += case.answer != NOTHING
    if case.answer != NOTHING:
        tally.alone += case.twins == 0
        tally.reachable += min(1.0, FIRST / (case.twins + 1))
    tally.accepted += said in ("right", "wrong")
    tally.right += said == "right"
    tally.first += rank is not None and rank <= FIRST
    lifespan = match.chosen.lifespan if match.chosen and match.outcome is Outcome.ACCEPTED else Lifespan.LIVES
    tally.dead += lifespan in (Lifespan.ENDED, Lifespan.DISPUTED)


def matched(matcher: Matcher, cases: Sequence[Case]) -> list[tuple[Case, Match]]:
    """The cases with their matches."""
    return list(zip(cases, matcher.match_many([case.query for case in cases]), strict=True))


def by_group(done: Iterable[tuple[Case, Match]]) -> dict[str, Tally]:
    """The counts of all cases and of each group."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for case, match in done:
        for group in ("all", *case.groups):
            _count(tallies[group], case, match)
    return dict(tallies)


def by_rule(done: Iterable[tuple[Case, Match]]) -> dict[str, Tally]:
    """The counts of each rule over the cases that it accepts."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for case, match in done:
        if match.rule and match.outcome is Outcome.ACCEPTED:
            _count(tallies[match.rule], case, match)
    return dict(sorted(tallies.items()))
