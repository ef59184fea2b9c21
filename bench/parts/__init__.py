"""What the bench measures: each module here is one part, called by its name with `--only`.

A part has `TABLES`, the names of its tables, each with a place in docs/bench.md, and `run(setting)`, which measures and
gives each table as Markdown under its name. A new module is found without being listed anywhere.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType

from communique.bench.release import Generated, generate
from communique.bench.targets import TARGETS, usual

CLIENTS = (1, 8, 32)
Progress = Callable[[str], None]
Tables = Mapping[str, str]


@dataclass(frozen=True)
class Setting:
    """What a run of the bench was asked for; a part takes of it what concerns it."""

    folder: Path = Path("build/bench")
    size: int = 1_000_000  # triples of the generated knowledge base
    seed: int = 1
    chosen: tuple[str, ...] = ()  # servers; none given: all that make sense for the size
    queries: tuple[str, ...] = ()  # names of queries; none given: all
    clients: tuple[int, ...] = CLIENTS
    seconds: float = 3.0  # for each measurement
    output: Path | None = None  # a folder for what was measured, as JSON
    progress: Progress = field(default=lambda text: None)

    @cached_property
    def data(self) -> Generated:
        """The generated knowledge base, which is made when a part first asks for it."""
        found = generate(self.folder, self.size, self.seed)
        self.progress(f"{found.quads} triples in {found.folder}")
        return found

    @property
    def targets(self) -> tuple[str, ...]:
        """The servers to measure, by their names in `bench.targets`."""
        return self.chosen or usual(self.size)


def parts() -> tuple[str, ...]:
    """The names of all parts."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def part(name: str) -> ModuleType:
    """The part of that name, imported only when it is wanted: each needs other libraries."""
    return import_module(f"{__name__}.{name}")


__all__ = ["CLIENTS", "TARGETS", "Progress", "Setting", "Tables", "part", "parts"]
