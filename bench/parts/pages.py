"""The page of a party with very many events: how heavy it is, and what it costs the server."""

import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from communique.bench.measure import settle
from communique.bench.parts import Setting, Tables
from communique.bench.release import generate
from communique.tests.targets.communique import communique
from communique.tests.targets.process import Server
from communique.tests.targets.tables import table
from communique.tests.targets.usage import cpu_seconds

TABLES = ("pages",)
_KEY = "zz-000000"  # the most popular party of every generated knowledge base
_SIZE, _PARTIES = 450_000, 20  # of a knowledge base of its own, so that this party is at more than 1,000 events
_PAGES = 20  # pages of its list of events: each another address, so that no cache answers
_ROUNDS = 3
_COUNT = """PREFIX cmq: <https://w3id.org/communique/ont/>
PREFIX party: <https://w3id.org/communique/id/party/>
SELECT (COUNT(DISTINCT ?event) AS ?events) { ?part cmq:participant party:%s ; cmq:event ?event }"""


@dataclass(frozen=True)
class Weight:
    """How many events the party has, the bytes of its heaviest page, milliseconds of CPU and of waiting for a page."""

    events: int
    size: int
    cpu: float
    median: float
    slowest: float


def run(setting: Setting) -> Tables:
    """One row; the knowledge base is the same whatever size is asked for."""
    crowded = generate(setting.folder / ".crowded", _SIZE, setting.seed, parties=_PARTIES)
    with communique(crowded.releases) as server:
        found = weigh(server)
    setting.progress(f"a page of a party with {found.events} events: {found.size} bytes, {found.cpu:.1f} ms of CPU")
    return {"pages": pages_table(found)}


def weigh(server: Server) -> Weight:
    """Ask for the pages one after the other."""
    parts = urlsplit(server.query)
    sizes, waits = [], []
    with httpx.Client(base_url=f"{parts.scheme}://{parts.netloc}", timeout=60, headers={"Accept": "text/html"}) as web:
        asked = web.get("/sparql", params={"query": _COUNT % _KEY}, headers={"Accept": "text/csv"})
        events = int(asked.text.split()[1])
        web.get(f"/doc/party/{_KEY}").raise_for_status()  # templates and names are read once
        settle(server.pid)
        before = cpu_seconds(server.pid)
        for turn in range(_ROUNDS * _PAGES):
            address = f"/doc/party/{_KEY}?came={turn % _PAGES + 1}&received={turn // _PAGES + 1}"
            began = time.perf_counter()
            answer = web.get(address).raise_for_status()
            waits.append((time.perf_counter() - began) * 1000)
            sizes.append(len(answer.content))
        spent = cpu_seconds(server.pid) - before
    waits.sort()
    return Weight(events, max(sizes), spent * 1000 / len(waits), waits[len(waits) // 2], waits[-1])


def pages_table(found: Weight) -> str:
    """The outcome; the goals are 100 kB and 100 ms."""
    row = [
        f"{found.events:,}",
        f"{found.size / 1000:.1f}",
        f"{found.cpu:.1f}",
        f"{found.median:.1f}",
        f"{found.slowest:.1f}",
    ]
    heads = ["events of the party", "heaviest page (kB)", "CPU a page (ms)", "median wait (ms)", "longest wait (ms)"]
    return table(heads, [row])
