"""What is asked for the page of each kind of thing: its sections, in the order in which they are shown."""

from dataclasses import dataclass

from communique.service.pages.thing.sections import Section

AWAY = ", ".join(f"<{{base}}concept/role/{role}>" for role in ("absent", "declined-invitation", "refused-to-sign"))
PART = "?base cmq:participant|cmq:representing <@> ; cmq:role ?role"
TIED = "?base rdf:object <@> ; rdf:predicate ?how"
WHEN = "?base cmq:event/cmq:timeSpan/cmq:earliest ?order"
OWN_WHEN = "?base cmq:timeSpan/cmq:earliest ?order"
SUBJECT_WHEN = "?base rdf:subject/cmq:timeSpan/cmq:earliest ?order"


def about(name: str, predicate: str, style: str, order: str = "") -> Section:
    """The statements that tie other things to this one by a predicate."""
    pattern = f"?base rdf:object <@> ; rdf:predicate {predicate}"
    return Section(name, pattern, style, order, among=TIED, test=f"?how = {predicate}")


def _part(name: str, test: str, size: int) -> Section:
    """What it took part in, by its part there."""
    return Section(name, f"{PART} FILTER({test})", "meetings", WHEN, size, among=PART, test=test)


NAMES = Section("names", "?base cmq:named <@>", "names", OWN_WHEN, 20)
FACTS = Section("facts", "?base rdf:subject <@>", "facts", "", 60)
CAME = _part("came", f"?role NOT IN ({AWAY})", 20)
STAYED = _part("stayed", f"?role IN ({AWAY})", 12)
SENT = about("sent", "schema:sender", "messages", SUBJECT_WHEN)
RECEIVED = about("received", "cmq:addressee", "messages", SUBJECT_WHEN)
ISSUED = about("issued", "cmq:issuedBy", "messages", SUBJECT_WHEN)
SIGNED = about("signed", "cmq:signedBy", "messages", SUBJECT_WHEN)
BODIES = about("bodies", "org:unitOf", "subjects")
PEOPLE = Section("people", "?base a cmq:Posting ; org:organization <@>", "postings", OWN_WHEN)
POSTS = Section("posts", "?base a cmq:Posting ; org:member <@>", "postings", OWN_WHEN)
FIGURES = Section("figures", "?base cmq:about|cmq:within <@> ; cmq:measure ?measure", "figures", OWN_WHEN)
POSITIONS = Section("positions", "?base cmq:holder <@>", "positions", OWN_WHEN)
TOWARDS = Section("towards", "?base cmq:towards <@>", "positions", OWN_WHEN)
RELATIONS = Section("relations", "?base cmq:relates <@>", "relations", OWN_WHEN)
CHANGES = Section(
    "changes",
    "?base org:originalOrganization|org:resultingOrganization|cmq:affected|cmq:agent|cmq:because <@>",
    "changes",
    OWN_WHEN,
)
ASPECTS = Section("aspects", "?base cmq:aspect <@>", "participants")


def mentions(*shown: str) -> Section:
    """Whatever else is tied to this thing, but by the predicates that have sections of their own."""
    test = f"?how NOT IN ({', '.join(('schema:mentions', *shown))})"
    return Section("mentions", f"{TIED} FILTER({test})", "mentions", SUBJECT_WHEN, among=TIED, test=test)


MENTIONED = about("mentioned", "schema:mentions", "subjects")
ORGANIZATION = (CHANGES, RELATIONS, POSITIONS, TOWARDS, FIGURES)
ITSELF = Section("itself", "?any cmq:claims <@> BIND(<@> AS ?base)", "itself")
PARTICIPANTS = Section(
    "participants",
    "?base cmq:event <@> ; cmq:participant ?who",
    "participants",
    "?base cmq:ordinal ?order",
    60,
    counted="?base cmq:event <@> ; cmq:participant ?who ; cmq:role ?group",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind is shown.

    Its sections, the type that schema.org has for it ("" where it has none), and the properties that its page leads
    with, by local name.
    """

    sections: tuple[Section, ...]
    schema: str = ""
    lead: tuple[str, ...] = ()


EDITIONS = about("editions", "cmq:inSeries", "editions", SUBJECT_WHEN)
MESSAGES = about("messages", "cmq:occasion", "messages", SUBJECT_WHEN)
ADOPTED = about("adopted", "cmq:adoptedAt", "subjects")
TAKEN = Section("taken", "?base cmq:event <@> ; cmq:holder ?who", "positions")
HELD = about("held", "schema:location", "editions", SUBJECT_WHEN)
PARTIES = about("parties", "cmq:country", "subjects")
INSIDE = about("inside", "schema:containedInPlace", "subjects")
SERIES = about("series", "cmq:forum", "subjects")
BY_PASSAGE = "?claim prov:wasDerivedFrom/oa:hasSelector/oa:start ?order"
IN_DOCUMENT = Section("said", "?claim cmq:accordingTo <@> ; cmq:claims ?base", "said", BY_PASSAGE, 60)
IN_PASSAGE = Section("said", "?claim prov:wasDerivedFrom <@> ; cmq:claims ?base", "said", "", 60)
IN_CLAIM = Section("said", "<@> cmq:claims ?base", "said", "", 60)
AT = Section("at", "?base cmq:timeSpan <@> . ?claim cmq:claims ?base", "said")
DATED = Section("dated", TIED, "mentions")
PLACES = ("cmq:country", "schema:location", "schema:containedInPlace")
LETTERS = ("schema:sender", "cmq:addressee")
WRITING = (SENT, RECEIVED)
PARTAKING = (CAME, STAYED)


def _kind(schema: str, *sections: Section, tied: tuple[str, ...] = (), lead: tuple[str, ...] = ()) -> Kind:
    """A kind of curated things: what else is tied to it comes last; `tied` is shown by then."""
    return Kind((FACTS, *sections, mentions(*tied), MENTIONED), schema, lead)


_MEMBERS = (*LETTERS, "org:unitOf")
KINDS = {
    "party": _kind(
        "PoliticalParty",
        NAMES,
        *PARTAKING,
        *WRITING,
        BODIES,
        PEOPLE,
        *ORGANIZATION,
        tied=_MEMBERS,
        lead=("country", "description", "possiblySame"),
    ),
    "body": _kind(
        "Organization",
        NAMES,
        ISSUED,
        *WRITING,
        PEOPLE,
        *PARTAKING,
        BODIES,
        *ORGANIZATION,
        tied=("cmq:issuedBy", *_MEMBERS),
        lead=("unitOf", "description"),
    ),
    "organization": _kind(
        "Organization",
        NAMES,
        *PARTAKING,
        *WRITING,
        PEOPLE,
        BODIES,
        *ORGANIZATION,
        tied=_MEMBERS,
        lead=("type", "country", "location", "description"),
    ),
    "forum": _kind(
        "Organization",
        SERIES,
        CAME,
        PEOPLE,
        *ORGANIZATION,
        NAMES,
        tied=("cmq:forum",),
        lead=("description", "location"),
    ),
    "series": _kind(
        "EventSeries",
        EDITIONS,
        PARTICIPANTS,
        FIGURES,
        CHANGES,
        POSITIONS,
        RELATIONS,
        NAMES,
        tied=("cmq:inSeries",),
        lead=("description", "forum", "eventType", "frequency", "timeSpan", "location", "theme"),
    ),
    "event": _kind(
        "Event",
        PARTICIPANTS,
        FIGURES,
        MESSAGES,
        ADOPTED,
        TAKEN,
        TOWARDS,
        CHANGES,
        RELATIONS,
        NAMES,
        tied=("cmq:occasion", "cmq:adoptedAt"),
        lead=("timeSpan", "location", "country", "eventType", "inSeries", "ordinal", "theme", "congressOf"),
    ),
    "message": _kind(
        "Message",
        POSITIONS,
        TOWARDS,
        FIGURES,
        NAMES,
        lead=("sender", "issuedBy", "addressee", "occasion", "messageType", "timeSpan", "signedBy", "carriedIn"),
    ),
    "person": _kind(
        "Person",
        POSTS,
        *PARTAKING,
        SIGNED,
        *WRITING,
        POSITIONS,
        TOWARDS,
        RELATIONS,
        CHANGES,
        NAMES,
        tied=("cmq:signedBy", *LETTERS),
        lead=("description",),
    ),
    "place": _kind(
        "Place",
        HELD,
        PARTIES,
        INSIDE,
        FIGURES,
        TOWARDS,
        POSITIONS,
        RELATIONS,
        NAMES,
        tied=PLACES,
        lead=("type", "containedInPlace", "description"),
    ),
    "document": _kind(
        "CreativeWork",
        ASPECTS,
        POSITIONS,
        TOWARDS,
        FIGURES,
        RELATIONS,
        NAMES,
        lead=("type", "creator", "publisher", "published", "timeSpan", "adoptedAt", "isPartOf", "description"),
    ),
    "doc": Kind(
        (FACTS, IN_DOCUMENT, mentions()), "CreativeWork", ("creator", "publisher", "published", "publishedVia")
    ),
    "passage": Kind((IN_PASSAGE,)),
    "claim": Kind((IN_CLAIM,), "Claim"),
    "observation": Kind((ITSELF,), "Observation"),
    "span": Kind((FACTS, AT, DATED)),
    "run": Kind((FACTS,)),
}
SITUATION = Kind((ITSELF,))


def kind(name: str) -> Kind:
    """How a kind is shown; what has no page of its own is shown as a situation."""
    return KINDS.get(name, SITUATION)
