"""Settings: read from the environment, refused where they are wrong, all in the documentation; and the cache."""

from dataclasses import fields
from pathlib import Path

import pytest

from communique.service.federation import FederationError, Policy, Rows, ServiceBudget, ServiceDenied, errors
from communique.service.federation.cache import Cache
from communique.service.federation.policy import SHIPPED, Budget
from communique.service.federation.reader import read

DOCS = (Path(__file__).resolve().parents[3] / "docs" / "federation.md").read_text(encoding="utf-8")
WIKIDATA = "https://query.wikidata.org/sparql"


def given(**settings: str) -> Policy:
    return Policy.from_environment({f"COMMUNIQUE_SERVICE_{name.upper()}": value for name, value in settings.items()})


def test_nothing_set() -> None:
    assert given() == Policy()
    assert Policy().loopback is False
    assert Policy().address(WIKIDATA) == WIKIDATA


def test_everything_set() -> None:
    policy = given(
        allow="default https://a.example/sparql",
        map='{"https://b.example/sparql": "http://127.0.0.1:7878/query"}',
        loopback="yes",
        seconds="2.5",
        rows="10",
        contact="mailto:a@b.example",
    )
    assert policy.allow == (*SHIPPED, "https://a.example/sparql")
    assert policy.address("https://b.example/sparql") == "http://127.0.0.1:7878/query"
    assert (policy.loopback, policy.seconds, policy.rows) == (True, 2.5, 10)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("map", "no JSON", "COMMUNIQUE_SERVICE_MAP: expected IRI: address"),
        ("map", "[1]", "a JSON object like"),
        ("map", '{"a": 1}', "a JSON object like"),
        ("loopback", "perhaps", "COMMUNIQUE_SERVICE_LOOPBACK: expected yes or no: not 'perhaps'"),
        ("rows", "many", "COMMUNIQUE_SERVICE_ROWS: expected rows"),
        ("rows", "0", "rows of SERVICE must be greater than 0"),
        ("seconds", "-1", "seconds of SERVICE must be greater than 0"),
        ("contact", "a\nX-Evil: yes", "contact of SERVICE must be plain text"),
    ],
)
def test_wrong_settings_are_refused(name: str, value: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        given(**{name: value})


@pytest.mark.parametrize(
    "url",
    [
        "https://query.wikidata.org/sparql/",
        "http://query.wikidata.org/sparql",
        "https://query.wikidata.org/sparql?x",
        "https://QUERY.wikidata.org/sparql",
        "https://query.wikidata.org:443/sparql",
        "https://query.wikidata.org/sparql#x",
        "https://query.wikidata.org.example.org/sparql",
        "https://example.org/?https://query.wikidata.org/sparql",
    ],
)
def test_the_list_is_taken_to_the_letter(url: str) -> None:
    with pytest.raises(ServiceDenied):
        Policy().address(url)


def test_budget_ends() -> None:
    budget = Budget(Policy(bytes=10, rows=3, requests=1))
    budget.spend_bytes(10)
    budget.spend_rows(3)
    budget.spend_request()
    with pytest.raises(ServiceBudget):
        budget.spend_bytes(1)
    with pytest.raises(ServiceBudget):
        budget.spend_rows(1)
    with pytest.raises(ServiceBudget):
        budget.spend_request()


def test_every_setting_is_documented() -> None:
    shown = {"allow": "the list above", "map": "none", "loopback": "no"}
    for item in fields(Policy):
        value = getattr(Policy(), item.name)
        default = shown.get(item.name) or (f"{value:g}" if isinstance(value, float) else str(value))
        row = f"| {item.name} | {default} | {item.metadata['unit']} | {item.metadata['meaning']} |"
        assert row in DOCS
    assert all(f"<{iri}>" in DOCS for iri in SHIPPED)


def test_every_error_is_documented() -> None:
    found = [error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, FederationError)]
    assert len(found) == 6
    for error in found:
        assert f"| {error.status} | `{error.kind}` |" in DOCS


def test_examples_in_the_documentation_are_read() -> None:
    examples = [part.split("```")[0] for part in DOCS.split("```sparql\n")[1:]]
    assert examples
    for example in examples:
        assert "SERVICE" in example
        read(example)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


ROWS = Rows(("x",), [("<urn:x>",)])


def test_cache_forgets_what_is_old() -> None:
    clock = Clock()
    cache = Cache(10, 1_000, clock)
    cache.put(("a", "q"), ROWS, 100)
    clock.now = 9.9
    assert cache.get(("a", "q")) is ROWS
    assert cache.get(("b", "q")) is None
    clock.now = 10
    assert cache.get(("a", "q")) is None


def test_cache_stays_within_its_bound() -> None:
    cache = Cache(10, 1_000, Clock())
    for name in "abc":
        cache.put((name, ""), ROWS, 399)
        cache.get(("a", ""))
    assert [name for name in "abc" if cache.get((name, ""))] == ["a", "c"]
    cache.put(("d", ""), ROWS, 1_001)
    assert cache.get(("d", "")) is None
    assert cache.get(("a", "")) is ROWS
    cache.put(("a", ""), ROWS, 998)
    assert [name for name in "abc" if cache.get((name, ""))] == ["a"]


def test_cache_turned_off() -> None:
    cache = Cache(0, 1_000, Clock())
    cache.put(("a", ""), ROWS, 1)
    assert cache.get(("a", "")) is None
