"""Builds the index of a release, in a process of its own: `python -m communique.service.search.building PLAN`.

The plan is JSON: `quads` (a file of N-Quads) or `store` (a folder of a store), `base`, and `folder`, where the index is
written. It ends with the process that started it, and yields the processor to whoever answers questions.
"""

import gc
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, Store, parse

from communique.service.engine import confine
from communique.service.search.collecting import Collector
from communique.service.search.writing import write

NICE = 5


def _quads(plan: dict[str, Any]) -> Iterator[Quad]:
    if plan.get("store"):
        return iter(Store.read_only(plan["store"]).quads_for_pattern(None, None, None))
    return parse(path=plan["quads"], format=RdfFormat.N_QUADS)


def build(plan: dict[str, Any]) -> int:
    """Build the index that a plan describes; gives the number of things in it. Raises OSError or SyntaxError."""
    collector = Collector(plan["base"])
    collector.take(_quads(plan))
    return write(collector.entries(), Path(plan["folder"]))


def main() -> None:
    """Build; what goes wrong is one line on standard error."""
    plan = json.loads(sys.argv[1])
    confine.die_with_parent(plan["parent"])
    os.nice(NICE)
    gc.disable()  # nothing here is a cycle, and looking through millions of names for one takes long
    try:
        build(plan)
    except (OSError, SyntaxError, ValueError) as error:
        sys.exit(f"{plan.get('store') or plan['quads']}: {error}")


if __name__ == "__main__":
    main()
