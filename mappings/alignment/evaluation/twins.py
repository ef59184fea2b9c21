"""What no matcher can decide: other parties that bear the very name that is asked, where it is asked and when.

Counted from the candidates alone, by the words as they are spelled; what the matcher makes of a name counts for nothing
here, so names that mean the same in two languages are not counted.
"""

from collections import defaultdict
from collections.abc import Iterable

from communique.mappings.alignment.evaluation.perturb import Perturbed
from communique.mappings.alignment.matching.candidates import Candidate
from communique.mappings.alignment.matching.countries import related
from communique.mappings.alignment.matching.features import Lifespan, lifespan
from communique.mappings.alignment.matching.fold import fold

_Words = tuple[str, ...]


def _words(name: str) -> _Words:
    """The words of a name in no order, folded to one script."""
    return tuple(sorted(fold(name).split()))


class Twins:
    """The candidates by the words of their names."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._bearers: dict[_Words, dict[str, Candidate]] = defaultdict(dict)
        for candidate in candidates:
            for name in candidate.names:
                self._bearers[_words(name)][candidate.key] = candidate

    def of(self, case: Perturbed) -> int:
        """How many others bear the name before or after it was perturbed, in the country and year that are told."""
        named = [self._bearers.get(_words(name), {}) for name in (case.original, case.name)]
        return len({key for bearers in named for key, one in bearers.items() if key != case.key and _fits(one, case)})


def _fits(candidate: Candidate, case: Perturbed) -> bool:
    if case.country and not any(related(case.country, code) for code in candidate.countries):
        return False
    return lifespan(candidate.spans, case.year) not in (Lifespan.ENDED, Lifespan.UNBORN)
