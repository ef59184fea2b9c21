"""Names against all parties of an authority: the matcher with its rules, beside plain rapidfuzz over all pairs.

Needs the lists of parties beside the checkout (see tests/shared.py); each method has a process of its own. The goal is
20 times the speed of `process.extract` with its default scorer over all names, which is measured on a sample.
"""

import multiprocessing
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from communique.bench import parties
from communique.bench.parts import Setting, Tables
from communique.mappings.alignment.evaluation.run import read_trusted
from communique.mappings.alignment.matching.candidates import Candidate
from communique.mappings.alignment.matching.features import Query
from communique.mappings.alignment.matching.index import Index
from communique.mappings.alignment.matching.matcher import Matcher
from communique.tests.targets.tables import table

TABLES = ("matching",)
NAMES = 10_000
SAMPLE = 200
GOAL = 20


@dataclass(frozen=True)
class Measured:
    """What one method took: seconds of CPU to get ready and for a name, the process's peak in bytes, names asked."""

    method: str
    ready: float
    each: float
    peak: int
    names: int


def run(setting: Setting) -> Tables:
    """One row a method, with the ratio; without the lists, why there is none."""
    if not parties.there():
        return {"matching": "Not run: the lists of parties are not beside the checkout."}
    found = []
    for method in (_matcher, _rapidfuzz):
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            found.append(pool.submit(method).result())
        setting.progress(f"{found[-1].method}: {found[-1].each * 1000:.2f} ms a name")
    return {"matching": matching_table(found)}


def matching_table(found: Sequence[Measured]) -> str:
    """The methods; the ratio is the last one's time for a name over each one's, 2 means twice as fast."""
    rows = [
        [
            one.method,
            f"{one.names:,}",
            f"{one.ready:.1f}",
            f"{one.each * 1000:.2f}",
            f"{one.each * NAMES:.1f}",
            f"{one.peak / 2**20:.0f}",
            f"{found[-1].each / one.each:.1f}",
        ]
        for one in found
    ]
    head = [
        "method",
        "names asked",
        "ready (CPU s)",
        "a name (CPU ms)",
        f"{NAMES:,} names (CPU s)",
        "peak (MiB)",
        "ratio",
    ]
    return table(head, rows) + f"\n\nThe goal is a ratio of {GOAL}."


def _matcher() -> Measured:
    """The matcher with the rules that are trusted: features, decision and candidates of each name."""
    candidates, queries = _asked()
    return _measured("communique", lambda: Matcher(Index(candidates), read_trusted()).match_many, queries)


def _rapidfuzz() -> Measured:
    """rapidfuzz's ten best of all names, by its default scorer."""
    candidates, queries = _asked()
    names = sorted({name for candidate in candidates for name in candidate.names})

    def match(asked: list[Query]) -> None:
        for query in asked:
            process.extract(query.names[0], names, scorer=fuzz.WRatio, limit=10)

    return _measured("rapidfuzz", lambda: match, queries[:: NAMES // SAMPLE])


def _asked() -> tuple[list[Candidate], list[Query]]:
    candidates = parties.parties()
    return candidates, [case.query for case in parties.asked(candidates, NAMES)]


def _measured(method: str, prepare: Callable[[], Callable[[list[Query]], object]], queries: list[Query]) -> Measured:
    before = time.process_time()
    match = prepare()
    ready = time.process_time()
    match(queries)
    each = (time.process_time() - ready) / len(queries)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
    return Measured(method, ready - before, each, peak, len(queries))
