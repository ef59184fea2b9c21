"""The official suites in the test run: each target fails exactly the tests that its list names."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from communique.tests.conformance.cases import Outcome, Verdict
from communique.tests.conformance.known import known, problems
from communique.tests.conformance.report import failures
from communique.tests.conformance.runner import Runner
from communique.tests.conformance.starting import started
from communique.tests.conformance.suites import SUITES, Suite, cases
from communique.tests.conformance.target import Target
from communique.tests.shared import shared
from communique.tests.targets.process import NotStarted

# What each target is asked for; `Target.offers` must agree.
OFFERED = {
    "engine": ("service", "query", "update"),
    "oxigraph": ("protocol", "store", "description", "service", "query", "update"),
    "communique": ("protocol", "store", "description", "service", "query", "update"),
    "communique-read-only": ("service", "query"),
}
PAIRS = [(name, suite) for name, offers in OFFERED.items() for suite in SUITES.values() if suite.needs in offers]
EVALUATION = ("query", "update", "results", "query-1.2")


@pytest.fixture(scope="module")
def checkout() -> Path:
    return shared("suites") / "rdf-tests"


@pytest.fixture(scope="module")
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    with ExitStack() as stack:
        try:
            yield stack.enter_context(started(request.param))
        except NotStarted as error:
            pytest.skip(str(error))


@pytest.mark.parametrize("suite", SUITES.values(), ids=lambda suite: suite.name)
def test_manifests_hold_the_tests_they_held(suite: Suite, checkout: Path) -> None:
    assert len(list(cases(suite, checkout))) == suite.tests


@pytest.mark.parametrize(
    ("target", "suite"), PAIRS, indirect=["target"], scope="module", ids=lambda value: getattr(value, "name", value)
)
def test_only_the_listed_tests_fail(suite: Suite, target: Target, checkout: Path) -> None:
    outcomes: list[Outcome] = list(Runner(target, checkout).suite(suite))
    listed = known(target.name.partition(" ")[0])
    assert not problems(outcomes, listed), failures(outcomes, listed)
    assert any(outcome.verdict is Verdict.PASSED for outcome in outcomes)


def test_our_endpoint_evaluates_no_test_worse_than_the_engine() -> None:
    beneath = known("engine")
    ours = [test for test in known("communique") if test.partition("/")[0] in EVALUATION]
    assert [test for test in ours if test not in beneath] == []
