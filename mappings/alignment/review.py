"""A curator's walk through a review file: what is open, what was decided, and undo; a journal makes it resumable.

Nothing here reads a terminal or a clock. The state is the journal replayed: a decision adds to it, `undo` takes the
last one back, so a walk that was broken off goes on where it stopped.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from communique.mappings.alignment.proposals import REVIEW
from communique.mappings.alignment.rows import EXACT, NOTHING, Row
from communique.mappings.records.issue import Issue

JOURNAL = ("key", "action", "item", "reason")
UNDO = "undo"
PREDICATES = {
    "exact": EXACT,
    "close": "skos:closeMatch",
    "related": "skos:relatedMatch",
    "broad": "skos:broadMatch",
    "narrow": "skos:narrowMatch",
}
ACTIONS = (*PREDICATES, "not", "nothing", "skip")
CONFIDENCE = {"exact": "0.95", "not": "0.95", "nothing": "0.90"}
OTHERWISE = "0.80"
ABOUT_ITEM = ("not", *PREDICATES)


@dataclass(frozen=True, slots=True)
class Open:
    """A thing to be decided: what is asked, and its candidates as rows of the review file."""

    key: str
    name: str
    country: str
    year: str
    why: str
    candidates: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a curator decided of a thing: an action, the item it is about (none for `nothing` and `skip`), and why."""

    key: str
    action: str
    item: str = ""
    reason: str = ""


def read_review(path: Path) -> tuple[list[Open], list[Issue]]:
    """What a review file leaves open, in its order, and its faults."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="\t")
        missing = [column for column in REVIEW if column not in (reader.fieldnames or ())]
        if missing:
            return [], [Issue(str(path), 1, f"not a review file: it lacks the columns {', '.join(missing)}")]
        rows = list(reader)
    grouped: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        grouped.setdefault(row["key"], []).append(row)
    found = []
    for key, group in grouped.items():
        first = group[0]
        candidates = tuple(row for row in group if row["item"])
        found.append(Open(key, first["name"], first["country"], first["year"], first["why"], candidates))
    return found, []


@dataclass(slots=True)
class Walk:
    """A walk through open things; the journal file is written at every step."""

    journal: Path
    open: tuple[Open, ...]
    steps: list[Decision] = field(default_factory=list)

    @classmethod
    def resume(cls, journal: Path, things: Iterable[Open]) -> "Walk":
        """Start, or go on where the journal ends. Raises ValueError where the journal holds something else."""
        walk = cls(journal, tuple(things))
        if journal.is_file():
            with journal.open(encoding="utf-8", newline="") as lines:
                for line, row in enumerate(csv.DictReader(lines, delimiter="\t"), 2):
                    walk._replay(row, line)
        return walk

    def _replay(self, row: Mapping[str, str], line: int) -> None:
        if row.get("action") == UNDO and self.steps:
            self.steps.pop()
        elif row.get("action") in ACTIONS:
            self.steps.append(Decision(row["key"], row["action"], row["item"], row["reason"]))
        else:
            raise ValueError(f"{self.journal}:{line}: '{row.get('action')}' is no step of a walk")

    def _write(self, decision: Decision) -> None:
        new = not self.journal.exists()
        with self.journal.open("a", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, delimiter="\t", lineterminator="\n")
            if new:
                writer.writerow(JOURNAL)
            writer.writerow((decision.key, decision.action, decision.item, " ".join(decision.reason.split())))

    def decide(self, decision: Decision) -> None:
        """Take a decision. Raises ValueError for an unknown action, or one that lacks its item."""
        if decision.action not in ACTIONS or (decision.action in ABOUT_ITEM) != bool(decision.item):
            raise ValueError(f"'{decision.action}' with the item '{decision.item}' is no decision")
        self._write(decision)
        self.steps.append(decision)

    def undo(self) -> Decision | None:
        """Take the last decision back and return it; None where there is none."""
        if not self.steps:
            return None
        last = self.steps.pop()
        self._write(Decision(last.key, UNDO))
        return last

    @property
    def next(self) -> Open | None:
        """The first thing that has no decision yet; a denial leaves its thing open."""
        done = {step.key for step in self.steps if step.action != "not"}
        return next((thing for thing in self.open if thing.key not in done), None)

    def denied(self, key: str) -> frozenset[str]:
        """The items denied of a thing."""
        return frozenset(step.item for step in self.steps if step.key == key and step.action == "not")

    @property
    def left(self) -> int:
        """How many things are still open."""
        done = {step.key for step in self.steps if step.action != "not"}
        return sum(thing.key not in done for thing in self.open)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, on which day, and from which version of the candidates."""

    reviewer: str
    day: str
    version: str


def row_of(decision: Decision, thing: Open, label: str, by: Signature) -> Row:
    """The row of a decision. Raises ValueError for `skip`, which decides nothing."""
    if decision.action == "skip":
        raise ValueError("what is skipped is not decided")
    labels = {candidate["item"]: candidate["label"] for candidate in thing.candidates}
    found = decision.action in ABOUT_ITEM
    return Row(
        subject=decision.key,
        subject_label=label,
        predicate=PREDICATES.get(decision.action, EXACT),
        negated=decision.action == "not",
        object=f"wikidata:{decision.item}" if found else NOTHING,
        object_label=labels.get(decision.item, "") if found else "",
        justification="semapv:ManualMappingCuration",
        author=by.reviewer,
        reviewer=by.reviewer,
        version=by.version if found else "",
        date=by.day,
        confidence=CONFIDENCE.get(decision.action, OTHERWISE),
        see_also=(f"https://www.wikidata.org/wiki/{decision.item}",) if found else (),
        comment=decision.reason or (thing.why if found else f"Nothing found in {by.version}: {thing.why}."),
    )


def rows_of(walk: Walk, labels: Mapping[str, str], by: Signature) -> list[Row]:
    """The rows of all decisions on things that have a label in the registry."""
    things = {thing.key: thing for thing in walk.open}
    return [
        row_of(step, things[step.key], labels[step.key], by)
        for step in walk.steps
        if step.action != "skip" and step.key in labels and step.key in things
    ]
