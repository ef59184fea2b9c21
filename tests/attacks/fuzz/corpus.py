"""The queries that the fuzzer starts from: those of the official suites where they are, and our own examples."""

import os
from pathlib import Path

from communique.bench.queries import FOLDER as OURS
from communique.tests.shared import FOLDER

_MOST = 20_000


def corpus() -> list[str]:
    """Texts of queries and updates, in a fixed order; ours alone where the suites are absent."""
    suites = Path(os.environ.get("COMMUNIQUE_SUITES", FOLDER / "suites"))
    paths = sorted([*OURS.glob("*.rq"), *suites.rglob("*.rq"), *suites.rglob("*.ru")])
    texts = (path.read_bytes().decode("utf-8", errors="replace") for path in paths)
    return [text for text in texts if len(text) <= _MOST]
