"""Checks within one document, of what a single record cannot show."""

from collections.abc import Collection, Sequence

from communique.mappings.records.issue import Issue, near
from communique.mappings.records.models import Change, Record


def _at(record: Record) -> str:
    return f"{record.source.file}:{record.source.line}"


def _issue(record: Record, message: str, hint: str = "") -> Issue:
    return Issue(record.source.file, record.source.line, message, hint)


def _ids(records: Sequence[Record], issues: list[Issue]) -> dict[str, Record]:
    """The records by their ids; an id that is given twice is an issue."""
    ids: dict[str, Record] = {}
    for record in records:
        key = record.source.id
        if key and ids.setdefault(key, record) is not record:
            issues.append(_issue(record, f"the id '{key}' is given twice: first in {_at(ids[key])}"))
    return ids


def _duplicates(records: Sequence[Record], issues: list[Issue]) -> None:
    seen: dict[Record, Record] = {}
    for record in records:
        first = seen.setdefault(record, record)
        if first is not record:
            issues.append(_issue(record, f"duplicate record: {_at(first)} says the same from the same passages"))


def _causes(records: Sequence[Record], ids: dict[str, Record], spoiled: Collection[str], issues: list[Issue]) -> None:
    changes = {key for key, record in ids.items() if isinstance(record, Change)}
    for record in records:
        cause = record.because if isinstance(record, Change) else None
        if cause and "/" not in cause and cause not in changes and cause not in spoiled:
            message = f"there is no change with the id '{cause}' in this document"
            issues.append(_issue(record, message, near(cause, changes)))


def check_records(
    records: Sequence[Record],
    issues: list[Issue],
    furniture: Collection[str] = (),
    whole: bool = True,
    spoiled: Collection[str] = (),
) -> None:
    """Report ids given twice, records that say the same, page furniture cited, and causes that are no change.

    Where not all records could be read (`whole` is False, or words are `spoiled`), a cause may be among the others.
    """
    ids = _ids(records, issues)
    _duplicates(records, issues)
    issues += [
        _issue(record, f"the passage '{name}' is page furniture: no claim may rest on it")
        for record in records
        for name in sorted(set(record.source.passages).intersection(furniture))
    ]
    if whole:
        _causes(records, ids, spoiled, issues)
