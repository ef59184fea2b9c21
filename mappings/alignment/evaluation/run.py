"""The evaluation as a whole: rules are measured, then trusted or not, then everything is counted once more and written.

Rules are measured on perturbed names and on parties taken out of the candidates (`RULE_SEEDS`), with the judged
mentions; the figures come from other cases (`FIGURE_SEEDS`) and from the judged mentions, with trusted rules only.
"""

import csv
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.mappings.alignment.evaluation.cases import Case, absent_cases, gold_cases, perturbed_cases
from communique.mappings.alignment.evaluation.measure import Tally, by_group, by_rule, matched, rank_of, verdict
from communique.mappings.alignment.evaluation.twins import Twins
from communique.mappings.alignment.matching.candidates import Candidate
from communique.mappings.alignment.matching.index import Index
from communique.mappings.alignment.matching.matcher import Match, Matcher
from communique.mappings.alignment.matching.rules import TRUSTED

RULE_SEEDS = tuple(range(11, 43))
FIGURE_SEED = 2026
ABSENT_SEEDS = tuple(range(77, 85))
PERTURBED = 1000
ABSENT_SHARE = 4
ENOUGH = 20
FOLDER = Path(__file__).parent
RULES = "rules.tsv"

Done = list[tuple[Case, Match]]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What an evaluation found: rules with their counts, those trusted, and the cases with their matches by set."""

    rules: dict[str, Tally]
    trusted: frozenset[str]
    sets: dict[str, Done]


def trusted_rules(rules: dict[str, Tally]) -> frozenset[str]:
    """The rules that have shown the precision asked for, on enough cases."""
    return frozenset(name for name, tally in rules.items() if tally.precision >= TRUSTED and tally.accepted >= ENOUGH)


def read_trusted(folder: Path = FOLDER) -> frozenset[str]:
    """The rules that the recorded evaluation trusts."""
    with (folder / RULES).open(encoding="utf-8", newline="") as lines:
        return frozenset(row["rule"] for row in csv.DictReader(lines, delimiter="\t") if row["trusted"] == "yes")


def _measured(candidates: Sequence[Candidate], gold: Sequence[Case], index: Index, told: Progress) -> Done:
    """All cases on which rules are measured, with every rule trusted."""
    told("measuring the rules on perturbed names")
    present = [case for seed in RULE_SEEDS for case in perturbed_cases(candidates, PERTURBED, seed)]
    done = matched(Matcher(index), [*present, *gold])
    told("measuring the rules on parties that are not there")
    for seed in ABSENT_SEEDS:
        absent, rest = absent_cases(candidates, len(present) // ABSENT_SHARE // len(ABSENT_SEEDS), seed)
        done += matched(Matcher(Index(rest)), absent)
    return done


def evaluate(candidates: Sequence[Candidate], gold_path: Path, told: Progress) -> Outcome:
    """Measure the rules, then count judged mentions, perturbed names and absent parties with the trusted ones."""
    gold = gold_cases(gold_path)
    index = Index(candidates)
    rules = by_rule(_measured(candidates, gold, index, told))
    trusted = trusted_rules(rules)
    matcher = Matcher(index, trusted)
    told("counting with the trusted rules")
    absent, rest = absent_cases(candidates, PERTURBED // ABSENT_SHARE, FIGURE_SEED)
    sets = {
        "gold": matched(matcher, gold),
        "perturbed": matched(matcher, perturbed_cases(candidates, PERTURBED, FIGURE_SEED, Twins(candidates))),
        "absent": matched(Matcher(Index(rest), trusted), absent),
    }
    return Outcome(rules, trusted, sets)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _rule_rows(outcome: Outcome) -> Iterable[Sequence[object]]:
    for name, tally in outcome.rules.items():
        trusted = "yes" if name in outcome.trusted else "no"
        yield name, tally.accepted, tally.right, f"{tally.precision:.4f}", trusted


def _figure_rows(outcome: Outcome) -> Iterable[Sequence[object]]:
    for name, done in outcome.sets.items():
        for group, tally in sorted(by_group(done).items()):
            counts = tally.cases, tally.answerable, tally.accepted, tally.right
            shares = tally.precision, tally.recall, tally.recall_at_5, tally.ceiling, tally.ceiling_at_5
            yield name, group, *counts, *(f"{share:.4f}" for share in shares), tally.dead


def _case_rows(done: Done) -> Iterable[Sequence[object]]:
    for case, match in done:
        query, chosen = case.query, match.chosen
        accepted = chosen.candidate.key if chosen and match.outcome == "accepted" else ""
        asked = case.name, query.names[0], query.country, query.year or "", " ".join(case.groups), case.answer
        yield *asked, verdict(case, match), accepted, rank_of(case, match) or "", match.rule, match.why


FIGURES = (
    *("set", "group", "cases", "answerable", "accepted", "right"),
    *("precision", "recall", "recall_at_5", "ceiling", "ceiling_at_5", "dead"),
)
CASES = ("case", "name", "country", "year", "groups", "answer", "verdict", "accepted", "rank", "rule", "why")


def write(outcome: Outcome, folder: Path) -> None:
    """Write the rules, the figures and every case into a folder."""
    _write(folder / RULES, ("rule", "accepted", "right", "precision", "trusted"), _rule_rows(outcome))
    _write(folder / "figures.tsv", FIGURES, _figure_rows(outcome))
    for name, done in outcome.sets.items():
        _write(folder / f"{name}.tsv", CASES, _case_rows(done))


def order_matters(matcher: Matcher, cases: Sequence[Case], seed: int) -> list[str]:
    """The cases whose decision changes when the others come in another order; there should be none."""
    before = {case.name: match for case, match in matched(matcher, cases)}
    mixed = list(cases)
    random.Random(seed).shuffle(mixed)
    return [case.name for case, match in matched(matcher, mixed) if match != before[case.name]]
