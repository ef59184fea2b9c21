"""The rules of the house: layers point downward, the style holds, the types agree, files can be read in a sitting."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Each layer may use itself and those before it.
LAYERS = (
    ("communique", "communique.iris", "communique.paths"),
    ("communique.mappings.vocabulary", "communique.mappings.context", "communique.mappings.turtle"),
    ("communique.mappings.records",),
    ("communique.mappings",),
    ("communique.mappings.alignment",),
    ("communique.mappings.release",),
    ("communique.service.federation",),
    ("communique.service.engine",),
    ("communique.service.search",),
    ("communique.service.sparql",),
    ("communique.service.reconcile",),
    ("communique.service",),
    ("communique.commands", "communique.cli", "communique.__main__"),
)
ROOMS = ("communique", "mappings", "service")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def sources() -> Iterator[Path]:
    for room in (*ROOMS, "tests", "bench"):
        yield from sorted((ROOT / room).rglob("*.py"))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    parts = parts if parts[0] == "communique" else ("communique", *parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(module: str) -> int:
    """The layer whose name is the longest prefix of the module's."""
    ranks = [
        (len(name), rank)
        for rank, names in enumerate(LAYERS)
        for name in names
        if module == name or (module.startswith(name + ".") and name != "communique")
    ]
    assert ranks, f"{module} stands in no layer"
    return max(ranks)[1]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            package = ROOT / Path(*node.module.split(".")[1:]) if node.module.startswith("communique") else None
            for alias in node.names:
                is_module = package and ((package / f"{alias.name}.py").is_file() or (package / alias.name).is_dir())
                yield f"{node.module}.{alias.name}" if is_module else node.module


@pytest.mark.parametrize("room", ROOMS)
def test_layers_point_downward(room: str) -> None:
    upward = [
        f"{module_of(path)} uses {used}"
        for path in sorted((ROOT / room).rglob("*.py"))
        for used in imports(path)
        if used.split(".")[0] == "communique" and layer_of(used) > layer_of(module_of(path))
    ]
    assert not upward, "\n".join(upward)


def test_files_and_functions_can_be_read_in_a_sitting() -> None:
    long = []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > LONGEST_FILE:
            long.append(f"{path.relative_to(ROOT)}: {len(text.splitlines())} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {lines} lines")
    assert not long, "\n".join(long)


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path.relative_to(ROOT)) for path in sources() if not ast.get_docstring(ast.parse(path.read_text()))]
    assert not silent, "\n".join(silent)


@pytest.mark.parametrize("call", [["check"], ["format", "--check"]], ids=["lint", "format"])
def test_style(call: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *call, "."], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_types(tmp_path: Path) -> None:
    package = tmp_path / "communique"
    package.mkdir()
    for part in (*(ROOT / "communique").iterdir(), *(ROOT / room for room in ROOMS[1:])):
        if part.name != "__pycache__":
            (package / part.name).symlink_to(part)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "-p", "communique"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
