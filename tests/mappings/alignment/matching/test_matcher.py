"""What the baseline's errors taught, each as a test; and that nothing but the query and the candidates counts."""

import pytest

from communique.mappings.alignment.matching.candidates import Span
from communique.mappings.alignment.matching.countries import countries
from communique.mappings.alignment.matching.features import Lifespan, Query
from communique.mappings.alignment.matching.index import Index
from communique.mappings.alignment.matching.matcher import CHOSEN, Match, Matcher, Outcome
from communique.tests.mappings.alignment.parties import PARTIES, matcher, party


def match(name: str, country: str = "", year: int | None = None, **more: str) -> Match:
    return matcher().match(Query((name,), country, year, **more))  # type: ignore[arg-type]


def accepted(found: Match) -> str:
    return found.chosen.candidate.key if found.outcome is Outcome.ACCEPTED and found.chosen else ""


@pytest.mark.parametrize(
    ("name", "country", "key"),
    [
        ("Communist Party of Greece", "gr", "Q8"), ("Greek Communist Party", "gr", "Q8"),
        ("Κομμουνιστικό Κόμμα Ελλάδας", "gr", "Q8"), ("Kommounistiko Komma Elladas", "gr", "Q8"),
        ("Комунистическа партия на България", "bg", "Q7"), ("Komunisticheska Partija na Bulgarija", "bg", "Q7"),
        ("中国共产党", "cn", "Q11"), ("Zhongguo Gongchandang", "cn", "Q11"), ("Partido Comunista Chino", "cn", "Q11"),
        ("الحزب الشيوعي السوري", "sy", "Q12"), ("Hizb al-Shuyu'i al-Suri", "sy", "Q12"),
        ("Communist Prty of Grece", "gr", "Q8"), ("League of Communists of Yugoslavia", "yu", "Q19"),
    ],
)  # fmt: skip
def test_every_script_and_spelling(name: str, country: str, key: str) -> None:
    assert accepted(match(name, country, 1950 if country == "yu" else 2000)) == key


@pytest.mark.parametrize("name", ["Communsit Party of Greece", "Communist Patry of Greece", "Commnist Party of Greece"])
def test_a_slip_agrees_but_for_the_spelling(name: str) -> None:
    found = match(name, "gr", 2000)
    assert accepted(found) == "Q8"
    assert found.rule == "spelling/country+year"


def test_a_slip_never_makes_another_word_of_the_same_beginning() -> None:
    """`liberl` begins as words of freedom do: what nobody writes is read as the word that it is a slip for."""
    known = [party("Q201", "gr", "1990-", "Freedom Party"), party("Q202", "gr", "1990-", "Liberal Party")]
    found = matcher(*known).match(Query(("Liberl Party",), "gr", 2000))
    assert found.features[0].candidate.key == "Q202"
    assert accepted(found) in ("", "Q202")


def test_another_form_of_a_word_is_no_slip() -> None:
    """A Communist Party is not the Party of Communists of the same country."""
    known = [party("Q211", "gr", "1990-", "Party of Communists"), party("Q212", "gr", "1990-", "Green Party")]
    assert accepted(matcher(*known).match(Query(("Party of Communist",), "gr", 2000))) == ""


def test_time_decides() -> None:
    found = match("Communist Party of Germany", "de", 2017)
    assert accepted(found) == ""
    assert (found.features[0].candidate.key, found.features[0].lifespan) == ("Q1", Lifespan.ENDED)
    assert accepted(match("Communist Party of Germany", "de", 1930)) == "Q1"


def test_without_a_year_the_dead_bearer_of_a_common_name_is_left_to_people() -> None:
    query = Query(("Communist Party of Germany",), "de")
    crowd = [
        party(f"Q{100 + at}", code, "1990-", "Communist Party") for at, code in enumerate(sorted(countries())[:60])
    ]
    assert accepted(matcher(*(one for one in crowd if one.countries != {"de"})).match(query)) == ""


def test_without_a_year_the_party_of_a_state_that_is_gone_is_left_to_people() -> None:
    assert accepted(match("Communist Party of the Soviet Union", "ru", 1957)) == "Q10"
    assert accepted(match("Communist Party of the Soviet Union", "ru")) == ""


def test_false_friends_are_left_to_people() -> None:
    found = match("Brazilian Labor Party", "br", 1990)
    assert accepted(found) == ""
    assert {features.candidate.key for features in found.features[:5]} >= {"Q3", "Q4"}


def test_near_names_are_rivals_only_where_translators_take_one_for_the_other() -> None:
    """The country has a League and a Union of Olives: nobody calls the one the other, as a labour party is workers'."""
    known = [party("Q221", "gr", "1990-", "League of Olives"), party("Q222", "gr", "1990-", "Union of Olives")]
    assert accepted(matcher(*known).match(Query(("Olives League",), "gr", 2000))) == "Q221"
    assert accepted(matcher(*known).match(Query(("Olives League",), "", 2000))) == ""
    twins = [party("Q223", "gr", "1990-", "Workers' Party"), party("Q224", "gr", "1990-", "Party of Labour")]
    assert accepted(matcher(*twins).match(Query(("Party of the Workers",), "gr", 2000))) == ""


def test_labour_is_workers_where_nobody_else_lives() -> None:
    assert accepted(match("Party of Labor of Belgium", "be", 1992)) == "Q5"


def test_an_acronym_never_makes_a_match() -> None:
    assert accepted(match("PTB", "be", 1992)) == ""
    assert accepted(match("CPI", "in", 2017)) == ""


def test_a_wrong_acronym_does_not_break_a_match() -> None:
    assert accepted(match("Portuguese Communist Party (CCP)", "pt", 2006)) == "Q16"


def test_an_acronym_of_another_party_sinks_a_match() -> None:
    found = match("Communist Party of India (CPI(M))", "in", 2017)
    assert accepted(found) == ""
    assert found.why == "the acronym is another candidate's"


def test_an_acronym_lifts_one_of_two() -> None:
    twin = party("Q90", "pt", "1970-", "Portuguese Communist Party", short="PCP-ML")
    assert accepted(matcher(twin).match(Query(("Portuguese Communist Party",), "pt", 2006))) == ""
    assert accepted(matcher(twin).match(Query(("Portuguese Communist Party (PCP)",), "pt", 2006))) == "Q16"


def test_communists_and_a_communist_party_are_two() -> None:
    assert accepted(match("Party of Bulgarian Communists", "bg", 2017)) == ""


def test_one_list_one_item_each() -> None:
    names = ("Communist Party of Bulgaria", "Comunst Party of Bulgaria")
    both = matcher().match_many([Query((name,), "bg", 2017, source="list") for name in names])
    assert [accepted(match) for match in both] == ["Q7", ""]
    assert both[1].why == "another name of the same list is this item"


def test_the_same_name_twice_in_a_list_is_the_same_party() -> None:
    names = ("French Communist Party", "Communist Party of France")
    both = matcher().match_many([Query((name,), "fr", 2017, source="list") for name in names])
    assert [accepted(match) for match in both] == ["Q18", "Q18"]


def test_a_name_of_another_time_is_left_to_people() -> None:
    found = match("Communist Party of Sweden", "se", 2017)
    assert accepted(found) == ""
    assert found.features[0].candidate.key == "Q15"


def test_countries_are_blocks() -> None:
    found = match("Communist Party of Spain", "fr", 2017)
    assert {features.country for features in found.features} == {"same"}


def test_states_of_one_history_are_one_block() -> None:
    assert accepted(match("League of Communists of Yugoslavia", "rs", 1957)) == "Q19"


def test_a_country_in_the_name_is_a_country() -> None:
    assert accepted(match("Communist Party of Greece", "", 2000)) == "Q8"
    assert match("Communist Party of Greece").country == "gr"


def test_a_word_of_the_name_itself_tells_no_other_country() -> None:
    """The German-Baltic Party is Latvia's; its namesake of a country in brackets is not."""
    known = party("Q231", "lv", "1918-1935", "German-Baltic Party")
    found = matcher(known).match(Query(("German-Baltic Party",), "", 1925))
    assert (accepted(found), found.rule) == ("Q231", "identical-name/year")
    front = party("Q232", "mt", "1947-", "Olive Action Front")
    assert accepted(matcher(front).match(Query(("Olive Action Front (Greece)",), "", 2000))) == ""


def test_a_people_is_no_country() -> None:
    known = party("Q233", "al", "1991-", "Green Party of Albania")
    assert accepted(matcher(known).match(Query(("Green Party of the Albanians",), "", 2004))) == ""
    assert accepted(matcher(known).match(Query(("Albanian Green Party",), "", 2004))) == "Q233"


def test_a_name_that_several_countries_know_needs_a_country() -> None:
    found = match("Communist Party", "", 2000)
    assert accepted(found) == ""


def test_a_conflict_of_sources_is_shown_and_not_resolved() -> None:
    disputed = party("Q91", "lv", "1994-2004", "Latvian Harvest Union")
    disputed.spans.add(Span(1994, None, "another list"))
    found = matcher(disputed).match(Query(("Latvian Harvest Union",), "lv", 2017))
    assert accepted(found) == ""
    assert (found.features[0].lifespan, found.why) == (Lifespan.DISPUTED, "the lifespan is disputed")


def test_a_year_in_brackets_is_a_year_of_foundation() -> None:
    assert accepted(match("Communist Party of Greece (2004)", "gr", 2010)) == ""
    assert match("Communist Party of Greece (2004)", "gr", 2010).why == "the party was founded in another year"


def test_a_website_decides_between_names_that_share_a_part() -> None:
    assert accepted(match("Greek Communist Front", "gr", 2017)) == ""
    found = match("Communist Front Party of Greece", "gr", 2017, website="https://www.kke.gr/")
    assert found.features[0].website == "agrees"


def test_a_party_without_an_item_is_nothing() -> None:
    found = match("Hungarian Carriage Party", "hu", 2000)
    assert (found.outcome, found.why) == (Outcome.NOTHING, "the party is known, and has no item")


def test_a_name_that_nobody_shares_is_nothing() -> None:
    assert match("Zzyzx Qwghlm", "gr", 2000).outcome is Outcome.NOTHING


def test_that_nobody_who_lived_bears_the_name_is_told() -> None:
    found = match("Communist Party of Germany", "de", 2017)
    assert found.why == "no candidate that may have lived then bears such a name"


def test_a_name_that_says_only_party_is_never_accepted() -> None:
    assert accepted(match("Party of Greece", "gr", 2000)) == ""


@pytest.mark.parametrize(
    ("printed", "name", "rule"),
    [
        ("Wine Makers of the Olive Grove", "Wine Makers' Front of the Olive Grove", "but-one-word/country+year"),
        ("Wine Makers of the Olive Grove", "Independent Wine Makers of the Olive Grove", ""),
        ("Wine Makers of the Olive Grove", "Bulgarian Wine Makers of the Olive Grove", ""),
        ("Wne Makers of the Olive Grove", "Wine Makers' Front of the Olive Grove", ""),
        ("Carriage", "Carriage Front", ""),
        ("Olive Grove Carriage", "Olive Grove Carriage Party", "but-party/country+year"),
        ("Olive Grove Carriage Party", "Olive Grove Carriage", ""),
    ],
)
def test_a_word_left_out(printed: str, name: str, rule: str) -> None:
    """A word may be left out of several that are exact: not a country's, not a splinter's; a party may not be added."""
    found = matcher(party("Q241", "gr", "1990-", name)).match(Query((printed,), "gr", 2000))
    assert (found.rule, accepted(found)) == (rule, "Q241" if rule else "")


def test_only_trusted_rules_accept() -> None:
    cautious = Matcher(Index(PARTIES), trusted=["same-words/country+year"])
    assert accepted(cautious.match(Query(("Greek Communist Party",), "gr", 2000))) == "Q8"
    found = cautious.match(Query(("Communist Party of Greece",), "gr", 2000))
    assert (accepted(found), found.rule) == ("", "identical-name/country+year")
    assert "has not shown itself" in found.why


def test_at_most_ten_candidates() -> None:
    crowd = [party(f"Q{200 + at}", "gr", "1990-", f"Party of the {at} Olives") for at in range(40)]
    assert len(matcher(*crowd).match(Query(("Party of Olives",), "gr", 2000)).features) == CHOSEN


def test_neither_the_order_of_queries_nor_of_candidates_counts() -> None:
    queries = [
        Query((party.label,), sorted(party.countries)[0], 1985, source="list", key=party.key) for party in PARTIES
    ]
    straight = {match.query.key: match for match in Matcher(Index(PARTIES)).match_many(queries)}
    turned = {match.query.key: match for match in Matcher(Index(PARTIES[::-1])).match_many(queries[::-1])}
    assert {key: accepted(match) for key, match in straight.items()} == {key: accepted(turned[key]) for key in straight}
    assert {key: [f.candidate.key for f in match.features] for key, match in straight.items()} == {
        key: [f.candidate.key for f in turned[key].features] for key in straight
    }
