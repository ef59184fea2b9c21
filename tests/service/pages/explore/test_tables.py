"""The tables of the views, made of appearances that are written out here."""

from communique.service.pages.explore import facets, tables
from communique.service.pages.explore.appearances import Appearance, Named
from communique.service.pages.explore.choices import Choices

BASE = "https://w3id.org/communique/"
RED, BLUE, GREY = (Named(f"{BASE}id/party/xx-{name}", f"{name.title()} Party") for name in ("red", "blue", "grey"))
MEETING = Named(f"{BASE}id/event/1957-meeting", "Meeting")
LETTER = Named(f"{BASE}id/message/1960-letter", "Letter")
HERE, THERE = Named(f"{BASE}id/place/xx", "Here"), Named(f"{BASE}id/place/yy", "There")
DOCUMENT = Named(f"{BASE}id/doc/000", "A report")


def at(
    who: Named | None, what: Named | None, role: str, home: Named | None = HERE, day: str = "1957-11-16"
) -> Appearance:
    iri = role if role.startswith("http") else f"{BASE}concept/role/{role}" if role else ""
    where = THERE if what == MEETING else None
    return Appearance(
        who, home if who else None, what, f"{BASE}concept/event-type/meeting", iri, day, day, where, DOCUMENT
    )


FOUND = [
    at(RED, MEETING, "hosted"),
    at(RED, MEETING, "attended"),
    at(BLUE, MEETING, "attended"),
    at(GREY, MEETING, "declined-invitation"),
    at(RED, LETTER, "https://schema.org/sender", day=""),
    at(BLUE, LETTER, f"{BASE}ont/addressee", day=""),
    at(None, MEETING, ""),
    at(GREY, None, "", day=""),
]


def called(iri: str) -> Named:
    return Named(iri, iri.rpartition("/")[2])


def test_the_timeline_has_each_event_once_and_what_has_no_date_last() -> None:
    rows = tables.timeline(FOUND, called).rows
    assert [row[0] for row in rows] == [MEETING, LETTER]
    assert rows[0][1:3] == ["1957-11-16", "1957-11-16"]
    assert rows[0][5] == 3  # parties, those who declined among them
    assert rows[1][1] == ""


def test_the_map_counts_parties_events_and_messages_by_country() -> None:
    rows = tables.world(FOUND, called).rows
    assert rows == [[HERE, 3, 0, 1, 4], [THERE, 0, 1, 0, 1]]


def test_who_declined_met_nobody_and_a_letter_has_a_direction() -> None:
    rows = tables.network(FOUND, called).rows
    assert rows == [[RED, tables.Word("wrote"), BLUE, 1], [BLUE, tables.Word("met"), RED, 1]]


def test_the_matrix_has_each_role_and_no_message() -> None:
    rows = tables.matrix(FOUND, called).rows
    assert [(row[0], row[2].name) for row in rows if isinstance(row[2], Named)] == [
        (BLUE, "attended"),
        (GREY, "declined-invitation"),
        (RED, "attended"),
        (RED, "hosted"),
    ]


def test_facets_count_things_and_lead_there_and_back() -> None:
    def say(key: str, **_: object) -> str:
        return key

    offered = {group.name: group for group in facets.groups(FOUND, Choices(), "/explore/map", {}, say)}
    assert [(item.text, item.count, item.address) for item in offered["explore-decade"].items] == [
        ("1950–1959", 1, "/explore/map?decade=1950")
    ]
    roles = {item.text: item.address for item in offered["explore-role"].items}
    assert roles["explore-correspondence"] == "/explore/map?role=correspondence"
    chosen = facets.groups(FOUND, Choices(decade="1950", country="xx"), "/explore/map", {}, say)
    decade = next(group for group in chosen if group.name == "explore-decade")
    assert decade.open and [(item.chosen, item.address) for item in decade.items] == [(True, "/explore/map?country=xx")]


def test_a_time_of_many_years_is_in_each_of_their_decades() -> None:
    long = Appearance(None, None, MEETING, "", "", "1948-05-01", "1961-01-01", None, DOCUMENT)
    assert list(facets.decades(long)) == ["1940", "1950", "1960"]
