"""Every budget of the service by name: what one query, one client and the whole endpoint may use.

Each field says in its metadata what it bounds; the command line, the documentation and the page of limits are made
from it.
"""

import os
from dataclasses import dataclass, field, fields
from typing import Any

MIB = 1 << 20


def _limit(default: float, unit: str, bounds: str, may_be_off: bool = False) -> Any:
    return field(default=default, metadata={"unit": unit, "bounds": bounds, "may_be_off": may_be_off})


def _switch(default: float, unit: str, bounds: str) -> Any:
    """A limit that 0 turns off, with what it is for."""
    return _limit(default, unit, bounds, may_be_off=True)


@dataclass(frozen=True, slots=True)
class Limits:
    """The budgets; every one can be set by `communique serve --limit NAME=VALUE`."""

    query_seconds: float = _limit(30.0, "seconds", "wall-clock time of one query, its delivery included")
    query_memory: int = _limit(1024 * MIB, "bytes", "memory that one query may use beyond the data")
    query_bytes: int = _limit(256 << 10, "bytes", "length of a query as UTF-8")
    query_nesting: int = _limit(128, "levels", "depth of braces, parentheses and brackets in a query")
    query_patterns: int = _limit(2000, "parts", "groups, patterns and operators in a query; not the rows of VALUES")
    result_bytes: int = _limit(1024 * MIB, "bytes", "size of one result before compression")
    result_rows: int = _limit(10_000_000, "rows", "rows of one result of SELECT")
    workers: int = _limit(max(2, os.cpu_count() or 1), "processes", "workers kept for queries of unknown length")
    slow_workers: int = _limit(8, "processes", "further workers, for queries found to be slow")
    slow_seconds: float = _limit(0.25, "seconds", "time after which a query counts as slow")
    crowded_seconds: float = _limit(0.05, "seconds", "the same while others wait for a worker")
    client_slow: int = _limit(4, "queries", "slow queries of one client at a time")
    queue: int = _limit(512, "queries", "queries that wait for a worker")
    client_queue: int = _limit(128, "queries", "queries of one client that wait for a worker")
    queue_seconds: float = _limit(10.0, "seconds", "time a query waits for a worker")
    update_seconds: float = _limit(30.0, "seconds", "wall-clock time of one update or one write of a graph")
    update_memory: int = _limit(1024 * MIB, "bytes", "memory that one update may use")
    update_bytes: int = _limit(32 * MIB, "bytes", "length of an update, or of the content of a graph that is written")
    update_queue: int = _limit(64, "updates", "updates in work and waiting")
    worker_growth: int = _limit(256 * MIB, "bytes", "private memory at which a worker is replaced between queries")
    search_characters: int = _limit(200, "characters", "length of what is searched for")
    search_hits: int = _limit(100, "hits", "hits on one page of a search")
    search_depth: int = _limit(10_000, "hits", "hits of one search that can be paged through")
    search_threads: int = _limit(2, "threads", "searches in work at once")
    search_queue: int = _limit(256, "searches", "searches in work and waiting")
    reconcile_names: int = _limit(10_000, "names", "queries in one batch of names to be reconciled")
    reconcile_bytes: int = _limit(16 * MIB, "bytes", "length of a batch of names to be reconciled")
    reconcile_seconds: float = _limit(120.0, "seconds", "wall-clock time of one batch of names, its waiting included")
    reconcile_memory: int = _limit(512 * MIB, "bytes", "memory that matching names may use beyond the names known")
    reconcile_queue: int = _limit(32, "batches", "batches of names in work and waiting")
    url_bytes: int = _limit(64 << 10, "bytes", "length of a request's target")
    header_bytes: int = _limit(32 << 10, "bytes", "size of a request's header fields")
    header_seconds: float = _limit(10.0, "seconds", "time in which a request's header must arrive")
    body_seconds: float = _limit(20.0, "seconds", "time in which a request's body must arrive")
    idle_seconds: float = _limit(15.0, "seconds", "time a connection may rest between two requests")
    connections: int = _limit(4096, "connections", "connections open at once")
    client_rate: float = _switch(100.0, "requests a second", "requests of one client in the long run; 0: any number")
    client_burst: int = _limit(1000, "requests", "requests of one client at once, after a rest")
    clients: int = _limit(65536, "clients", "clients whose requests are counted; of more, the last")
    send_seconds: float = _limit(60.0, "seconds", "time in which a client must take some of what is sent to it")
    stop_seconds: float = _limit(10.0, "seconds", "time that answers in work get when the service is to end")
    cache_bytes: int = _switch(
        256 * MIB, "bytes", "memory for answers and pages kept, an eighth of it for one; 0: none"
    )

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if value < 0 or (value == 0 and not item.metadata["may_be_off"]):
                raise ValueError(f"the limit {item.name} must be greater than 0, not {value}")


def parse_limit(text: str) -> tuple[str, float | int]:
    """`NAME=VALUE` as a name and a number; raises ValueError that says what was expected."""
    name, sign, value = text.partition("=")
    known = {item.name: item for item in fields(Limits)}
    if not sign or name not in known:
        raise ValueError(f"expected NAME=VALUE with a NAME out of {', '.join(known)}; got {text!r}")
    try:
        return name, float(value) if known[name].type is float else int(value)
    except ValueError:
        raise ValueError(f"the limit {name} takes a number of {known[name].metadata['unit']}, not {value!r}") from None
