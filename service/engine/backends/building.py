"""Builds a store on disk from N-Quads, in a process of its own: `python -m … PARENT SOURCE TARGET`."""

import os
import sys
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from communique.service.engine import confine


def build(source: Path | None, target: Path) -> None:
    """Load a file, or nothing, into a new store, and see it on the disk; raises OSError or SyntaxError."""
    store = Store(str(target))
    if source is not None:
        store.bulk_load(path=source, format=RdfFormat.N_QUADS)
    store.flush()
    del store
    for file in target.iterdir():
        sync(file)
    sync(target)


def sync(path: Path) -> None:
    """Wait until a file, or the list of a folder's files, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def main() -> None:
    """Build; the last line on standard error says what went wrong."""
    parent, source, target = sys.argv[1:]
    confine.die_with_parent(int(parent))
    try:
        build(Path(source), Path(target))
    except (OSError, SyntaxError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
