"""The pages around the data, and what those who run the service look at."""

import re

import httpx
import pytest

from communique.service.engine.limits import Limits
from communique.service.sparql.problems import PROBLEMS


@pytest.mark.parametrize("path", ["/", "/prefixes", "/problems", "/limits", "/dumps/", "/query", "/ont/Party"])
def test_every_page_is_whole_and_loads_nothing_from_others(web: httpx.Client, path: str) -> None:
    answer = web.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.text.rstrip().endswith("</html>")
    assert answer.text.count("<h1>") == 1
    assert all(address.startswith("/") for address in re.findall(r'src="([^"]*)"', answer.text))
    for head in answer.text.partition("</head>")[0].split("<link ")[1:]:
        assert 'href="/' in head or 'rel="canonical"' in head


def test_prefixes(web: httpx.Client) -> None:
    assert web.get("/prefixes", headers={"Accept": "application/json"}).json()["cmq"].endswith("/ont/")
    assert "sh:declare" in web.get("/prefixes", headers={"Accept": "text/turtle"}).text
    assert web.get("/prefixes", headers={"Accept": "image/png"}).status_code == 406


def test_context_and_void(web: httpx.Client) -> None:
    context = web.get("/context.jsonld")
    assert context.headers["content-type"] == "application/ld+json"
    assert context.headers["access-control-allow-origin"] == "*"
    void = web.get("/.well-known/void", follow_redirects=True)
    assert void.headers["content-type"] == "text/turtle; charset=utf-8"


def test_every_limit_and_problem_is_on_its_page(web: httpx.Client) -> None:
    limits = web.get("/limits", headers={"Accept": "application/json"}).json()
    assert list(limits) == list(Limits.__dataclass_fields__)
    assert limits["query_seconds"]["value"] == 2
    assert all(f'id="{name}"' in web.get("/limits", headers={"Accept": "text/html"}).text for name in limits)
    assert all(f'id="{kind}"' in web.get("/problems").text for kind in PROBLEMS)


def test_health_and_metrics(web: httpx.Client) -> None:
    assert web.get("/health").json() == {"status": "alive"}
    assert web.get("/ready").json() == {"status": "ready", "release": "1.0.0-aaaaaaaaaaaa"}
    answer = web.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert 'communique_evaluations_total{outcome="answered"}' in answer.text
    assert 'communique_workers{state="idle"}' in answer.text


def test_unknown_addresses(web: httpx.Client) -> None:
    answer = web.get("/nothing/here")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems#not-found")
    assert web.delete("/health").status_code == 405
