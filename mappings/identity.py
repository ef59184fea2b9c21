"""Identity: which things are different, and which may be the same, as statements that we infer from documents."""

from collections.abc import Iterator, Mapping

from communique.mappings.claims import Saying, claim
from communique.mappings.passages import passage_term
from communique.mappings.records.models import Passage
from communique.mappings.records.registry import Identity
from communique.mappings.runs import run_term
from communique.mappings.situations import Content
from communique.mappings.terms import Triple, term, thing

RUN = "registry"


def identity(record: Identity, passages: Mapping[str, Mapping[str, Passage]]) -> Iterator[Triple]:
    """The triple itself, both ways round, the rdf:Statement of it with the reason, and one claim on all its passages.

    `passages` are those of each document by name.
    """
    predicate = term("owl:differentFrom" if record.different else "cmq:possiblySame")
    subject, value = thing(record.pair[0]), thing(record.pair[1])
    content = Content()
    content.add("rdf:subject", subject)
    content.add("rdf:predicate", predicate)
    content.add("rdf:object", value)
    content.ours("dcterms:description", record.reason)
    mapped = content.mapped("statement", "rdf:Statement")
    places = [place.partition(":") for place in record.passages]
    documents = sorted({document for document, _, _ in places})
    saying = Saying(
        according_to=[thing(f"doc/{document}") for document in documents],
        passages=[passage_term(passages[document][name]) for document, _, name in places],
        modality="inferred",
        run=run_term(RUN),
        doubt=record.doubt,
    )
    yield subject, predicate, value
    yield value, predicate, subject
    yield from mapped.triples
    yield from claim(mapped.situation, saying)
