"""The engine itself, in process: the baseline that no endpoint over it may fall below."""

from collections.abc import Iterable

import pyoxigraph as ox

from communique.tests.conformance.target import Reply


class Engine:
    """pyoxigraph's in-memory store."""

    name = "engine"
    offers = frozenset({"query", "update", "service"})

    def __init__(self) -> None:
        self.store = ox.Store()

    def reset(self, quads: Iterable[ox.Quad]) -> None:
        self.store = ox.Store()
        self.store.extend(quads)

    def query(self, text: str, base: str, accept: str) -> Reply:
        try:
            results = self.store.query(text, base_iri=base)
            return self._serialized(results, accept)
        except (SyntaxError, ValueError) as error:
            return Reply(400, "text/plain", str(error).encode())
        except (OSError, RuntimeError) as error:
            return Reply(500, "text/plain", str(error).encode())

    def update(self, text: str, base: str) -> Reply:
        try:
            self.store.update(text, base_iri=base)
        except (SyntaxError, ValueError) as error:
            return Reply(400, "text/plain", str(error).encode())
        except (OSError, RuntimeError) as error:
            return Reply(500, "text/plain", str(error).encode())
        return Reply(204, "", b"")

    def content(self) -> list[ox.Quad]:
        return list(self.store)

    @staticmethod
    def _serialized(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, accept: str) -> Reply:
        if isinstance(results, ox.QueryTriples):
            return Reply(200, "application/n-triples", results.serialize(format=ox.RdfFormat.N_TRIPLES) or b"")
        form = ox.QueryResultsFormat.from_media_type(accept) or ox.QueryResultsFormat.JSON
        return Reply(200, form.media_type, results.serialize(format=form) or b"")
