"""Figures for Prometheus: what was asked and how it ended, how long it took, what works and waits, what is held.

Nothing in them tells who asked, or what: labels have few values, all of them ours.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from communique.service.engine import frames
from communique.service.engine.site import Site
from communique.service.sparql.cache import Cache
from communique.service.sparql.clients import Rates
from communique.service.sparql.note import Note

SECONDS = (0.001, 0.005, 0.02, 0.1, 0.25, 1.0, 2.5, 10.0, 30.0)
LEFT = "499"  # what is counted where the client left before there was a status
FORMS = {frames.SOLUTIONS: "solutions", frames.BOOLEAN: "boolean", frames.GRAPH: "graph", b"": "none"}
_PAGE = os.sysconf("SC_PAGESIZE")
disable_created_metrics()  # type: ignore[no-untyped-call]  # a time for each counter, which nobody asked for


class Metrics:
    """The figures of one service; `routes` are the first segments of the paths that it answers at."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self, site: Site, cache_of_answers: Cache, rates: Rates, routes: Iterable[str]) -> None:
        self._routes = frozenset(routes)
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "communique_requests", "Requests, by where and by status", ["route", "status"], registry=self._registry
        )
        self._queries = Counter(
            "communique_queries",
            "Queries, by form of their answer and what became of them",
            ["form", "outcome"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "communique_request_seconds",
            "From the head of a request to the end of its answer",
            ["route"],
            buckets=SECONDS,
            registry=self._registry,
        )
        self._registry.register(_State(site, cache_of_answers, rates))
        ProcessCollector(registry=self._registry)
        self._request_of = cache(self._requests.labels)
        self._query_of = cache(self._queries.labels)
        self._seconds_of = cache(self._seconds.labels)

    def count(self, path: str, note: Note, seconds: float) -> None:
        """One request has ended."""
        first = path[1:].partition("/")[0]
        route = first if first in self._routes else "other"
        self._request_of(route, str(note.status or LEFT)).inc()
        self._seconds_of(route).observe(seconds)
        if note.query:
            outcome = "broken" if note.broken else note.failure or ("kept" if note.kept else "answered")
            self._query_of(FORMS[note.form], outcome if note.status else "left").inc()

    def text(self) -> bytes:
        """All figures in the text format."""
        return generate_latest(self._registry)


class _State(Collector):
    """What is looked at when it is asked for."""

    def __init__(self, site: Site, cache_of_answers: Cache, rates: Rates) -> None:
        self._site = site
        self._rates = rates
        self._cache = cache_of_answers

    def describe(self) -> Iterable[Metric]:
        """Nothing is collected before the first question: there may be no release yet."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """The figures of the moment."""
        engine, cached = self._site.engine, self._cache
        load = engine.dispatcher.load()
        states = {state: load[state] for state in ("idle", "busy", "slow", "starting")}
        yield _gauges("communique_workers", "Workers, by what they do; slow ones are busy, too", "state", states)
        yield GaugeMetricFamily("communique_waiting_queries", "Queries that wait for a worker", load["waiting"])
        counts = dict(engine.dispatcher.counts)
        yield _counters("communique_evaluations", "Questions to the engine, by what became of them", "outcome", counts)
        lookups = {"hit": cached.hits, "miss": cached.misses}
        yield _counters("communique_cache_lookups", "Looks into the cache of answers", "result", lookups)
        yield GaugeMetricFamily("communique_cache_entries", "Answers and pages kept", len(cached))
        yield GaugeMetricFamily("communique_cache_bytes", "Memory of what is kept", cached.size)
        yield CounterMetricFamily(
            "communique_rate_refusals", "Requests of clients that sent too many", self._rates.refused
        )
        yield GaugeMetricFamily("communique_clients", "Clients whose requests are counted", len(self._rates))
        memory = {"web": _resident(os.getpid()), "data": _resident(engine.holder or 0)}
        yield _gauges("communique_memory_bytes", "Resident memory, shared pages included", "process", memory)
        release = self._site.release
        about = {"release": release.name, "version": release.version, "issued": release.issued}
        yield InfoMetricFamily("communique_release", "The release served", about)
        yield GaugeMetricFamily("communique_triples", "Triples of the release", release.counts.get("triples", 0))


def _gauges(name: str, about: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, about, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family


def _counters(name: str, about: str, label: str, values: dict[str, int]) -> Metric:
    family = CounterMetricFamily(name, about, labels=[label])
    for value, number in sorted(values.items()):
        family.add_metric([value], number)
    return family


def _resident(pid: int) -> int:
    with suppress(OSError, IndexError, ValueError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    return 0
