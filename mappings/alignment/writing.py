"""Writing decisions into the alignment's files: sorted, with all else as it was, and never half a file."""

from collections.abc import Callable, Iterable
from pathlib import Path

from communique.mappings.alignment.rows import NOTHING, OPTIONAL, REQUIRED, SUFFIX, Row

SLOTS: dict[str, Callable[[Row], str]] = {
    "subject_id": lambda row: row.subject.replace("/", ":", 1),
    "subject_label": lambda row: row.subject_label,
    "predicate_id": lambda row: row.predicate,
    "predicate_modifier": lambda row: "Not" if row.negated else "",
    "object_id": lambda row: row.object,
    "object_label": lambda row: row.object_label,
    "mapping_justification": lambda row: row.justification,
    "author_label": lambda row: row.author,
    "reviewer_label": lambda row: row.reviewer,
    "object_source_version": lambda row: row.version,
    "mapping_date": lambda row: row.date,
    "confidence": lambda row: row.confidence,
    "see_also": lambda row: "|".join(row.see_also),
    "comment": lambda row: row.comment,
    "mapping_tool": lambda row: row.tool,
    "mapping_tool_version": lambda row: row.tool_version,
    "curation_rule_text": lambda row: row.rule,
    "similarity_score": lambda row: row.score,
}


def _order(row: Row) -> tuple[str, bool, bool, str, int]:
    """By thing; what it is before what it is not; items by number."""
    number = int(row.object.rpartition("Q")[2]) if row.found else 0
    return row.subject, row.negated, row.object == NOTHING, row.predicate, number


def _line(row: Row, columns: Iterable[str]) -> str:
    return "\t".join(" ".join(SLOTS[column](row).split()) for column in columns) + "\n"


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Replace the rows of a file, keeping its header; columns that no row fills are left out. One rename at the end."""
    kept = sorted(rows, key=_order)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    header = [line for line in lines if line.startswith("#")]
    columns = [*REQUIRED, *(column for column in OPTIONAL if any(SLOTS[column](row) for row in kept))]
    text = "".join([*header, "\t".join(columns) + "\n", *(_line(row, columns) for row in kept)])
    beside = path.with_suffix(".part")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


def file_of(folder: Path, subject: str) -> Path:
    """The file that holds the decisions on a thing."""
    return folder / f"{subject.partition('/')[0]}{SUFFIX}"
