"""Names as they are typed, letter by letter, by several people: our search beside SQLite FTS5 and SPARQL REGEX."""

import multiprocessing
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from communique.bench.driver import Load, drive, get
from communique.bench.names import names, released, typed
from communique.bench.parts import Setting, Tables
from communique.iris import PREFIXES
from communique.mappings.alignment.matching.fold import fold
from communique.tests.targets.communique import communique
from communique.tests.targets.process import Server
from communique.tests.targets.tables import table

TABLES = ("search",)
PEOPLE = 8
GOAL = 50.0  # milliseconds
LIMIT = 10
KEY = 0.15  # seconds between two keys of somebody who types
SESSIONS = 200
_PATIENCE = 600.0
_BUILDING = 3600.0  # seconds that the index may take on a busy machine
_REGEX = "SELECT ?thing ?name WHERE {{ ?thing <{label}> ?name FILTER REGEX(?name, {text}, 'i') }} LIMIT 10"
Ask = Callable[[str], int]


@dataclass(frozen=True)
class Typing:
    """What people who type waited for: answers, found or not, milliseconds, and how many got the name they meant."""

    name: str
    pace: str
    answers: int
    rate: float
    p50: float
    p99: float
    meant: str = "–"


def run(setting: Setting) -> Tables:
    """One row a way to search and a pace of typing."""
    return {"search": search_table(search(setting))}


def search(setting: Setting) -> list[Typing]:
    """Our search at people's pace and without a pause; SQLite and REGEX without a pause."""
    known = names(setting.size, setting.seed)
    sessions = typed(known, SESSIONS, setting.seed + 1)
    keys = [text for session in sessions for text in session]
    found = []
    with communique(released(setting.folder, setting.size, setting.seed)) as server:
        root = server.query.removesuffix("/sparql")
        setting.progress(f"the index of {setting.size:,} names took {_indexed(root):.0f} s")
        found.append(_meant(root, sessions, known, _paced(root, sessions, setting.seconds)))
        found.append(_driven("communique", server, [_suggest(server, text) for text in keys], setting.seconds))
        regex = [get(server, _regex(text), "application/sparql-results+json") for text in keys[:: len(keys) // 64 + 1]]
        found.append(_driven("SPARQL REGEX", server, regex, setting.seconds))
    found.append(_sqlite(setting.folder / f".names-{setting.size}-{setting.seed}.sqlite", known, keys, setting.seconds))
    for row in found:
        setting.progress(f"{row.name}, {row.pace}: p99 {row.p99:.1f} ms, {row.rate:,.0f}/s")
    return found


def search_table(rows: Sequence[Typing]) -> str:
    """The rows as Markdown; the goal is about people who type, at their pace."""
    head = [
        "search",
        "pace",
        "answers",
        "answers/s",
        "p50 (ms)",
        "p99 (ms)",
        "name meant is found",
        f"goal p99 < {GOAL:.0f} ms",
    ]
    shown = [
        [r.name, r.pace, f"{r.answers:,}", f"{r.rate:,.0f}", f"{r.p50:.1f}", f"{r.p99:.1f}", r.meant, _reached(r)]
        for r in rows
    ]
    return table(head, shown)


def _reached(row: Typing) -> str:
    if row.name != "communique":
        return "–"
    return "reached" if row.p99 < GOAL else "missed"


def _indexed(root: str) -> float:
    """Seconds until the first search is answered."""
    began = time.monotonic()
    with httpx.Client(base_url=root, timeout=_PATIENCE) as client:
        while client.get("/api/suggest", params={"q": "a"}).status_code != 200:
            if time.monotonic() - began > _BUILDING:
                raise RuntimeError("the index of names was not built in time")
            time.sleep(0.5)
    return time.monotonic() - began


def _suggest(server: Server, text: str) -> bytes:
    host = urlsplit(server.query).netloc
    return f"GET /api/suggest?q={quote(text, safe='')}&limit={LIMIT} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


def _regex(text: str) -> str:
    pattern = re.escape(text).replace("\\", "\\\\").replace('"', '\\"')
    return _REGEX.format(label=f"{PREFIXES['skos']}prefLabel", text=f'"{pattern}"')


def _driven(name: str, server: Server, requests: Sequence[bytes], seconds: float) -> Typing:
    load: Load = drive(server, requests, PEOPLE, seconds)
    if load.failed:
        raise RuntimeError(f"{name} refused {load.failed} of {load.failed + len(load.latencies)} requests")
    return _row(name, "no pause", load.latencies, load.seconds)


def _row(name: str, pace: str, latencies: Sequence[float], seconds: float) -> Typing:
    ordered = sorted(latencies) or [float("inf")]
    p50, p99 = (ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000 for share in (0.5, 0.99))
    return Typing(name, pace, len(latencies), len(latencies) / seconds, p50, p99)


def _paced(root: str, sessions: Sequence[Sequence[str]], seconds: float) -> Typing:
    """People who press a key every so often, and are answered before the next."""
    latencies: list[float] = []
    end = time.monotonic() + seconds

    def one(person: int) -> None:
        with httpx.Client(base_url=root, timeout=_PATIENCE) as client:
            turn = person
            while time.monotonic() < end:
                for text in sessions[turn % len(sessions)]:
                    began = time.perf_counter()
                    client.get("/api/suggest", params={"q": text, "limit": LIMIT}).raise_for_status()
                    latencies.append(time.perf_counter() - began)
                    time.sleep(KEY)
                turn += PEOPLE

    threads = [threading.Thread(target=one, args=(person,)) for person in range(PEOPLE)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _row("communique", f"a key every {KEY * 1000:.0f} ms", latencies, time.monotonic() - began)


def _meant(root: str, sessions: Sequence[Sequence[str]], known: Sequence[str], row: Typing) -> Typing:
    """The same row with how many whole names, the misspelled ones among them, have what was meant among the hits."""
    right = set(known)
    hits = asked = 0
    with httpx.Client(base_url=root, timeout=_PATIENCE) as client:
        for session in sessions:
            items = client.get("/api/suggest", params={"q": session[-1], "limit": LIMIT}).json()["items"]
            asked += 1
            near = {item["text"] for item in items}
            hits += session[-1] in near if session[-1] in right else any(_one_off(session[-1], name) for name in near)
    return Typing(row.name, row.pace, row.answers, row.rate, row.p50, row.p99, f"{hits} of {asked}")


def _one_off(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _sqlite(path: Path, known: Sequence[str], keys: Sequence[str], seconds: float) -> Typing:
    """FTS5 with prefixes, in a process for each person and no server around it; it finds nothing that is misspelled."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as store:
        store.execute("CREATE VIRTUAL TABLE names USING fts5(folded, name UNINDEXED, prefix='2 3 4')")
        store.executemany("INSERT INTO names VALUES (?, ?)", ((fold(name), name) for name in known))
        store.commit()
    with multiprocessing.get_context("spawn").Pool(PEOPLE) as pool:
        parts = pool.starmap(_ask_sqlite, [(path, list(keys[person::PEOPLE]), seconds) for person in range(PEOPLE)])
    path.unlink()
    latencies = [latency for part in parts for latency in part]
    return _row("SQLite FTS5, no HTTP", "no pause", latencies, seconds)


def _ask_sqlite(path: Path, keys: Sequence[str], seconds: float) -> list[float]:
    latencies = []
    end = time.monotonic() + seconds
    with closing(sqlite3.connect(path)) as store:
        turn = 0
        while time.monotonic() < end:
            words = fold(keys[turn % len(keys)]).split()
            turn += 1
            began = time.perf_counter()
            asked: Any = " ".join(f'"{word}"' for word in words) + "*"
            store.execute("SELECT name FROM names WHERE names MATCH ? ORDER BY rank LIMIT 10", (asked,)).fetchall()
            latencies.append(time.perf_counter() - began)
    return latencies
