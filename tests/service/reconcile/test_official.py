"""The official examples replayed, and every kind of answer held against the official schemas."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from communique.service.reconcile.vocabulary import properties
from communique.tests.service.reconcile.schemas import VERSIONS, examples, faults
from communique.tests.shared import shared

SCHEMAS = (
    "manifest",
    "reconciliation-query-batch",
    "reconciliation-result-batch",
    "suggest-entities-response",
    "suggest-properties-response",
    "suggest-types-response",
    "data-extension-query",
    "data-extension-response",
    "data-extension-property-proposal",
)
BATCH = "reconciliation-query-batch"
ASKED02 = {
    "q0": {"query": "Communist Party of Greece", "type": "party", "limit": 3},
    "q1": {"query": "Мао", "properties": [{"pid": "country", "v": ["China", {"id": "place/cn"}]}]},
    "q2": {"query": "no such thing at all"},
}
ASKED10 = {
    "queries": [
        {
            "type": "event",
            "limit": 2,
            "conditions": [
                {"matchType": "name", "propertyValue": "18th IMCWP"},
                {"matchType": "property", "propertyId": "year", "propertyValue": 2016, "required": True},
            ],
        },
        {"conditions": [{"matchType": "id", "propertyValue": "person/mao-zedong"}]},
    ]
}
EXTENDED = {
    "ids": ["party/gr-kke", "event/1957-moscow-meeting", "event/imcwp-18", "person/nobody", "no id"],
    "properties": [{"id": name} for name in properties()],
}


@pytest.fixture(autouse=True)
def _suite() -> None:
    shared("suites/reconciliation")


def params(name: str, valid: bool) -> list[Any]:
    return [pytest.param(version, path, id=f"{version}-{path.stem}") for version, path in examples(name, valid)]


def ask(web: httpx.Client, version: str, content: bytes) -> httpx.Response:
    if version == "0.2":
        return web.post("/reconcile", data={"queries": content.decode()})
    return web.post("/reconcile/1.0-draft/match", content=content, headers={"content-type": "application/json"})


def test_the_schemas_tell_the_official_examples_apart() -> None:
    """Else nothing below would mean anything."""
    for name in SCHEMAS:
        for version, path in examples(name, valid=True):
            assert not faults(version, name, json.loads(path.read_bytes())), path
        for version, path in examples(name, valid=False):
            assert faults(version, name, json.loads(path.read_bytes())) or path.stem == "invalid-documentation", path


@pytest.mark.parametrize(("version", "path"), params(BATCH, valid=True))
def test_valid_batches_are_answered(version: str, path: Path, web: httpx.Client) -> None:
    answer = ask(web, version, path.read_bytes())
    assert answer.status_code == 200, answer.text
    assert not faults(version, "reconciliation-result-batch", answer.json())
    asked = json.loads(path.read_bytes())
    if version == "0.2":
        assert list(answer.json()) == list(asked)
    else:
        assert len(answer.json()["results"]) == len(asked["queries"])


@pytest.mark.parametrize(("version", "path"), params(BATCH, valid=False))
def test_invalid_batches_are_refused_with_the_place(version: str, path: Path, web: httpx.Client) -> None:
    answer = ask(web, version, path.read_bytes())
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["type"] == "/problems#reconcile-query"
    assert any(word in told["detail"] for word in ("q0", "q1", "quer", "object"))


@pytest.mark.parametrize(("version", "path"), params("data-extension-query", valid=True))
def test_valid_extensions_are_read_and_their_unknown_properties_named(
    version: str, path: Path, web: httpx.Client
) -> None:
    content = path.read_bytes()
    if version == "0.2":
        answer = web.post("/reconcile", data={"extend": content.decode()})
    else:
        answer = web.post("/reconcile/extend", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert "there is no property 'variantName'" in answer.json()["detail"]


@pytest.mark.parametrize(("version", "path"), [(v, p) for v, p in zip(VERSIONS, ("", "/1.0-draft"), strict=True)])
def test_manifests(version: str, path: str, web: httpx.Client) -> None:
    found = web.get(f"/reconcile{path}").json()
    assert not faults(version, "manifest", found)
    assert found["identifierSpace"] == "https://w3id.org/communique/id/"
    assert found["schemaSpace"] == "https://w3id.org/communique/ont/"
    page = found["view"]["url"].replace("{{id}}", "party%2Fgr-kke").replace("{id}", "party%2Fgr-kke")
    assert "Communist Party of Greece" in web.get(page).text
    assert web.get(found["documentation"]).status_code == 200


def test_answers_of_0_2(web: httpx.Client) -> None:
    posted = web.post("/reconcile", data={"queries": json.dumps(ASKED02)})
    got = web.get("/reconcile", params={"queries": json.dumps(ASKED02)})
    assert posted.json() == got.json()
    assert not faults("0.2", "reconciliation-result-batch", got.json())
    assert len(got.json()["q0"]["result"]) == 3
    assert got.json()["q2"]["result"] == []


def test_answers_of_1_0(web: httpx.Client) -> None:
    for path in ("/reconcile/match", "/reconcile/1.0-draft/match"):
        found = web.post(path, json=ASKED10).json()
        assert not faults("1.0-draft", "reconciliation-result-batch", found)
        assert [one["candidates"][0]["id"] for one in found["results"]] == ["event/imcwp-18", "person/mao-zedong"]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("what", "schema"), [("entity", "suggest-entities"), ("type", "suggest-types"), ("property", "suggest-properties")]
)
def test_suggestions(version: str, what: str, schema: str, web: httpx.Client) -> None:
    root = "/reconcile" if version == "0.2" else "/reconcile/1.0-draft"
    for prefix in ("", "p", "Communist"):
        found = web.get(f"{root}/suggest/{what}", params={"prefix": prefix}).json()
        assert not faults(version, f"{schema}-response", found)
        assert found["result"] or prefix == "Communist"


def test_values(web: httpx.Client) -> None:
    old = web.post("/reconcile", data={"extend": json.dumps(EXTENDED)}).json()
    new = web.post("/reconcile/extend", json=EXTENDED).json()
    assert not faults("0.2", "data-extension-response", old)
    assert not faults("1.0-draft", "data-extension-response", new)
    assert old["meta"] == new["meta"]
    assert old["rows"]["party/gr-kke"]["country"] == [{"id": "place/gr", "name": "Greece"}]
    assert old["rows"]["party/gr-kke"]["wikidata"] == [{"id": "Q192406", "name": "Communist Party of Greece"}]
    assert old["rows"]["event/1957-moscow-meeting"]["year"] == [{"int": 1957}]
    assert {cell["id"] for cell in old["rows"]["party/gr-kke"]["document"]} <= {f"doc/00{n}" for n in range(5)}
    assert old["rows"]["person/nobody"] == {prop["id"]: [] for prop in EXTENDED["properties"]}  # type: ignore[index]


@pytest.mark.parametrize("version", VERSIONS)
def test_proposals(version: str, web: httpx.Client) -> None:
    root = "/reconcile" if version == "0.2" else "/reconcile/1.0-draft"
    found = web.get(f"{root}/extend/propose", params={"type": "event", "limit": 9}).json()
    assert not faults(version, "data-extension-property-proposal", found)
    assert (found["type"], found["limit"], len(found["properties"])) == ("event", 9, 9)
    of_persons = web.get(f"{root}/extend/propose", params={"type": "person"}).json()["properties"]
    assert "start" not in {one["id"] for one in of_persons}
