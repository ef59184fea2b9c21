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

TARGETS = ("engine", "oxigraph", "communique-read-only")


@pytest.fixture(scope="module")
def checkout() -> Path:
    return shared("suites") / "rdf-tests"


@pytest.fixture(scope="module", params=TARGETS)
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    with ExitStack() as stack:
        try:
            yield stack.enter_context(started(request.param))
        except NotStarted as error:
            pytest.skip(str(error))


@pytest.mark.parametrize("suite", SUITES.values(), ids=lambda suite: suite.name)
def test_manifests_hold_the_tests_they_held(suite: Suite, checkout: Path) -> None:
    assert len(list(cases(suite, checkout))) == suite.tests


@pytest.mark.parametrize("suite", SUITES.values(), ids=lambda suite: suite.name)
def test_only_the_listed_tests_fail(suite: Suite, target: Target, checkout: Path) -> None:
    if suite.needs not in target.offers:
        pytest.skip(f"{target.name} offers no {suite.needs}")
    outcomes: list[Outcome] = list(Runner(target, checkout).suite(suite))
    listed = known(target.name.partition(" ")[0])
    assert not problems(outcomes, listed), failures(outcomes, listed)
    assert any(outcome.verdict is Verdict.PASSED for outcome in outcomes)


def test_our_endpoint_evaluates_no_test_worse_than_the_engine() -> None:
    beneath = known("engine")
    ours = [
        test for test in known("communique") if test.partition("/")[0] in ("query", "update", "results", "query-1.2")
    ]
    assert [test for test in ours if test not in beneath] == []
