"""One document as a whole: its records, passages and run become triples, and what the direct layer needs of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from communique.mappings.changes import change, in_order
from communique.mappings.claims import Saying, claim, stands
from communique.mappings.direct import Claimed
from communique.mappings.facts import fact
from communique.mappings.names import name
from communique.mappings.observations import observation
from communique.mappings.participations import participation
from communique.mappings.passages import passage, passage_term
from communique.mappings.positions import position
from communique.mappings.postings import posting
from communique.mappings.records.across import full_id
from communique.mappings.records.document import Document
from communique.mappings.records.models import (
    Change,
    Fact,
    Name,
    Observation,
    Participation,
    Position,
    Posting,
    Record,
    Relation,
)
from communique.mappings.relations import relation
from communique.mappings.runs import document_run, run_term
from communique.mappings.situations import Mapped
from communique.mappings.terms import Term, Triple, thing
from communique.mappings.things import labelled_document, source_document

MAPPINGS: dict[type, Callable[..., Mapped]] = {
    Name: name,
    Fact: fact,
    Participation: participation,
    Observation: observation,
    Position: position,
    Relation: relation,
    Posting: posting,
}


@dataclass
class MappedDocument:
    """What a document becomes: triples of its own graph, of the registry and of the metadata, and its claims."""

    key: str
    own: set[Triple] = field(default_factory=set)
    registry: set[Triple] = field(default_factory=set)
    metadata: set[Triple] = field(default_factory=set)
    claimed: list[Claimed] = field(default_factory=list)
    ids: dict[str, Term] = field(default_factory=dict)
    disagreements: list[tuple[Term, str]] = field(default_factory=list)
    origins: dict[str, tuple[str, int]] = field(default_factory=dict)
    """For each situation, by its IRI, the file and line of a record that says it."""
    claims: int = 0


def _in_order(records: Iterable[Record]) -> list[Record]:
    """Records as they come, changes last and each after its cause."""
    others = [record for record in records if not isinstance(record, Change)]
    return [*others, *in_order([record for record in records if isinstance(record, Change)])]


def _add(record: Record, document: Document, result: MappedDocument, causes: dict[str, Term]) -> None:
    said = record.source
    mapped = change(record, causes) if isinstance(record, Change) else MAPPINGS[type(record)](record)
    agents = [thing(f"doc/{document.key}"), *(thing(agent) for agent in said.according_to)]
    places = [passage_term(document.passages[place]) for place in said.passages]
    saying = Saying(agents, places, said.modality, run_term(document.key), said.doubt, said.note)
    result.own.update(mapped.triples)
    result.own.update(claim(mapped.situation, saying))
    result.origins.setdefault(mapped.situation[1:-1], (said.file, said.line))
    result.claims += 1
    spoken, standing = stands(said.modality, None), stands(said.modality, said.doubt)
    result.claimed += [Claimed(mapped.situation, offer, spoken, standing) for offer in mapped.offers]
    if said.id:
        causes[said.id] = mapped.situation
        result.ids[full_id(document.key, said.id)] = mapped.situation
    result.disagreements += [(mapped.situation, full_id(document.key, other)) for other in said.disagrees_with]


def map_document(document: Document) -> MappedDocument:
    """Everything a document says, as triples; a document that has issues must not come here."""
    about = document.about
    if about is None:
        raise ValueError(f"the document {document.key} has issues and cannot be mapped")
    result = MappedDocument(document.key)
    causes: dict[str, Term] = {}
    for record in _in_order(document.records):
        _add(record, document, result, causes)
    for place in document.passages.values():
        if place.name not in about.furniture:
            result.own.update(passage(place))
    result.own.update(source_document(document.key, about))
    result.registry.update(labelled_document(document.key, about))
    result.metadata.update(document_run(document.key, document.files))
    return result
