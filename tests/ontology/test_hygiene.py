"""Hygiene: each rule of `ontology/hygiene/` finds nothing in the vocabulary, and something in its example."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Quad, QuerySolutions, Store

from communique.mappings import vocabulary
from communique.mappings.turtle import Triple
from communique.paths import room

RULES = sorted((room("ontology") / "hygiene").glob("*.rq"))
EXAMPLES = Path(__file__).parent / "examples"


def store_of(triples: Iterable[Triple]) -> Store:
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    return store


@pytest.fixture(scope="module")
def vocabulary_and_questions() -> Store:
    questions = [triple for path in sorted(room("competency").glob("*.ttl")) for triple in vocabulary.read(path)]
    return store_of((*vocabulary.triples(), *questions))


def broken(rule: Path, store: Store) -> list[str]:
    """What a rule finds, a row a text."""
    found = store.query(vocabulary.text(rule))
    assert isinstance(found, QuerySolutions)
    return sorted(" ".join(str(value) for value in row) for row in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_the_vocabulary_keeps_the_rule(rule: Path, vocabulary_and_questions: Store) -> None:
    assert not broken(rule, vocabulary_and_questions), rule.read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_the_rule_finds_what_it_forbids(rule: Path) -> None:
    assert broken(rule, store_of(vocabulary.read(EXAMPLES / f"{rule.stem}.ttl")))


def test_every_example_has_its_rule() -> None:
    assert [path.stem for path in RULES] == sorted(path.stem for path in EXAMPLES.glob("*.ttl"))
