"""What a run found, as tables for people and as EARL for machines."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from communique.tests.conformance.cases import Outcome, Verdict
from communique.tests.conformance.suites import SUITES
from communique.tests.targets.tables import table

_EARL = "http://www.w3.org/ns/earl#"
_DOAP = "http://usefulinc.com/ns/doap#"
_DCT = "http://purl.org/dc/terms/"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_WORDS = {Verdict.PASSED: "passed", Verdict.FAILED: "failed", Verdict.UNTESTED: "untested"}
PREFIXES = {"earl": _EARL, "doap": _DOAP, "dcterms": _DCT}


def overview(runs: Mapping[str, Sequence[Outcome]]) -> str:
    """One row a suite, one column a target: passed of all, or a dash where the target does not offer it."""
    rows = []
    for suite in SUITES.values():
        cells = [_cell([o for o in outcomes if o.case.suite == suite.name]) for outcomes in runs.values()]
        if any(cells):
            rows.append([suite.title, *(cell or "not run" for cell in cells)])
    return table(["suite", *runs], rows)


def failures(outcomes: Iterable[Outcome], reasons: Mapping[str, str]) -> str:
    """Each test that fails, with the reason from the list of known ones, else with what was seen."""
    rows = [
        [o.case.name, reasons.get(o.case.name) or f"not listed: {_short(o.reason)}"]
        for o in outcomes
        if o.verdict is Verdict.FAILED
    ]
    return table(["test", "why it fails"], rows) if rows else "None."


def earl(outcomes: Iterable[Outcome], subject: str) -> bytes:
    """An EARL report in Turtle: one assertion a test. `subject` is the IRI of the software that was tested."""
    software = ox.NamedNode(subject)
    tester = ox.NamedNode("https://w3id.org/communique/tests/conformance")
    triples = [
        ox.Triple(software, _TYPE, ox.NamedNode(_EARL + "TestSubject")),
        ox.Triple(software, _TYPE, ox.NamedNode(_DOAP + "Project")),
        ox.Triple(tester, _TYPE, ox.NamedNode(_EARL + "Assertor")),
    ]
    for number, outcome in enumerate(outcomes):
        triples += _assertion(number, outcome, software, tester)
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def _assertion(number: int, outcome: Outcome, software: ox.NamedNode, tester: ox.NamedNode) -> list[ox.Triple]:
    node, result = ox.BlankNode(f"assertion{number}"), ox.BlankNode(f"result{number}")
    found = [
        ox.Triple(node, _TYPE, ox.NamedNode(_EARL + "Assertion")),
        ox.Triple(node, ox.NamedNode(_EARL + "assertedBy"), tester),
        ox.Triple(node, ox.NamedNode(_EARL + "subject"), software),
        ox.Triple(node, ox.NamedNode(_EARL + "test"), ox.NamedNode(outcome.case.iri)),
        ox.Triple(node, ox.NamedNode(_EARL + "mode"), ox.NamedNode(_EARL + "automatic")),
        ox.Triple(node, ox.NamedNode(_EARL + "result"), result),
        ox.Triple(result, _TYPE, ox.NamedNode(_EARL + "TestResult")),
        ox.Triple(result, ox.NamedNode(_EARL + "outcome"), ox.NamedNode(_EARL + _WORDS[outcome.verdict])),
    ]
    if outcome.reason:
        found.append(ox.Triple(result, ox.NamedNode(_DCT + "description"), ox.Literal(_short(outcome.reason))))
    return found


def _cell(outcomes: Sequence[Outcome]) -> str:
    counts = Counter(o.verdict for o in outcomes)
    if not outcomes:
        return ""
    tried = len(outcomes) - counts[Verdict.UNTESTED]
    cell = f"{counts[Verdict.PASSED]}/{tried}" if tried else "–"
    return f"{cell} ({len(outcomes) - tried} not tried)" if 0 < tried < len(outcomes) else cell


def _short(text: str) -> str:
    return text if len(text) <= 200 else text[:197] + "…"
