"""Federation tests: one server for each remote endpoint that a test names, and its name rewritten to where it is."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from communique.tests.conformance.cases import Case, Content
from communique.tests.conformance.endpoint import Endpoint
from communique.tests.conformance.evaluation import Evaluation
from communique.tests.conformance.target import Target
from communique.tests.targets.oxigraph import oxigraph

# Nothing listens there: it stands for the remote endpoint that must not exist.
_NOWHERE = "http://127.0.0.1:9/sparql"
_INVALID = "http://invalid.endpoint.org/sparql"
_REMOTES = 2


@dataclass(frozen=True)
class Federation:
    """Servers to play the remote endpoints; `names` are the IRIs that the suite gives them."""

    evaluation: Evaluation
    remotes: Sequence[Endpoint]

    def check(self, case: Case, target: Target) -> str:
        """An empty string where the test passes, else what went wrong."""
        assert case.request and case.result
        places = {_INVALID: _NOWHERE}
        # Test 6 sends its remote to an endpoint that is not there; test 7 names none at all.
        for (name, path), remote in zip(sorted(case.services.items()), self.remotes, strict=False):
            remote.reset(self.evaluation.quads(Content((path,))))
            places[name] = remote.server.query
        target.reset(_moved(self.evaluation.quads(case.content), places))
        with TemporaryDirectory() as folder:
            result = Path(folder) / case.result.name
            result.write_text(_rewritten(case.result.read_text(encoding="utf-8"), places), encoding="utf-8")
            moved = replace(case, result=result)
            text = _rewritten(case.request.read_text(encoding="utf-8"), places)
            return self.evaluation.compare(moved, text, target)


@contextmanager
def remotes(evaluation: Evaluation) -> Iterator[Federation]:
    """As many oxigraph servers as a test of the suite has remote endpoints."""
    with ExitStack() as stack:
        servers = [stack.enter_context(oxigraph()) for _ in range(_REMOTES)]
        yield Federation(evaluation, [Endpoint(server) for server in servers])


def _rewritten(text: str, places: dict[str, str]) -> str:
    for name, place in places.items():
        text = text.replace(name, place)
    return text


def _moved(quads: Iterator[ox.Quad], places: dict[str, str]) -> Iterator[ox.Quad]:
    """Data that names a remote endpoint names it where it is."""
    for quad in quads:
        term = quad.object
        if isinstance(term, ox.NamedNode) and term.value in places:
            quad = ox.Quad(quad.subject, quad.predicate, ox.NamedNode(places[term.value]), quad.graph_name)
        yield quad
