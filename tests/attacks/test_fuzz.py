"""The fuzzer makes the same queries again, most of those it makes up are SPARQL, and what it changes differs."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from random import Random

import pyoxigraph as ox
import pytest

from communique.tests.attacks.fuzz.corpus import corpus
from communique.tests.attacks.fuzz.grammar import Grammar
from communique.tests.attacks.fuzz.mutate import mutated
from communique.tests.attacks.fuzz.session import Session
from communique.tests.attacks.fuzz.tokens import kind, tokens
from communique.tests.attacks.runner import Subject
from communique.tests.targets.process import Server

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "OPTIONAL", "GROUP BY")
QUERY = 'SELECT ?x # comment\n{ ?x a <urn:y> ; ?p "a\\"b"@en, 1.5e3 FILTER(?x != 3 && ?p >= _:b) }'


@contextmanager
def nothing() -> Iterator[Server]:
    yield Server("nothing", "http://127.0.0.1:1/", 0)


def session(seed: int, alone: bool = True) -> Session:
    return Session(Subject(nothing, restarts=False), corpus(), seed, 1.0, 1.0, alone)


def test_tokens_are_the_text() -> None:
    assert "".join(tokens(QUERY)) == QUERY
    assert {"<urn:y>", "1.5e3", "&&", '"a\\"b"', "@en", "# comment", "_:b"} <= set(tokens(QUERY))
    assert kind("?x") == kind("?y") != kind("<urn:y>")


def test_the_seed_makes_the_same_requests() -> None:
    one, same, other = (list(islice(session(seed).steps(), 50)) for seed in (5, 5, 6))
    assert one == same
    assert one != other


def test_nothing_remote_is_named_where_packets_could_leave() -> None:
    texts = [str(step.message.query) for step in islice(session(5, alone=False).steps(), 300)]
    assert not any("SERVICE" in text.upper() or "FROM" in text.upper() for text in texts)


def test_most_of_what_the_grammar_makes_is_sparql() -> None:
    store, valid = ox.Store(), 0
    forms: Counter[str] = Counter()
    for seed in range(200):
        query = Grammar(Random(seed)).query()
        forms.update(
            word for word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "OPTIONAL", "GROUP BY") if word in query
        )
        try:
            store.query(query)
            valid += 1
        except SyntaxError:
            pass
    assert valid > 180
    assert min(forms.values()) > 10


@pytest.mark.parametrize("seed", range(20))
def test_mutations_change_texts_within_bounds(seed: int) -> None:
    random = Random(seed)
    changed = [mutated(QUERY, random, [QUERY, "ASK {}"]) for _ in range(50)]
    assert len(set(changed)) > 10
    assert max(map(len, changed)) < 3_000_000
