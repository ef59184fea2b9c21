"""A batch of 10,000 names by the Entity Reconciliation API, beside plain rapidfuzz over the same names in a process.

The names are those of the parties of the generated knowledge base, each changed a little. What others wait meanwhile is
the 99th percentile of a page asked for all the while.
"""

import json
import random
import re
import resource
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from rapidfuzz import fuzz, process

from communique.bench.parts import Setting, Tables
from communique.tests.conformance.wire import send
from communique.tests.targets.communique import communique
from communique.tests.targets.tables import table
from communique.tests.targets.usage import cpu_seconds, memory_bytes

TABLES = ("reconcile",)
NAMES = 10_000
SAMPLE = 200
_LABEL = re.compile(r'<[^>]+/id/party/[^>]+> <[^>]+#prefLabel> "([^"]+)"@en')


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
    """One row for the service, one for rapidfuzz."""
    labels = sorted({found[1] for line in _lines(setting.data.dump) if (found := _LABEL.match(line))})
    chance = random.Random(setting.seed)
    meant = [chance.choice(labels) for _ in range(NAMES)]
    names = [_changed(label, chance) for label in meant]
    with communique(setting.data.releases) as server:
        address = "{0.scheme}://{0.netloc}".format(urlsplit(server.query))
        _post(address, names[:1])
        batch = _batch(address, server.pid, names, meant)
    setting.progress(f"{NAMES} names in {batch.seconds:.1f} s")
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        each, peak, first = pool.submit(
            _rapidfuzz, labels, names[:: NAMES // SAMPLE], meant[:: NAMES // SAMPLE]
        ).result()
    return {"reconcile": _table(len(labels), batch, each, peak, first)}


def _table(labels: int, batch: Batch, each: float, peak: int, first: int) -> str:
    waits = sorted(batch.waits) or [0.0]
    rows = [
        [
            "communique, over HTTP",
            f"{batch.seconds:.1f}",
            f"{batch.cpu:.1f}",
            f"{batch.memory / 2**20:.0f}",
            f"{batch.first / NAMES:.3f}",
            f"{waits[int(0.99 * (len(waits) - 1))] * 1000:.0f}",
        ],
        ["rapidfuzz, in a process", "–", f"{each * NAMES:.1f}", f"{peak / 2**20:.0f}", f"{first / SAMPLE:.3f}", "–"],
        ["ratio (rapidfuzz / communique)", "–", f"{each * NAMES / batch.cpu:.2f}", "–", "–", "–"],
    ]
    head = ["method", "clock (s)", "CPU (s)", "memory on top (MiB)", "meant name is first", "others wait, p99 (ms)"]
    return table(head, rows) + f"\n\n{NAMES:,} names against {labels:,} parties; answers of {batch.size / 1e6:.0f} MB."


def _lines(dump: Path) -> list[str]:
    with dump.open(encoding="utf-8") as lines:
        return [line for line in lines if "/id/party/" in line and "prefLabel" in line]


def _changed(name: str, chance: random.Random) -> str:
    """A name with a letter less, or two words in each other's place."""
    words = name.split()
    if len(words) > 1 and chance.random() < 0.5:
        one, other = chance.sample(range(len(words)), 2)
        words[one], words[other] = words[other], words[one]
        return " ".join(words)
    at = chance.randrange(1, len(name) - 1)
    return name[:at] + name[at + 1 :]


def _batch(address: str, pid: int, names: list[str], meant: list[str]) -> Batch:
    cpu, memory, began = cpu_seconds(pid), memory_bytes(pid), time.monotonic()
    over, waits = threading.Event(), list[float]()
    asking = threading.Thread(target=_wait, args=(address, over, waits))
    asking.start()
    content = _post(address, names)
    seconds = time.monotonic() - began
    over.set()
    asking.join()
    found = json.loads(content)
    firsts = [found[f"q{at}"]["result"] for at in range(len(names))]
    right = sum(bool(result) and result[0]["name"] == label for result, label in zip(firsts, meant, strict=True))
    spent = cpu_seconds(pid) - cpu
    return Batch(seconds, spent, max(0, memory_bytes(pid) - memory), len(content), right, waits)


def _wait(address: str, over: threading.Event, waits: list[float]) -> None:
    while not over.is_set():
        began = time.monotonic()
        send("GET", f"{address}/prefixes")
        waits.append(time.monotonic() - began)
        time.sleep(0.02)


def _post(address: str, names: list[str]) -> bytes:
    queries = {f"q{at}": {"query": name, "type": "party"} for at, name in enumerate(names)}
    form = urlencode({"queries": json.dumps(queries)}).encode()
    kind = ("Content-Type", "application/x-www-form-urlencoded")
    answer = send("POST", f"{address}/reconcile", [kind], form, 300.0)
    if answer.status != 200:
        raise RuntimeError(f"the batch was answered with {answer.status}: {answer.body[:300]!r}")
    return answer.body


def _rapidfuzz(labels: list[str], names: list[str], meant: list[str]) -> tuple[float, int, int]:
    """Seconds of CPU a name, the peak of the process in bytes, and how many first names are those meant."""
    began = time.process_time()
    found = [process.extract(name, labels, scorer=fuzz.WRatio, limit=5) for name in names]
    each = (time.process_time() - began) / len(names)
    right = sum(best[0][0] == label for best, label in zip(found, meant, strict=True))
    return each, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10, right
