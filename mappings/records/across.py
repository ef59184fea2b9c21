"""Checks across all documents, on short summaries of them: what is referred to, what is used, what runs in a circle."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.mappings.records.document import Document
from communique.mappings.records.issue import Issue, near
from communique.mappings.records.mentions import Tie, mentions, tie
from communique.mappings.records.models import Passage
from communique.mappings.records.registry import Registry


@dataclass(frozen=True)
class Disagreement:
    """A record that says it disagrees with another, `document:id`."""

    target: str
    own: str | None
    file: str
    line: int


@dataclass(frozen=True)
class Summary:
    """Of one document, what the checks across documents need; small, for it travels between processes."""

    key: str
    file: str
    whole: bool
    original: tuple[str, str, int]
    """The SHA-256 of the original (empty where document.yaml is at fault), and where it is given."""
    passages: dict[str, Passage]
    cited: frozenset[str]
    furniture: frozenset[str]
    mentioned: frozenset[str]
    ids: frozenset[str]
    ties: tuple[Tie, ...]
    disagreements: tuple[Disagreement, ...]


def full_id(document: str, target: str) -> str:
    """An id as `document:id`, whichever way it was written."""
    return target if ":" in target else f"{document}:{target}"


def _disagreements(document: Document) -> Iterator[Disagreement]:
    for record in document.records:
        said = record.source
        own = full_id(document.key, said.id) if said.id else None
        for target in said.disagrees_with:
            yield Disagreement(full_id(document.key, target), own, said.file, said.line)


def summary(document: Document) -> Summary:
    """The summary of a document."""
    key, records = document.key, document.records
    ties = (tie(record) for record in records)
    return Summary(
        key=key,
        file=str(document.folder / "passages.yaml"),
        whole=document.whole,
        original=_original(document),
        passages=document.passages,
        cited=frozenset(name for record in records for name in record.source.passages) | document.spoiled,
        furniture=frozenset(document.about.furniture if document.about else ()),
        mentioned=frozenset(thing for record in records for thing in mentions(record)) | document.spoiled,
        ids=frozenset(
            full_id(key, name) for name in {record.source.id for record in records} | document.spoiled if name
        ),
        ties=tuple(_full(found, key) for found in ties if found),
        disagreements=tuple(_disagreements(document)),
    )


def _original(document: Document) -> tuple[str, str, int]:
    file = str(document.folder / "document.yaml")
    return (document.about.sha256, file, document.about.line("sha256")) if document.about else ("", file, 0)


def _full(found: Tie, document: str) -> Tie:
    """The ids of changes are those of their document; references to things are everybody's."""
    if found.relation != "because":
        return found
    return found._replace(start=full_id(document, found.start), end=full_id(document, found.end))


def _unknown_ids(summaries: list[Summary]) -> Iterator[Issue]:
    known = {key for summary in summaries for key in summary.ids}
    unread = {summary.key for summary in summaries if not summary.whole}
    for summary in summaries:
        for found in summary.disagreements:
            if found.target == found.own:
                yield Issue(found.file, found.line, f"the record '{found.target}' disagrees with itself")
            elif found.target not in known and found.target.split(":")[0] not in unread:
                message = f"there is no record with the id '{found.target}'"
                yield Issue(found.file, found.line, message, near(found.target, known))


def _twins(summaries: list[Summary]) -> Iterator[Issue]:
    """Documents that are one and the same file."""
    first: dict[str, str] = {}
    for summary in summaries:
        sha256, file, line = summary.original
        if sha256 and first.setdefault(sha256, summary.key) != summary.key:
            yield Issue(file, line, f"this is the same file as document {first[sha256]}: keep one of them")


def _identity_passages(registry: Registry, summaries: dict[str, Summary]) -> Iterator[Issue]:
    for identity in registry.identities:
        for place in identity.passages:
            document, _, name = place.partition(":")
            summary = summaries.get(document)
            if summary is None:
                hint = near(document, summaries)
                yield Issue(identity.file, identity.line, f"there is no document '{document}'", hint)
            elif name in summary.furniture:
                yield Issue(identity.file, identity.line, f"the passage '{place}' is page furniture")
            elif name not in summary.passages and summary.whole:
                hint = near(name, summary.passages)
                yield Issue(identity.file, identity.line, f"there is no passage '{name}' in document {document}", hint)


def _unused_passages(registry: Registry, summaries: list[Summary]) -> Iterator[Issue]:
    by_identity = {place for identity in registry.identities for place in identity.passages} | registry.spoiled
    for summary in summaries:
        if not summary.whole:
            continue
        for name, passage in summary.passages.items():
            used = name in summary.cited or name in summary.furniture or f"{summary.key}:{name}" in by_identity
            if not used:
                yield Issue(summary.file, passage.at, f"nobody uses the passage '{name}': cite it, or leave it out")


def _unmentioned(registry: Registry, summaries: list[Summary]) -> Iterator[Issue]:
    mentioned = {thing for summary in summaries for thing in summary.mentioned} | registry.spoiled
    mentioned |= {thing for identity in registry.identities for thing in identity.pair}
    for thing in registry.things.values():
        if thing.ref not in mentioned and not thing.replaced_by:
            yield Issue(thing.file, thing.line, f"no record mentions '{thing.ref}': record it, or leave it out")


def circles(ties: Iterable[Tie]) -> Iterator[tuple[Tie, ...]]:
    """The circles among the ties of one relation, each once, as the ties it consists of; in order of the input."""
    onward: dict[str, list[Tie]] = {}
    for found in ties:
        onward.setdefault(found.start, []).append(found)
    done: set[str] = set()
    for root in onward:
        path: list[Tie] = []
        places = {root: 0}
        waiting = [iter(onward[root] if root not in done else ())]
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                done.add(path[-1].end if path else root)
                if path:
                    del places[path.pop().end]
            elif step.end in places:
                yield (*path[places[step.end] :], step)
            elif step.end not in done:
                path.append(step)
                places[step.end] = len(path)
                waiting.append(iter(onward.get(step.end, ())))


def _circles(registry: Registry, summaries: list[Summary]) -> Iterator[Issue]:
    ties = [found for summary in summaries for found in summary.ties]
    ties += [
        Tie("replaced_by", thing.ref, thing.replaced_by, thing.file, thing.line)
        for thing in registry.things.values()
        if thing.replaced_by
    ]
    for relation in sorted({found.relation for found in ties}):
        for circle in circles(found for found in ties if found.relation == relation):
            chain = " → ".join([circle[0].start, *(found.end for found in circle)])
            yield Issue(circle[-1].file, circle[-1].line, f"'{relation}' runs in a circle: {chain}")


def check_across(registry: Registry, summaries: list[Summary]) -> list[Issue]:
    """The faults that show only in all documents together.

    Where a file could not be read to its end, what nobody mentions may be mentioned there, and is not reported.
    """
    by_key = {summary.key: summary for summary in summaries}
    issues = [
        *_twins(summaries),
        *_unknown_ids(summaries),
        *_identity_passages(registry, by_key),
        *_circles(registry, summaries),
    ]
    if registry.whole:
        issues += _unused_passages(registry, summaries)
    if registry.whole and all(summary.whole for summary in summaries):
        issues += _unmentioned(registry, summaries)
    return issues
