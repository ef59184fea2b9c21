"""Figures for Prometheus: they count what happens, and tell nothing of who asks, or what."""

from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from communique.tests.service.running import Server, serving


def samples(server: Server) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    text = httpx.get(f"{server.url}/metrics").text
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def ask(server: Server, query: str) -> None:
    httpx.get(f"{server.url}/sparql", params={"query": query}, headers={"Accept": "text/csv"}, timeout=60)


def test_what_happens_is_counted(few: Path) -> None:
    with serving(few, "--limit", "query_seconds=1") as server:
        for query in ("ASK { ?s ?p ?o }", "ASK { ?s ?p ?o }", "ASK {"):
            ask(server, query)
        with pytest.raises(httpx.RemoteProtocolError):
            ask(server, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        for path in ("/a-made-up-path", "/another"):
            httpx.get(server.url + path)
        found = samples(server)

    def value(name: str, **labels: str) -> float:
        return found[name, frozenset(labels.items())]

    assert value("communique_requests_total", route="sparql", status="200") == 3
    assert value("communique_requests_total", route="sparql", status="400") == 1
    assert value("communique_requests_total", route="other", status="404") == 2
    assert value("communique_request_seconds_count", route="sparql") == 4
    assert value("communique_queries_total", form="boolean", outcome="answered") == 1
    assert value("communique_queries_total", form="boolean", outcome="kept") == 1
    assert value("communique_queries_total", form="none", outcome="syntax") == 1
    assert value("communique_queries_total", form="solutions", outcome="broken") == 1
    assert value("communique_memory_bytes", process="data") > 1 << 20
    assert value("communique_release_info", release="1.0.0-aaaaaaaaaaaa", version="1.0.0", issued="2026-01-01") == 1


def test_nothing_of_a_request_becomes_a_label(few: Path) -> None:
    with serving(few) as server:
        for path in ("/secret-path", "/doc/secret-kind/secret-key", "/sparql?query=ASK{<urn:secret>?p?o}"):
            httpx.get(server.url + path, headers={"User-Agent": "secret-agent"})
        httpx.request("SECRET", f"{server.url}/sparql")
        text = httpx.get(f"{server.url}/metrics").text
    assert "secret" not in text.lower()
    assert "127.0.0.1" not in text
