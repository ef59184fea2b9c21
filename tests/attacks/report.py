"""The table of attacks: which kind each endpoint withstood, and what happened where it did not."""

from collections.abc import Iterable, Mapping, Sequence

from communique.tests.attacks.runner import Result
from communique.tests.targets.tables import table

# What a complaint begins with, by what it means for those who use the endpoint.
HARMS: dict[str, tuple[str, ...]] = {
    "the server ended": ("the server is gone",),
    "no answer in time": ("no end", "took", "no answer"),
    "the next ASK late or unanswered": ("the next ASK",),
    "an address or a file was reached": ("it reached", "the answer holds"),
    "an error or a cut in what looks whole": ("a 200",),
    "a status that is wrong": ("status", "not HTTP"),
    "more answers than requests": tuple("0123456789"),
    "memory beyond the bound": ("memory",),
}


def overview(runs: Mapping[str, Sequence[Result]]) -> str:
    """One row a kind of attack, one column an endpoint: withstood of tried."""
    kinds = dict.fromkeys(result.attack.kind for results in runs.values() for result in results)
    rows = [[kind, *(_cell(r for r in found if r.attack.kind == kind) for found in runs.values())] for kind in kinds]
    return table(["attacks", *runs], [*rows, ["all", *(_cell(found) for found in runs.values())]])


def harms(runs: Mapping[str, Sequence[Result]]) -> str:
    """One row a kind of harm, one column an endpoint: how many attacks did it."""
    rows = [[harm, *(_count(found, signs) for found in runs.values())] for harm, signs in HARMS.items()]
    return table(["harm", *runs], rows)


def failures(results: Sequence[Result]) -> str:
    """Each attack that did harm, and which."""
    rows = [[r.attack.kind, r.attack.name, "; ".join(r.wrong)] for r in results if r.wrong]
    return table(["attacks", "name", "what happened"], rows) if rows else "None did harm."


def described(results: Sequence[Result]) -> str:
    """What is tried: each kind with its number of attacks and what it is about."""
    kinds: dict[str, list[Result]] = {}
    for result in results:
        kinds.setdefault(result.attack.kind, []).append(result)
    rows = [[kind, len(found), found[0].attack.what] for kind, found in kinds.items()]
    return table(["kind", "attacks", "what"], rows)


def _count(results: Iterable[Result], signs: tuple[str, ...]) -> int:
    return sum(any(complaint.startswith(signs) for complaint in result.wrong) for result in results)


def _cell(results: Iterable[Result]) -> str:
    found = list(results)
    tried = [result for result in found if not result.skipped]
    skipped = len(found) - len(tried)
    cell = f"{sum(not result.wrong for result in tried)}/{len(tried)}" if tried else "–"
    return f"{cell} ({skipped} not tried)" if skipped else cell
