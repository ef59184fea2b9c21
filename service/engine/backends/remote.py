"""The release in another store, for what one machine does not hold: each worker asks it, and writes what comes back.

A query is read here first: what is malformed never leaves, and the columns, formats, errors and bounds are the same
as with data of our own. The other store is always told which graphs are meant, so that whatever else it holds stays
out of sight (`dataset` is `release`), unless it is said to hold nothing else and to query the union of all by itself
(`store`).
"""

import socket
from pathlib import Path

from pyoxigraph import QueryTriples, Store, serialize

from communique.service.engine.backends import Evaluate
from communique.service.engine.columns import in_order
from communique.service.engine.complaint import explain
from communique.service.engine.confine import Reach
from communique.service.engine.dataset import Dataset, take_out
from communique.service.engine.evaluate import Results, chosen, write_pretty
from communique.service.engine.guard import inspect
from communique.service.engine.plan import Plan
from communique.service.engine.question import Failure, Question
from communique.service.engine.release import ReleaseError, read
from communique.service.engine.sink import Sink
from communique.service.engine.stores import answers
from communique.service.engine.stores.client import GRAPHS, SOLUTIONS, Client
from communique.service.engine.stores.counts import check
from communique.service.engine.stores.credentials import Credentials

NONE = "graph/none"  # relative to the base: the name of a graph that never holds anything
WIDER = 4  # a store's own format may be so many times larger than what is sent on
PATIENCE = 600.0  # seconds that a store may take to count what it holds
_NOTHING = Store()


class Remote:
    """A store by its query address; settings: the folder of the `release`, `dataset`, and whether to `check` counts."""

    reach = Reach.NETWORK

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._graphs: dict[str, int] = {}  # of the release, with their numbers of triples
        self._isolated = plan.settings["dataset"] == "release"
        self._client = Client(plan.source, Credentials.from_environment(), plan.seconds)

    def prepare(self) -> None:
        """See that the store is there and holds the release; raises ValueError that says what is missing."""
        try:
            self._graphs = read(Path(self._plan.settings["release"])).graphs
            if self._plan.settings["check"]:
                check(Client(self._plan.source, Credentials.from_environment(), PATIENCE), self._graphs)
            else:
                self._client.ask("ASK {}", SOLUTIONS).close()
        except (Failure, ReleaseError) as error:
            raise ValueError(str(error)) from None

    def attach(self) -> Evaluate:
        """Asks the store, one question at a time."""
        return self._evaluate

    def _evaluate(self, question: Question, sock: socket.socket, plan: Plan) -> Sink:
        text, shape, dataset = understood(question, plan)
        form, writer = chosen(shape, question)
        graphs = self._meant(dataset)
        accept = GRAPHS if isinstance(shape, QueryTriples) else SOLUTIONS
        with self._client.ask(text, accept, graphs.default, graphs.named) as response:
            sink = Sink(sock, form, question, plan)
            if isinstance(shape, QueryTriples):
                triples = answers.triples(response, WIDER * plan.result)
                if question.pretty:
                    write_pretty(triples, sink, writer, plan)
                else:
                    serialize(triples, sink, writer)  # type: ignore[arg-type]
            else:
                answers.write(answers.solutions(response, WIDER * plan.result), shape, sink, writer)
        return sink

    def _meant(self, named: Dataset | None) -> Dataset:
        """What to tell the store; nothing where it knows by itself."""
        if named is None:
            everything = tuple(self._graphs)
            return Dataset(everything, everything) if self._isolated else Dataset((), ())
        if self._isolated:
            known = self._graphs
            named = Dataset(*(tuple(iri for iri in part if iri in known) for part in (named.default, named.named)))
        nothing = (f"{self._plan.base}{NONE}",)  # an absent list would mean all graphs to some stores
        return Dataset(named.default or nothing, named.named or nothing)


def understood(question: Question, plan: Plan) -> tuple[str, Results, Dataset | None]:
    """A question as it goes out: its text, an empty result of its form, and the dataset that it names, if any.

    Raises Failure for what should not go out.
    """
    dataset = None
    names_dataset = inspect(question.text, plan.nesting, plan.patterns)
    try:
        text = in_order(question.text, plan.base) if "*" in question.text else question.text
        shape = _NOTHING.query(text, base_iri=plan.base)
    except SyntaxError as error:
        raise explain(question.text, error) from None
    except RuntimeError as error:
        raise Failure("unsupported", str(error)) from None
    if names_dataset:
        text, dataset = take_out(text, plan.base)
    if question.default_graphs is not None or question.named_graphs is not None:
        dataset = Dataset(question.default_graphs or (), question.named_graphs or ())
    return f"BASE <{plan.base}>\n{text}", shape, dataset
