"""Which input gave which release, so that a build of what is already built ends at once.

The hash of the input covers every file that a build reads, the code that reads them, and the options that matter. It is
kept beside the releases, not in them: the same data must give the same release, whichever code made it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import communique
from communique import iris

_BUILDS = ".builds.json"
_KEPT = 50
_TOOLS = ("pyoxigraph", "pyshacl", "rdflib", "pyyaml", "edtf")
_CODE = {"mappings": Path(__file__).resolve().parent.parent, "iris": Path(iris.__file__)}
"""The code of the first half of the house: nothing in service/ changes what a build makes."""


def input_hash(inputs: Mapping[str, Path], options: Iterable[str]) -> str:
    """The SHA-256 over the inputs (files and folders, each under a name), the code and the options."""
    total = hashlib.sha256()
    for each in (communique.__version__, iris.BASE, *(f"{tool} {version(tool)}" for tool in _TOOLS), *options):
        total.update(f"{each}\n".encode())
    for name, root in sorted({**inputs, **_CODE}.items()):
        for path in _files(root):
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
            total.update(f"{name}/{path.relative_to(root).as_posix()} {content}\n".encode())
    return total.hexdigest()


def _files(root: Path) -> list[Path]:
    found = [root] if root.is_file() else root.rglob("*")
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def recall(releases: Path, hashed: str) -> str | None:
    """The name of the release that this input gave before, or None."""
    return _builds(releases).get(hashed)


def remember(releases: Path, hashed: str, name: str) -> None:
    """Keep which release this input gave; only the latest builds are kept."""
    builds = {each: made for each, made in _builds(releases).items() if each != hashed} | {hashed: name}
    fresh = releases / f"{_BUILDS}.new"
    fresh.write_text(json.dumps(dict(list(builds.items())[-_KEPT:]), indent=2) + "\n", encoding="utf-8")
    fresh.replace(releases / _BUILDS)


def _builds(releases: Path) -> dict[str, str]:
    """What is remembered; nothing where the file is missing or spoilt."""
    try:
        builds = json.loads((releases / _BUILDS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return builds if isinstance(builds, dict) else {}
