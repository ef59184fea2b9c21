"""Run suites against a target: every test gets an outcome, and a test that cannot be tried says why."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from communique.tests.conformance import description, protocol, syntax
from communique.tests.conformance.cases import Case, Outcome, Verdict
from communique.tests.conformance.endpoint import Endpoint
from communique.tests.conformance.evaluation import Evaluation
from communique.tests.conformance.federation import Federation, remotes
from communique.tests.conformance.suites import SUITES, Suite, cases
from communique.tests.conformance.target import Target, Unavailable


class Runner:
    """Runs cases on one target; `folder` is the checkout of the official suites."""

    def __init__(self, target: Target, folder: Path) -> None:
        self.target = target
        self.evaluation = Evaluation(folder)
        self.folder = folder
        self.federation: Federation | None = None

    def suite(self, suite: Suite) -> Iterator[Outcome]:
        """The outcomes of a suite, one a test, in the order of its manifests."""
        found = list(cases(suite, self.folder))
        if suite.needs not in self.target.offers:
            for case in found:
                yield Outcome(case, Verdict.UNTESTED, f"{self.target.name} offers no {suite.needs}")
            return
        with ExitStack() as stack:
            if suite.needs == "service":
                self.federation = stack.enter_context(remotes(self.evaluation))
            for case in found:
                yield self.outcome(case)

    def outcome(self, case: Case) -> Outcome:
        if "Update" in case.kind and "update" not in self.target.offers:
            return Outcome(case, Verdict.UNTESTED, f"{self.target.name} offers no update")
        try:
            problem = self._check(case)
        except Unavailable as error:
            problem = f"could not be set up: {error}"
        return Outcome(case, Verdict.FAILED if problem else Verdict.PASSED, problem)

    def _check(self, case: Case) -> str:
        if case.suite == "service" and self.federation:
            return self.federation.check(case, self.target)
        if "Syntax" in case.kind:
            return syntax.check(case, self.target, self.folder)
        match case.kind:
            case "QueryEvaluationTest" | "CSVResultFormatTest":
                return self.evaluation.query(case, self.target)
            case "UpdateEvaluationTest":
                return self.evaluation.update(case, self.target)
            case "ProtocolTest" | "GraphStoreProtocolTest" if isinstance(self.target, Endpoint):
                return protocol.check(case, self.target, self.evaluation)
            case "ServiceDescriptionTest" if isinstance(self.target, Endpoint):
                return description.check(case, self.target)
        raise ValueError(f"{case.iri}: no way to run a {case.kind}")


def run(target: Target, folder: Path, names: Iterable[str] = SUITES) -> list[Outcome]:
    """All outcomes of the named suites."""
    runner = Runner(target, folder)
    return [outcome for name in names for outcome in runner.suite(SUITES[name])]
