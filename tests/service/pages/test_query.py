"""The page to ask on."""

import html
import re

import httpx

ROWS = "SELECT ?thing ?name { ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?name"


def test_results_are_a_table_with_links_on_this_server(web: httpx.Client) -> None:
    text = web.get("/query", params={"query": ROWS}).text
    assert '<a href="/doc/party/xx-red">' in text
    assert text.index("A made-up report") < text.index("Red Party")


def test_the_editor_starts_with_a_query_that_is_answered(server: str) -> None:
    with httpx.Client(base_url=server, timeout=60) as web:
        found = re.search(r"<textarea[^>]*data-sample>(.*?)</textarea>", web.get("/query").text, re.DOTALL)
        assert found
        answer = web.get("/sparql", params={"query": html.unescape(found[1])}, headers={"accept": "text/csv"})
        assert len(answer.text.split("\r\n")) > 20
        assert "data-sample" not in web.get("/query", params={"query": "ASK {}"}).text


def test_truth_and_graphs(web: httpx.Client) -> None:
    assert ">yes<" in web.get("/query", params={"query": "ASK {}"}).text
    text = web.get("/query", params={"query": "DESCRIBE <https://w3id.org/communique/ont/Party>"}).text
    assert "cmq:Party a owl:Class" in text


def test_mistakes_are_shown_on_the_page(web: httpx.Client) -> None:
    answer = web.get("/query", params={"query": "SELCT ?x {}<script>"})
    assert answer.status_code == 400
    assert "Did you mean SELECT?" in answer.text
    assert "&lt;script&gt;" in answer.text and "<script>" not in answer.text


def test_a_result_too_large_for_a_page_is_not_cut(web: httpx.Client) -> None:
    text = web.get("/query", params={"query": "SELECT * { ?a ?b ?c . ?d <urn:p0> ?f }"}).text
    assert "too large for a page" in text
    assert "<td>" not in text


def test_results_as_files(web: httpx.Client) -> None:
    answer = web.get("/query", params={"query": ROWS, "as": "csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert web.get("/query", params={"query": ROWS, "as": "ttl"}).status_code == 406
    assert web.get("/query", params={"query": ROWS, "as": "pdf"}).status_code == 400


def test_examples(web: httpx.Client) -> None:
    assert "Is there anything?" in web.get("/query").text
    page = web.get("/question/CQ01", headers={"Accept": "text/html"})
    assert "ASK {}" in page.text
    assert web.get("/question/CQ01", headers={"Accept": "text/turtle"}).headers["location"] == "/dumps/examples.ttl"
    assert web.get("/question/CQ99").status_code == 404


def test_service_is_by_policy_here_too(web: httpx.Client) -> None:
    asked = {"query": "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}
    for params in (asked, {**asked, "as": "csv"}):
        answer = web.get("/query", params=params)
        assert answer.status_code == 403
        assert "SERVICE" in answer.text


def test_examples_say_whom_else_they_ask_and_what_they_are_about(server: str) -> None:
    text = httpx.get(f"{server}/query").text
    line = text[text.index('href="/question/CQ33"') :].partition("</li>")[0]
    assert "query.wikidata.org" in line
    assert "Wikidata" in line
