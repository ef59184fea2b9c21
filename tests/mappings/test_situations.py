"""Each kind of record as a situation: its triples, its key, and what it offers to the direct layer."""

from dataclasses import replace

import pytest

from communique.iris import expand
from communique.mappings.changes import change, in_order
from communique.mappings.facts import fact
from communique.mappings.names import name
from communique.mappings.observations import observation
from communique.mappings.participations import participation
from communique.mappings.positions import position
from communique.mappings.postings import posting
from communique.mappings.records.models import (
    Change,
    Fact,
    Name,
    Observation,
    Participation,
    Position,
    Posting,
    Relation,
    Source,
)
from communique.mappings.relations import relation
from communique.mappings.situations import Mapped

SOURCE = Source(("l1",), "reported")


def said(mapped: Mapped) -> set[str]:
    """The situation's own triples as `predicate object`, with names cut to their last part."""
    return {
        f"{cut(predicate)} {cut(value)}" for subject, predicate, value in mapped.triples if subject == mapped.situation
    }


def cut(term: str) -> str:
    if not term.startswith("<"):
        return term.partition("^^")[0]
    path = term[1:-1]
    return path.rsplit("#", 1)[-1] if "#" in path else "/".join(path.split("/")[-2:]).removeprefix("ont/")


def offered(mapped: Mapped) -> set[str]:
    triples = {triple for offer in mapped.offers for triple in (offer.triple, *offer.also)}
    return {" ".join(map(cut, triple)) for triple in triples}


def test_a_name() -> None:
    record = Name(SOURCE, "party/a-b", "The AB", "variant", "de")
    mapped = name(record)
    assert said(mapped) == {
        "type Naming",
        "named party/a-b",
        'asPrinted "The AB"',
        "nameType name-type/variant",
        'terms/language "de"',
    }
    assert offered(mapped) == {'party/a-b altLabel "The AB"@de'}
    assert offered(name(replace(record, name_type="misprint"))) == {'party/a-b hiddenLabel "The AB"@de'}
    assert offered(name(replace(record, name_type="description"))) == set()


def test_a_participation() -> None:
    record = Participation(
        SOURCE, "event/e", "person/p", "hosted", ("document/d",), "ill", 3, "party/a-b", "2019", "P. of AB"
    )
    mapped = participation(record)
    assert said(mapped) == {
        "type Participation",
        "event event/e",
        "participant person/p",
        "role role/hosted",
        "aspect document/d",
        'reason "ill"@en',
        'ordinal "3"',
        "representing party/a-b",
        "timeSpan span/2019",
        'asPrinted "P. of AB"',
    }
    assert offered(mapped) == {"event/e host person/p", "event/e schema.org/attendee person/p"}


@pytest.mark.parametrize(
    ("role", "offers"), [("attended", 1), ("absent", 0), ("invited", 0), ("signed", 0), ("hosted", 2)]
)
def test_only_who_was_there_is_an_attendee(role: str, offers: int) -> None:
    assert len(participation(Participation(SOURCE, "event/e", "party/a", role)).offers) == offers


def test_an_observation() -> None:
    record = Observation(
        SOURCE,
        "event/e",
        "parties",
        "40",
        "more-than",
        "50.5",
        "invited",
        "2019",
        "place/p",
        ("party/a",),
        "More than 40",
    )
    assert said(observation(record)) == {
        "type Observation",
        "about event/e",
        "measure measure/parties",
        'value "40"',
        "comparator comparator/more-than",
        'outOf "50.5"',
        "role role/invited",
        "timeSpan span/2019",
        "within place/p",
        "aspect party/a",
        'asPrinted "More than 40"',
    }


def test_a_position() -> None:
    record = Position(
        SOURCE, "party/a", "supported", "peace", "party/b", "event/e", "2019", 2, "Our words.", "its words"
    )
    assert said(position(record)) == {
        "type Position",
        "holder party/a",
        "positionType position-type/supported",
        "topic topic/peace",
        "towards party/b",
        "event event/e",
        "timeSpan span/2019",
        'ordinal "2"',
        'terms/description "Our words."@en',
        'asPrinted "its words"',
    }


def test_a_relation() -> None:
    record = Relation(SOURCE, ("party/a", "party/b"), "solidarity", "2019", ("document/d",), "Our words.", "its words")
    assert said(relation(record)) == {
        "type Relation",
        "relates party/a",
        "relates party/b",
        "relationType relation-type/solidarity",
        "timeSpan span/2019",
        "aspect document/d",
        'terms/description "Our words."@en',
        'asPrinted "its words"',
    }


def test_a_change_and_its_cause() -> None:
    first = Change(replace(SOURCE, id="end"), "dissolution", original=("party/a",), because="event/e", time="1951")
    then = Change(SOURCE, "foundation", (), ("party/b",), ("series/s",), ("party/c",), "end", None, "its words")
    assert in_order([then, first]) == [first, then]
    cause = change(first, {})
    assert said(cause) == {
        "type ChangeEvent",
        "changeType change-type/dissolution",
        "originalOrganization party/a",
        "because event/e",
        "timeSpan span/1951",
    }
    assert said(change(then, {"end": cause.situation})) == {
        "type ChangeEvent",
        "changeType change-type/foundation",
        "resultingOrganization party/b",
        "affected series/s",
        "agent party/c",
        f"because {cut(cause.situation)}",
        'asPrinted "its words"',
    }


def test_causes_in_a_circle_cannot_be_put_in_order() -> None:
    one = Change(replace(SOURCE, id="a"), "split", original=("party/a",), because="b")
    other = Change(replace(SOURCE, id="b"), "split", original=("party/b",), because="a")
    with pytest.raises(ValueError, match="cycle"):
        in_order([one, other])


def test_a_posting() -> None:
    mapped = posting(Posting(SOURCE, "person/p", "body/b", "Secretary", "2019"))
    assert said(mapped) == {
        "type Posting",
        "member person/p",
        "organization body/b",
        'asPrinted "Secretary"',
        "timeSpan span/2019",
    }
    assert offered(mapped) == {"person/p memberOf body/b"}


@pytest.mark.parametrize(
    ("about", "key", "value", "predicate", "expected"),
    [
        ("event/e", "location", "place/p", "schema:location", "place/p"),
        ("event/e", "eventType", "festival", "cmq:eventType", "event-type/festival"),
        ("event/e", "ordinal", "2", "cmq:ordinal", '"2"'),
        ("event/e", "theme", "One “seed”", "cmq:theme", '"One “seed”"@en'),
        ("place/p", "type", "city", "dcterms:type", "place-type/city"),
        ("doc/000", "type", "article", "dcterms:type", "document-type/article"),
        ("body/b", "unitOf", "party/a", "org:unitOf", "party/a"),
    ],
)
def test_a_fact(about: str, key: str, value: str, predicate: str, expected: str) -> None:
    mapped = fact(Fact(SOURCE, about, key, value, "en", "as printed"))
    assert said(mapped) == {
        "type Statement",
        f"subject {about}",
        f"predicate {cut('<' + expand(predicate) + '>')}",
        f"object {expected}",
        'asPrinted "as printed"',
    }
    assert offered(mapped) == {f"{about} {cut('<' + expand(predicate) + '>')} {expected}"}


def test_stated_days_of_an_event_are_offered_as_its_start_and_end() -> None:
    def offers(about: str, value: str) -> set[str]:
        return offered(fact(Fact(SOURCE, about, "timeSpan", value, "en")))

    assert offers("event/e", "2019-05-03/2019-05-05") == {
        "event/e timeSpan span/2019-05-03--2019-05-05",
        'event/e schema.org/startDate "2019-05-03"',
        'event/e schema.org/endDate "2019-05-05"',
    }
    assert len(offers("event/e", "2019-05~")) == len(offers("message/m", "2019-05-03")) == 1


def test_the_same_record_has_the_same_key_whoever_says_it() -> None:
    record = Relation(SOURCE, ("party/a", "party/b"), "solidarity")
    turned = replace(record, source=Source(("l9",), "denied"), relates=("party/b", "party/a"))
    assert relation(record).situation == relation(turned).situation
    assert relation(record).situation != relation(replace(record, printed="x")).situation
