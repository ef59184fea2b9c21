"""The API over HTTP: pages by link, look-ups that also say no, what is malformed; whatever its own schema allows."""

from collections.abc import Iterator

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from communique.tests.conftest import PATIENCE


@pytest.fixture
def api(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=PATIENCE) as client:
        yield client


def test_the_home_leads_on(api: httpx.Client) -> None:
    for address in api.get("/api").json()["links"].values():
        if "{" not in address and address not in ("/mcp", "/sparql"):
            assert api.get(address).status_code == 200


def test_one_pages_by_link(api: httpx.Client) -> None:
    seen: list[str] = []
    address = "/api/things?kind=party&size=25"
    while address:
        answer = api.get(address)
        seen += [item["key"] for item in answer.json()["items"]]
        address = answer.links.get("next", {}).get("url", "")
        assert ("prev" in answer.links) == (len(seen) > 25)
    assert len(seen) == len(set(seen)) == answer.json()["total"] > 50


def test_suggestions_name_the_thing_and_its_page(api: httpx.Client) -> None:
    (first, *_) = api.get("/api/suggest", params={"q": "κομμουν"}).json()["items"]
    assert first["page"] == "/doc/party/gr-kke"
    assert api.get("/api/suggest").json()["items"] == []
    assert len(api.get("/api/suggest", params={"q": "c", "limit": 3}).json()["items"]) == 3


def test_an_item_is_matched_rejected_or_unknown(api: httpx.Client) -> None:
    known = api.get("/api/wikidata/Q192406").json()
    assert (known["found"], [match["key"] for match in known["matches"]]) == (True, ["gr-kke"])
    rejected = api.get("/api/wikidata/Q3565932").json()
    assert (rejected["found"], rejected["matches"]) == (False, [])
    assert rejected["rejected"][0]["key"] == "gr-kke"
    assert rejected["rejected"][0]["comment"]
    unknown = api.get("/api/wikidata/Q42")
    assert (unknown.status_code, unknown.json()["found"], unknown.json()["rejected"]) == (200, False, [])


def test_a_thing_comes_with_everyone_who_says_what_is_said_of_it(api: httpx.Client) -> None:
    found = api.get("/api/things/party/yu-skj").json()
    assert (found["name"], found["types"], found["whole"]) == (
        "League of Communists of Yugoslavia",
        ["cmq:Party"],
        True,
    )
    assert {name["text"] for name in found["names"]} >= {"Savez komunista Jugoslavije", "the Yugoslav party"}
    refused = [
        situation
        for situation in found["situations"]
        if any(node["id"].endswith("/role/refused-to-sign") for node in situation["properties"].get("cmq:role", []))
    ]
    assert refused
    for situation in found["situations"]:
        for claim in situation["claims"]:
            assert claim["modality"]
            assert all(passage["start"] < passage["end"] and passage["sha256"] for passage in claim["passages"])
            assert all(who["name"] for who in claim["according_to"])


def test_a_thing_for_which_nothing_was_found_says_so(api: httpx.Client) -> None:
    nothing = api.get("/api/things/party/bg-pbk/wikidata").json()
    assert (nothing["none_found"], nothing["matches"]) == (True, [])
    assert {decision["item"] for decision in nothing["rejected"]} >= {"Q155000"}
    assert nothing["nothing"][0]["comment"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/wikidata/192406", 400),
        ("/api/wikidata/Q0", 400),
        ("/api/things/party/no-such", 404),
        ("/api/things/party/no-such/wikidata", 404),
        ("/api/suggest?limit=0", 400),
        ("/api/search?page=x", 400),
        ("/api/nothing", 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem(api: httpx.Client, address: str, status: int) -> None:
    answer = api.get(address, headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_the_description_is_valid_and_names_examples(api: httpx.Client) -> None:
    described = api.get("/openapi.json").json()
    ours = {path: methods["get"] for path, methods in described["paths"].items() if path.startswith("/api")}
    assert len(ours) >= 6
    for path, get in ours.items():
        assert get["summary"], path
        assert get["responses"]["200"]["content"]["application/json"]["schema"], path
        assert "application/problem+json" in get["responses"]["400"]["content"], path
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_whatever_its_description_allows_is_answered_as_described(server: str) -> None:
    described = schemathesis.openapi.from_url(f"{server}/openapi.json").include(path_regex="^/api")
    for operation in described.get_all_operations():
        case_of = operation.ok().as_strategy()

        @settings(
            max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
        )
        @given(case=case_of)
        def answered(case: schemathesis.Case) -> None:
            case.call_and_validate(
                timeout=PATIENCE,
                checks=(response_schema_conformance, status_code_conformance, content_type_conformance),
            )

        answered()
