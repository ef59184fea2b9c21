"""What is found and what is accepted: names in all scripts, time and country, namesakes, conditions, identifiers."""

import json
from typing import Any

import httpx
import pytest

Candidates = list[dict[str, Any]]


def find(web: httpx.Client, name: str, type: str = "party", **conditions: object) -> Candidates:
    """The candidates for one name, by the draft of 1.0."""
    asked: list[dict[str, object]] = [{"matchType": "name", "propertyValue": name}] if name else []
    asked += [
        {"matchType": "property", "propertyId": on, **(value if isinstance(value, dict) else {"propertyValue": value})}
        for on, value in conditions.items()
    ]
    query = {"conditions": asked} | ({"type": type} if type else {})
    answer = web.post("/reconcile/match", json={"queries": [query]})
    assert answer.status_code == 200, answer.text
    found: Candidates = answer.json()["results"][0]["candidates"]
    return found


def features(candidate: dict[str, Any]) -> dict[str, bool | float]:
    return {one["id"]: one["value"] for one in candidate["features"]}


def rules(candidate: dict[str, Any]) -> list[str]:
    return [name for name in features(candidate) if name.startswith("rule/")]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Communist Party of Greece", "party/gr-kke"),
        ("Κομμουνιστικό Κόμμα Ελλάδας", "party/gr-kke"),
        ("Коммунистическая партия Российской Федерации", "party/ru-cprf"),
        ("中国共产党", "party/cn-cpc"),
        ("Partido Comunista Português", "party/pt-pcp"),
    ],
)
def test_names_in_all_scripts(name: str, id: str, web: httpx.Client) -> None:
    best = find(web, name)[0]
    assert (best["id"], best["match"]) == (id, True)
    assert len(rules(best)) == 1


def test_arabic_with_a_country(web: httpx.Client) -> None:
    best = find(web, "الحزب الشيوعي السوري", country="Syria")[0]
    assert (best["id"], best["match"], features(best)["country_agrees"]) == ("party/sy-scp-bakdash", True, True)


@pytest.mark.parametrize(
    ("name", "type", "id"),
    [
        ("毛泽东", "person", "person/mao-zedong"),
        ("Khrushchev Nikita", "person", "person/nikita-khrushchev"),
        ("October Revolution", "event", "event/1917-october-revolution"),
        ("São Paulo Forum", "forum", "forum/sao-paulo-forum"),
        ("Central Committee of the Paraguayan Communist Party", "body", "body/py-pcp-cc"),
        ("Красная площадь", "place", "place/red-square"),
        ("European Parliament", "", "organization/european-parliament"),
    ],
)
def test_other_things_than_parties(name: str, type: str, id: str, web: httpx.Client) -> None:
    best = find(web, name, type)[0]
    assert (best["id"], best["match"]) == (id, True)


@pytest.mark.parametrize("year", [None, 1930, 1950])
@pytest.mark.parametrize(
    "name", ["Communist Party of Germany", "Communist Party of Poland", "Communist Party of Estonia"]
)
def test_a_namesake_of_another_time_is_no_match(name: str, year: int | None, web: httpx.Client) -> None:
    found = find(web, name, **({} if year is None else {"year": year}))
    assert found
    assert not any(one["match"] for one in found)


def test_time_decides_between_namesakes(web: httpx.Client) -> None:
    best = find(web, "Communist Party of Poland", year="2017-08-11")[0]
    assert (best["id"], best["match"], features(best)["year_in_lifespan"]) == ("party/pl-kpp-2002", True, True)


def test_two_parties_of_one_name_are_left_to_people(web: httpx.Client) -> None:
    found = find(web, "Communist Party of Germany", country="DEU", year=2017)
    assert {one["id"] for one in found[:2]} == {"party/de-kpd-1990", "party/de-dkp"}
    assert not any(one["match"] for one in found)


def test_names_of_the_moment_do_not_decide(web: httpx.Client) -> None:
    best = find(web, "Second Congress", "event")[0]
    assert (best["id"], best["match"], features(best)["name_is_own"]) == ("event/2016-okp-congress-2", False, False)


def test_the_match_is_first_and_scores_fall(web: httpx.Client) -> None:
    for name in ("Communist Party of Greece", "Communist Party", "Workers' Party", "Congress"):
        found = find(web, name, "")
        assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
        assert all(0 <= one["score"] <= 100 for one in found)
        assert not any(one["match"] for one in found[1:])


@pytest.mark.parametrize("given", ["party/gr-kke", "https://w3id.org/communique/id/party/gr-kke", "Q192406"])
def test_identifiers_are_known(given: str, web: httpx.Client) -> None:
    (best,) = find(web, given)[:1]
    assert (best["id"], best["match"], best["score"]) == ("party/gr-kke", True, 100)
    assert rules(best)[0] in ("rule/identifier", "rule/wikidata-item")


def test_a_required_country_leaves_the_others_out(web: httpx.Client) -> None:
    required = {"propertyValue": ["Cuba", "CHN"], "required": True}
    assert {one["id"] for one in find(web, "Communist Party", country=required)} == {"party/cu-pcc", "party/cn-cpc"}
    none = {"propertyValue": "Cuba", "matchQuantifier": "none"}
    assert "party/cu-pcc" not in {one["id"] for one in find(web, "Communist Party of Cuba", country=none)}


def test_a_required_property_that_we_do_not_have_leaves_all_out(web: httpx.Client) -> None:
    assert find(web, "Communist Party of Cuba", colour={"propertyValue": "red", "required": True}) == []
    assert find(web, "Communist Party of Cuba", colour="red")[0]["match"]


@pytest.mark.parametrize("country", ["Ελλάδα", "Греция", "GR", "grc", "place/gr", "اليونان"])
def test_a_country_by_any_of_its_names(country: str, web: httpx.Client) -> None:
    best = find(web, "Communist Party of Greece", country=country)[0]
    assert (best["id"], features(best)["country_agrees"]) == ("party/gr-kke", True)


def test_by_the_item_alone(web: httpx.Client) -> None:
    assert [one["id"] for one in find(web, "", wikidata="Q192406")] == ["party/gr-kke"]


def test_another_country_is_no_match(web: httpx.Client) -> None:
    assert not any(one["match"] for one in find(web, "1957 International Meeting", "event", country="Cuba"))
    assert not any(one["match"] for one in find(web, "Communist Party of Greece", country="Italy"))


def test_types_by_other_names(web: httpx.Client) -> None:
    for type in ("cmq:Party", "https://w3id.org/communique/ont/Party"):
        assert find(web, "Communist Party of Greece", type)[0]["id"] == "party/gr-kke"
    assert find(web, "Communist Party of Greece", "Politburo") == []
    assert all(one["type"][0]["id"] == "person" for one in find(web, "Greece", "person"))


def test_every_own_label_finds_its_thing_and_matches_no_other(web: httpx.Client) -> None:
    things = web.get("/reconcile/suggest/entity", params={"prefix": ""}).json()["result"]
    cursor = len(things)
    while more := web.get("/reconcile/suggest/entity", params={"prefix": "", "cursor": cursor}).json()["result"]:
        things += more
        cursor += len(more)
    assert len({one["id"] for one in things}) == len(things) > 200
    asked = {one["id"]: {"query": one["name"], "type": one["notable"][0]["id"]} for one in things}
    found = web.post("/reconcile", data={"queries": json.dumps(asked)}).json()
    assert {id: answer["result"][0]["id"] for id, answer in found.items()} == {id: id for id in asked}
    accepted = sum(answer["result"][0]["match"] for answer in found.values())
    assert accepted >= 0.9 * len(asked)
