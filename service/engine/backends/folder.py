"""A store on disk that is there already: each worker opens it for reading; nothing may write there meanwhile."""

from functools import partial
from pathlib import Path

from pyoxigraph import Store

from communique.service.engine.backends import Evaluate
from communique.service.engine.confine import Reach
from communique.service.engine.evaluate import evaluate
from communique.service.engine.plan import Plan


class Folder:
    """An Oxigraph store as a folder."""

    reach = Reach.FILES

    def __init__(self, plan: Plan, path: Path | None = None) -> None:
        self.path = path or Path(plan.source)

    def prepare(self) -> None:
        """Look whether there is a store."""
        if not (self.path / "CURRENT").is_file():
            raise FileNotFoundError("there is no store here")

    def attach(self) -> Evaluate:
        """Evaluates on the store, opened in some 20 ms, whatever its size."""
        return partial(evaluate, Store.read_only(str(self.path)))
