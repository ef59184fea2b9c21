"""The reader fed rubbish: it never raises, says where the fault is, and loses no other problem."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.mappings.knowledge import knowledge
from communique.mappings.records.seeds import read_seeds
from communique.mappings.records.tree import read_tree
from communique.tests.mappings.conftest import FIXTURE

FILES = sorted(str(path.relative_to(FIXTURE / "seeds")) for path in (FIXTURE / "seeds").rglob("*.yaml"))
READ = [file for file in FILES if file != "release.yaml"]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["party/xx-gardeners", "l3", "2019"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@contextmanager
def spoiled(file: str, data: bytes) -> Iterator[Path]:
    """The fixture with one file replaced, and one known fault elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(shutil.copytree(FIXTURE / "seeds", Path(folder) / "seeds"))
        (seeds / file).write_bytes(data)
        yield seeds


def elsewhere(file: str) -> tuple[str, str, str]:
    """A fault in a file that is not the spoiled one: its file, what to replace, and by what."""
    if file == "001/positions.yaml":
        return "001/relations.yaml", "type: solidarity", "type: solidarty"
    return "001/positions.yaml", "type: supported", "type: suported"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_make_a_tree_or_issues(data: bytes) -> None:
    issues: list[object] = []
    tree = read_tree(data, "f.yaml", issues)  # type: ignore[arg-type]
    assert tree.whole or issues


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(READ), st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_rubbish_bytes_never_raise_nor_hide_another_fault(file: str, data: bytes) -> None:
    other, old, new = elsewhere(file)
    with spoiled(file, data) as seeds:
        path = seeds / other
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        issues = read_seeds(seeds).issues
        assert any(issue.file == str(path) and new.split()[1] in issue.message for issue in issues)
        assert knowledge(seeds, jobs=1).quads == []


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(READ), st.lists(VALUES, max_size=3) | st.dictionaries(st.text(max_size=8), VALUES, max_size=3))
def test_rubbish_values_never_raise(file: str, content: object) -> None:
    with spoiled(file, yaml.safe_dump(content).encode()) as seeds:
        for issue in read_seeds(seeds).issues:
            assert issue.line >= 0
            assert issue.message


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(READ), st.integers(0, 2000), st.binary(max_size=4))
def test_a_file_with_some_bytes_replaced_never_raises(file: str, place: int, data: bytes) -> None:
    before = (FIXTURE / "seeds" / file).read_bytes()
    place %= len(before)
    with spoiled(file, before[:place] + data + before[place + len(data) :]) as seeds:
        read_seeds(seeds)
