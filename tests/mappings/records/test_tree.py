"""The YAML tree: lines, strings as written, and nothing that can grow or break."""

import pytest

from communique.mappings.records.issue import Issue
from communique.mappings.records.tree import DEPTH, Mapping, Scalar, Sequence, read_tree, words


def told(data: bytes) -> list[str]:
    issues: list[Issue] = []
    read_tree(data, "f.yaml", issues)
    return [str(issue) for issue in issues]


def test_nodes_know_their_lines_and_stay_strings() -> None:
    tree = read_tree(b"a: no\nb:\n  - 2017-08\n  - '010'\n", "f.yaml", [])
    assert isinstance(tree.root, Mapping)
    assert tree.root.entries["a"] == Scalar(1, "no", True)
    assert tree.root.entries["b"] == Sequence(3, [Scalar(3, "2017-08", True), Scalar(4, "010", False)])
    assert tree.root.lines == {"a": 1, "b": 2}


def test_an_empty_file_has_no_root() -> None:
    assert read_tree(b"# nothing\n", "f.yaml", []).root is None


def test_what_was_complete_before_a_fault_is_kept() -> None:
    issues: list[Issue] = []
    tree = read_tree(b"- a: 1\n- b: 2\n   c: 3\n", "f.yaml", issues)
    assert tree.root == Sequence(1, [Mapping(1, {"a": Scalar(1, "1", True)}, {"a": 1})])
    assert not tree.whole
    assert [issue.line for issue in issues] == [3]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a: 1\nb: 2\na: 3\n", "f.yaml:3: 'a' stands twice: first on line 1; keep one of them"),
        (b"- x\n- y\xe9\n", "f.yaml:2: byte 0xe9 is not UTF-8: save the file as UTF-8"),
        (b"\xef\xbb\xbfa: 1", "f.yaml:1: the file starts with a byte order mark: save it as UTF-8 without one"),
        (b"a: b: c", "f.yaml:1: broken YAML: mapping values are not allowed in this context"),
        (b"- a\n- \x01", "f.yaml:2: broken YAML: control characters are not allowed (U+0001)"),
        (b"- &x [a]", "f.yaml:1: the anchor &x is not allowed in record files: write the value out"),
        (b"- *x", "f.yaml:1: the alias *x is not allowed in record files: write the value out"),
        (b"- !!python/name:os.system x", "f.yaml:1: a tag ('!…') is not allowed in record files"),
        (b"--- a\n--- b", "f.yaml:2: a second YAML document ('---') in one file is not allowed"),
        (b"? [a]\n: b", "f.yaml:1: a key must be a word, not a list or a mapping"),
    ],
)
def test_faults_are_told_by_line(data: bytes, expected: str) -> None:
    assert told(data) == [expected]


@pytest.mark.parametrize("data", [b"[" * 100_000, b"- " * 100_000, b"{a: " * 10_000])
def test_nesting_is_bounded(data: bytes) -> None:
    assert told(data) == [f"f.yaml:1: nested more than {DEPTH} deep"]


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = b"a: &a [x,x,x,x]\n" + b"".join(b"%c: &%c [*%c,*%c,*%c]\n" % (c + 1, c + 1, c, c, c) for c in range(97, 120))
    assert told(bomb) == ["f.yaml:1: the anchor &a is not allowed in record files: write the value out"]


def test_words_are_all_scalars_but_keys() -> None:
    root = read_tree(b"a: [x, {b: y}]\nc: z\n", "f.yaml", []).root
    assert set(words(root)) == {"x", "y", "z"}
