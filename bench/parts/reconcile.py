"""A batch of 10,000 names by the Entity Reconciliation API, beside plain rapidfuzz over the same names in a process.

The knowledge base holds the parties of the public lists with all their names (see `bench/parties.py`), and the names
asked are theirs, perturbed, with the country or the year that the case tells. What others wait meanwhile is the 99th
percentile of a page asked for all the while.
"""

import json
import resource
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any
from urllib.parse import urlencode, urlsplit

from rapidfuzz import fuzz, process

from communique.bench import parties
from communique.bench.parts import Setting, Tables
from communique.mappings.alignment.evaluation.cases import Case
from communique.mappings.alignment.matching.candidates import Candidate
from communique.mappings.alignment.matching.features import Query
from communique.tests.conformance.wire import send
from communique.tests.targets.communique import communique
from communique.tests.targets.tables import table
from communique.tests.targets.usage import cpu_seconds, memory_bytes

TABLES = ("reconcile",)
NAMES = 10_000
SAMPLE = 200


@dataclass(frozen=True)
class Batch:
    """What the batch took: seconds by the clock and of CPU, memory in bytes that came on top, bytes of the answer, how
    many first candidates bear the name that was changed; and how long others waited, in seconds."""

    seconds: float
    cpu: float
    memory: int
    size: int
    first: int
    waits: list[float]


def run(setting: Setting) -> Tables:
    """One row for the service, one for rapidfuzz; without the lists, why there is none."""
    if not parties.there():
        return {"reconcile": "Not run: the lists of parties are not beside the checkout."}
    known = parties.parties()
    cases = parties.asked(known, NAMES)
    meant = {party.key: f"party/{parties.key_of(party)}" for party in known}
    with communique(parties.released(setting.folder, known)) as server:
        address = "{0.scheme}://{0.netloc}".format(urlsplit(server.query))
        _post(address, cases[:1])
        batch = _batch(address, server.pid, cases, meant)
    setting.progress(f"{NAMES} names in {batch.seconds:.1f} s")
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        plain = pool.submit(_rapidfuzz, known, cases[:: NAMES // SAMPLE]).result()
    names = sum(len(party.names) for party in known)
    return {
        "reconcile": _table(batch, *plain) + f"\n\n{NAMES:,} names against {names:,} names of {len(known):,} parties."
    }


def _table(batch: Batch, each: float, peak: int, first: int) -> str:
    waits = sorted(batch.waits) or [0.0]
    ours = [
        "communique, over HTTP",
        f"{batch.seconds:.1f}",
        f"{batch.cpu:.1f}",
        f"{batch.memory / 2**20:.0f}",
        f"{batch.size / 1e6:.0f}",
        f"{batch.first / NAMES:.3f}",
        f"{waits[int(0.99 * (len(waits) - 1))] * 1000:.0f}",
    ]
    plain = [
        "rapidfuzz, in a process",
        "–",
        f"{each * NAMES:.1f}",
        f"{peak / 2**20:.0f}",
        "–",
        f"{first / SAMPLE:.3f}",
        "–",
    ]
    ratio = ["ratio (rapidfuzz / communique)", "–", f"{each * NAMES / batch.cpu:.1f}", "–", "–", "–", "–"]
    head = ["method", "clock (s)", "CPU (s)", "memory (MiB)", "answer (MB)", "meant is first", "others wait, p99 (ms)"]
    return table(head, [ours, plain, ratio])


def _batch(address: str, pid: int, cases: Sequence[Case], meant: dict[str, str]) -> Batch:
    cpu, memory, began = cpu_seconds(pid), memory_bytes(pid), time.monotonic()
    over, waits = threading.Event(), list[float]()
    asking = threading.Thread(target=_wait, args=(address, over, waits))
    asking.start()
    content = _post(address, cases)
    seconds = time.monotonic() - began
    over.set()
    asking.join()
    spent, grown = cpu_seconds(pid) - cpu, max(0, memory_bytes(pid) - memory)
    found = json.loads(content)
    firsts = [found[f"q{at}"]["result"][:1] for at in range(len(cases))]
    right = sum(
        first["id"] == meant[case.answer] for case, results in zip(cases, firsts, strict=True) for first in results
    )
    return Batch(seconds, spent, grown, len(content), right, waits)


def _wait(address: str, over: threading.Event, waits: list[float]) -> None:
    while not over.is_set():
        began = time.monotonic()
        send("GET", f"{address}/prefixes")
        waits.append(time.monotonic() - began)
        time.sleep(0.02)


def _post(address: str, cases: Sequence[Case]) -> bytes:
    queries = {f"q{at}": _query(case.query) for at, case in enumerate(cases)}
    form = urlencode({"queries": json.dumps(queries)}).encode()
    kind = ("Content-Type", "application/x-www-form-urlencoded")
    answer = send("POST", f"{address}/reconcile", [kind], form, 300.0)
    if answer.status != 200:
        raise RuntimeError(f"the batch was answered with {answer.status}: {answer.body[:300]!r}")
    return answer.body


def _query(query: Query) -> dict[str, Any]:
    told = (("country", query.country), ("year", query.year))
    properties = [{"pid": name, "v": value} for name, value in told if value]
    return {"query": query.names[0], "type": "party", "properties": properties}


def _rapidfuzz(known: Sequence[Candidate], cases: Sequence[Case]) -> tuple[float, int, int]:
    """Seconds of CPU a name, the peak of the process in bytes, and how many first names are of the party meant."""
    owners: dict[str, set[str]] = {}
    for party in known:
        for name in party.names:
            owners.setdefault(name, set()).add(party.key)
    names = sorted(owners)
    began = time.process_time()
    found = [process.extract(case.query.names[0], names, scorer=fuzz.WRatio, limit=5) for case in cases]
    each = (time.process_time() - began) / len(cases)
    right = sum(case.answer in owners[best[0][0]] for best, case in zip(found, cases, strict=True))
    return each, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10, right
