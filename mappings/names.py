"""Names: what a source calls a thing."""

from communique.mappings.records.models import Name
from communique.mappings.situations import Content, Mapped, Offer
from communique.mappings.terms import concept_term, string, term, thing, words

ALTERNATIVE = frozenset({"name", "variant", "short-name", "abbreviation", "former-name"})
HIDDEN = frozenset({"misprint"})


def name(record: Name) -> Mapped:
    """A cmq:Naming; a real name is offered as skos:altLabel, a misprint as skos:hiddenLabel, the rest not at all."""
    content = Content()
    content.thing("cmq:named", record.named)
    content.printed(record.printed)
    content.add("cmq:nameType", concept_term("name-type", record.name_type))
    content.add("dcterms:language", string(record.language))
    return content.mapped("naming", "cmq:Naming", _offers(record))


def _offers(record: Name) -> list[Offer]:
    if record.name_type in ALTERNATIVE:
        predicate = term("skos:altLabel")
    elif record.name_type in HIDDEN:
        predicate = term("skos:hiddenLabel")
    else:
        return []
    label = words(record.printed, record.language)
    return [Offer((thing(record.named), predicate, label), record.named.split("/")[0])]
