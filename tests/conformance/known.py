"""The failures that are known, with their reasons: a list that must be right in both directions.

A list is a file of lines `suite/folder/test<TAB>reason`; lines that start with # are comments.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from communique.tests.conformance.cases import Outcome, Verdict

FOLDER = Path(__file__).with_name("known")


def known(target: str, folder: Path = FOLDER) -> dict[str, str]:
    """Test to reason, from the target's list, if it has one. Raises ValueError for a line without a reason.

    Our service has one list, however it is started.
    """
    path = folder / f"{target.removesuffix('-read-only')}.tsv"
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            test, _, reason = line.partition("\t")
            if not reason.strip():
                raise ValueError(f"{path}, line {number}: expected a test, a tab and the reason why it fails")
            found[test] = reason.strip()
    return found


def problems(outcomes: Iterable[Outcome], listed: Mapping[str, str]) -> list[str]:
    """What the list has wrong about these outcomes, a line each; tests of suites that were not run are left alone."""
    outcomes = list(outcomes)
    verdicts = {outcome.case.name: outcome for outcome in outcomes}
    suites = {outcome.case.suite for outcome in outcomes if outcome.verdict is not Verdict.UNTESTED}
    wrong = [
        f"{name} fails and is not listed: {outcome.reason}"
        for name, outcome in verdicts.items()
        if outcome.verdict is Verdict.FAILED and name not in listed
    ]
    run = [name for name in listed if name.partition("/")[0] in suites]
    wrong += [f"{name} is listed as failing, but is no test" for name in run if name not in verdicts]
    passed = [name for name in run if name in verdicts and verdicts[name].verdict is Verdict.PASSED]
    return wrong + [f"{name} is listed as failing, but passes" for name in passed]
