"""What an editor completes from."""

import httpx

from communique.service.pages import knowledge

VOID = """@prefix void: <http://rdfs.org/ns/void#> . @prefix ex: <http://example.org/> .
<> void:classPartition <#c>, <#d> ; void:propertyPartition <#p> .
<#c> void:class ex:C ; void:entities 7 . <#d> void:class ex:C ; void:entities 3 .
<#p> void:property ex:p ; void:triples 9 . <#other> void:triples 5 ."""


def test_uses_are_those_of_the_whole_dataset() -> None:
    found = knowledge.uses(VOID, "http://example.org/")
    assert found == {"http://example.org/C": ("class", 7), "http://example.org/p": ("property", 9)}


def test_it_names_prefixes_terms_and_concepts(server: str) -> None:
    answer = httpx.get(f"{server}/query/knowledge.json")
    found = answer.json()
    assert found["prefixes"]["cmq"] == f"{found['base']}ont/"
    terms = {term["iri"].removeprefix(found["base"]): term for term in found["terms"]}
    assert terms["ont/Claim"]["kind"] == "class" and terms["ont/Claim"]["uses"] > 1000
    assert terms["ont/Claim"]["definition"]
    assert terms["ont/participant"]["kind"] == "property"
    assert terms["concept/role/hosted"] | {"definition": ""} == {
        "iri": f"{found['base']}concept/role/hosted",
        "label": "hosted",
        "definition": "",
        "kind": "concept",
        "uses": 0,
    }
    assert terms["https://schema.org/location"]["label"] == "location"


def test_it_is_asked_for_once_a_release(server: str) -> None:
    etag = httpx.get(f"{server}/query/knowledge.json").headers["etag"]
    assert httpx.get(f"{server}/query/knowledge.json", headers={"if-none-match": etag}).status_code == 304
