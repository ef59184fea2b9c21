"""What is asked of endpoints, in which order, and what comes of it: case by case."""

import asyncio
from collections.abc import Mapping

import pytest
from pyoxigraph import Store

from communique.service.federation import (
    Budget,
    Federation,
    FederationError,
    Place,
    Policy,
    QueryNotUnderstood,
    Rows,
    ServiceDenied,
    ServiceFailed,
    ServiceTimeout,
    blanked,
)
from communique.service.federation.reader import read
from communique.service.federation.resolution import Resolution
from communique.tests.service.federation.endpoints import JSON, ONE, federation, response, run, saying, towards
from communique.tests.service.federation.local import PREFIX, Bag, Engine, Stores, bag, store

ONE_IRI, TWO_IRI = "http://example.org/one", "http://example.org/two"
LOCAL = ":a :p :x ; :q 1 . :b :p :y ; :q 2 . :c :p :z ; :q 3 . :one a :Endpoint . :two a :Endpoint ."
REMOTE = ":x :r 'X' . :y :r 'Y' . :w :r 'W' . :one :r :x ."


class Trial:
    """A resolution with all that was asked here (`here`) and elsewhere (`there`), and its outcome."""

    def __init__(
        self, query: str, local: str = LOCAL, remotes: Mapping[str, str] | None = None, **settings: float
    ) -> None:
        stores = {ONE_IRI: REMOTE, TWO_IRI: ":z :r 'Z' ."} if remotes is None else remotes
        self.data: Store = store(local)
        self.engine = Engine(self.data)
        self.remotes = Stores({iri: store(data) for iri, data in stores.items()})
        policy = Policy(**settings)  # type: ignore[arg-type]
        work = Resolution(read(PREFIX + query), self.engine, self.remotes, policy, Budget(policy))
        self.text = asyncio.run(work.run())

    @property
    def here(self) -> list[str]:
        return [query for query in self.engine.asked if "AS ?endpoint" not in query]

    @property
    def there(self) -> list[str]:
        return [query for _, query in self.remotes.asked]

    @property
    def solutions(self) -> Bag:
        return bag(self.data, self.text)


def test_known_values_are_sent_along() -> None:
    trial = Trial("SELECT * { ?s :p ?o SERVICE :one { ?o :r ?name } }")
    (query,) = trial.there
    assert all(f"(<http://example.org/{name}>)" in query for name in "xyz")
    assert "SELECT ?o ?name" in query
    assert trial.solutions.total() == 2
    assert "http://example.org/w" not in trial.text


def test_known_values_are_sent_in_batches_and_each_once() -> None:
    many = "".join(f":s{number} :p :o{number % 50} . " for number in range(100))
    trial = Trial("SELECT * { ?s :p ?o SERVICE :one { ?o :r ?name } }", local=many, batch=20)
    assert len(trial.there) == 3
    sent = [name for query in trial.there for name in query.split() if name.startswith("(<")]
    assert len(sent) == len(set(sent)) == 50


def test_too_many_known_values_are_not_sent() -> None:
    trial = Trial("SELECT * { ?s :p ?o SERVICE :one { ?o :r ?name } }", bindings=2)
    (query,) = trial.there
    assert "VALUES" not in query
    assert trial.solutions.total() == 2


def test_slow_context_is_given_up() -> None:
    class Slow(Engine):
        async def __call__(self, query: str) -> Rows:
            if "DISTINCT" in query:
                await asyncio.sleep(60)
            return await super().__call__(query)

    policy = Policy(local_seconds=0.05)
    remotes = Stores({ONE_IRI: store(REMOTE)})
    query = read(f"{PREFIX}SELECT * {{ ?s :p ?o SERVICE <{ONE_IRI}> {{ ?o :r ?name }} }}")
    text = run(Resolution(query, Slow(store(LOCAL)), remotes, policy, Budget(policy)).run())
    assert "VALUES" not in remotes.asked[0][1]
    assert bag(store(LOCAL), text).total() == 2


def test_nothing_known_nothing_asked() -> None:
    trial = Trial("SELECT * { ?s :none ?o SERVICE :one { ?o :r ?name } }")
    assert trial.there == []
    assert trial.solutions.total() == 0


def test_filters_narrow_what_is_sent() -> None:
    trial = Trial("SELECT * { ?s :p ?o ; :q ?n FILTER(?n > 1) SERVICE :one { ?o :r ?name } FILTER(?name = 'Y') }")
    assert "example.org/x>" not in trial.there[0]
    assert "example.org/y>" in trial.there[0]
    assert trial.solutions.total() == 1


def test_what_follows_narrows_too() -> None:
    trial = Trial("SELECT * { SERVICE :one { ?o :r ?name } :a :p ?o }")
    assert "example.org/y>" not in trial.there[0]


def test_one_answer_narrows_the_next_question() -> None:
    trial = Trial("SELECT * { SERVICE :two { ?o :r ?other } SERVICE :one { ?o :r ?name } ?s :p ?o FILTER(?s != :c) }")
    assert [iri for iri, _ in trial.remotes.asked] == [TWO_IRI]
    assert trial.solutions.total() == 0


def test_clauses_are_answered_in_the_order_that_knows_most() -> None:
    trial = Trial("SELECT * { { SERVICE :two { ?x :r ?y } } UNION { :a :p ?o SERVICE :one { ?o :r ?name } } }")
    assert [iri for iri, _ in trial.remotes.asked] == [ONE_IRI, TWO_IRI]


@pytest.mark.parametrize(
    ("group", "flat"),
    [
        ("?o :r ?name", True),
        ("?o :r ?name OPTIONAL { ?o :s ?x }", True),
        ("?o :r ?name FILTER(?name != 'X')", True),
        ("OPTIONAL { ?o :r ?name }", False),
        ("SELECT * { ?o :r ?name } LIMIT 10", False),
        ("BIND(1 AS ?x) ?o :r ?name", False),
    ],
)
def test_values_stand_beside_the_pattern_where_that_means_the_same(group: str, flat: bool) -> None:
    trial = Trial(f"SELECT * {{ ?s :p ?o SERVICE :one {{ {group} }} }}")
    assert (group + " }\n}" not in trial.there[0]) is flat


def test_only_needed_prefixes_are_sent() -> None:
    trial = Trial("PREFIX unused: <http://example.org/unused/> SELECT * { SERVICE :one { ?o :r ?name } }")
    assert "unused" not in trial.there[0]
    assert PREFIX.strip() in trial.there[0]


def test_subselect_with_limit_is_evaluated_once() -> None:
    trial = Trial("SELECT * { { SELECT ?o { ?s :p ?o } ORDER BY ?o LIMIT 1 } SERVICE :one { ?o :r ?name } }")
    assert "LIMIT 1 }" not in trial.text
    assert "example.org/y>" not in trial.there[0]
    assert trial.solutions.total() == 1


def test_columns_stay_in_order_and_in_scope() -> None:
    trial = Trial("SELECT * { SERVICE SILENT :none { ?z :p ?y . ?y :q ?x } }")
    assert "VALUES (?z ?y ?x) { (UNDEF UNDEF UNDEF) }" in trial.text


def test_what_follows_keeps_its_line() -> None:
    trial = Trial("SELECT *\n{ ?s :p ?o\n SERVICE :one {\n ?o :r\n ?name } \n FILTER(?o != ?none) }")
    written = "FILTER(?o != ?none) }"
    assert trial.text.splitlines()[6].strip() == written


def test_blanked_query_keeps_every_place() -> None:
    query = "SELECT * {\n SERVICE <http://e/> {\n ?s ?p 'é'\n } . ?x a . SERVICE ?y { } } # SERVICE"
    found = blanked(query)
    assert "SERVICE" not in found[:-9]
    assert len(found) == len(query)
    assert found.index("?x a .") == query.index("?x a .")
    assert [line.count("{") for line in found.splitlines()] == [1, 1, 0, 1]
    with pytest.raises(SyntaxError, match="at 4:"):
        Store().query(found)


def test_endpoint_in_a_variable() -> None:
    trial = Trial("SELECT * { ?e a :Endpoint . SERVICE ?e { ?o :r ?name } ?s :p ?o }")
    assert {iri for iri, _ in trial.remotes.asked} == {ONE_IRI, TWO_IRI}
    assert trial.solutions.total() == 3


def test_endpoint_that_the_clause_binds_too() -> None:
    trial = Trial("SELECT * { ?e a :Endpoint . SERVICE ?e { ?e :r ?o } }")
    assert trial.solutions.total() == 1


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * { SERVICE ?e { ?o :r ?name } }", "?e has no known values"),
        ("SELECT * { ?e a :Endpoint MINUS { SERVICE ?f { ?o :r ?name } } }", "?f has no known values"),
        ("SELECT * { ?s :p ?o LATERAL { SERVICE :one { ?o :r ?name } } }", "inside LATERAL"),
        ("SELECT * { ?s :q ?n FILTER EXISTS { SERVICE :one { ?o :r ?m FILTER(?m > ?n) } } }", "it tests ?n"),
        ("SELECT * { " + "SERVICE :one { } " * 17 + "}", "16 SERVICE clauses"),
    ],
)
def test_what_cannot_be_answered_is_refused(query: str, message: str) -> None:
    with pytest.raises(QueryNotUnderstood) as raised:
        Trial(query)
    assert message in raised.value.detail


@pytest.mark.parametrize("endpoint", ["'text'", "1", "_:b"])
def test_endpoint_that_is_no_iri(endpoint: str) -> None:
    with pytest.raises(ServiceDenied, match="an endpoint is an IRI"):
        Trial("SELECT * { :e :at ?e SERVICE ?e { } }", local=f":e :at {endpoint} .")


def federated(query: str, *answers: bytes, **settings: float) -> tuple[str, int]:
    """The text that becomes of a query to an endpoint that says these things, and how often it was asked."""

    async def test() -> tuple[str, int]:
        async with saying(*answers) as server, federation(towards(server.url, **settings)) as ours:
            return await ours.resolve(PREFIX + query, Engine(store(LOCAL))), len(server.requests)

    return run(test())


def test_query_without_service_is_given_back_itself() -> None:
    queries = ["SELECT ?service { ?service ?p 'SERVICE' }", "SELECT * { SERVICE broken", "no query", ""]

    async def test() -> None:
        ours = Federation(Policy())
        for query in queries[:1] + queries[2:]:
            assert await ours.resolve(query, Engine(Store())) is query
        with pytest.raises(QueryNotUnderstood):
            await ours.resolve(queries[1], Engine(Store()))
        await ours.close()

    run(test())


def test_long_queries() -> None:
    many = " ".join(f":x{number}" for number in range(1_000))
    text, _ = federated(f"SELECT * {{ VALUES ?o {{ {many} }} SERVICE :one {{ ?s :p ?o }} }}", response(ONE))
    assert "SERVICE" not in text
    with pytest.raises(QueryNotUnderstood, match="1,000 characters"):
        federated(f"SELECT * {{ VALUES ?o {{ {many} }} SERVICE :one {{ ?s :p ?o }} }}", response(ONE), length=1_000)
    query = f"SELECT * {{ VALUES ?o {{ {many} 'service' }} }}"
    assert federated(query, response(ONE), length=1_000)[0] == PREFIX + query


def test_many_rows() -> None:
    row = b'{"s":{"type":"literal","value":"%d"}}'
    rows = b",".join(row % number for number in range(20_000))
    answer = b'{"head":{"vars":["s"]},"results":{"bindings":[%s]}}' % rows
    text, _ = federated("SELECT * { SERVICE :one { ?s :p [] } }", response(answer))
    assert bag(Store(), text).total() == 20_000


def test_denied_by_default() -> None:
    async def test() -> None:
        ours = Federation(Policy())
        try:
            await ours.resolve("SELECT * {\n  SERVICE <https://example.org/sparql> { ?s ?p ?o } }", Engine(Store()))
        finally:
            await ours.close()

    with pytest.raises(ServiceDenied) as raised:
        run(test())
    assert raised.value.place == Place(2, 3)
    assert "<https://query.wikidata.org/sparql>" in raised.value.detail


BROKEN = {
    "error": response(b"secret", "500 Oops", "text/plain"),
    "garbage": response(b"secret"),
    "nothing": b"",
    "moved inside": response(b"", "302 Found", Location="http://169.254.169.254/"),
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
def test_failure_is_told_with_its_place_and_without_its_words(answer: bytes) -> None:
    with pytest.raises(FederationError) as raised:
        federated("SELECT * {\n SERVICE :one { ?s :p ?o } }", answer)
    assert raised.value.place == Place(3, 2)
    assert "secret" not in raised.value.detail


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize(
    "query", ["{ ?s :p ?o SERVICE SILENT :one { ?o :r ?x } }", "{ ?s :p ?o SERVICE SILENT :no { } }"]
)
def test_silent_failure_binds_nothing(answer: bytes, query: str) -> None:
    text, _ = federated(f"SELECT * {query}", answer)
    assert bag(store(LOCAL), text) == bag(store(LOCAL), PREFIX + "SELECT * { ?s :p ?o }")


def test_silent_does_not_keep_half_an_answer() -> None:
    text, _ = federated(
        "SELECT * { ?s :p ?o SERVICE SILENT :one { ?o :r ?x } }", response(ONE), b"", batch=2, parallel=1
    )
    assert "UNDEF" in text
    assert "found" not in text


def test_silent_does_not_hide_the_authors_mistakes() -> None:
    with pytest.raises(QueryNotUnderstood):
        federated("SELECT * { SERVICE SILENT ?e { ?s :p ?o } }", b"")


def test_time_of_a_query_is_bounded() -> None:
    with pytest.raises((ServiceTimeout, ServiceFailed)):
        federated("SELECT * { SERVICE :one { ?s :p ?o } }", response(b"", "503 Busy", Retry_After="1"), seconds=0.5)


def test_only_so_many_at_a_time() -> None:
    async def test() -> list[str | BaseException]:
        busy = saying(response(b"", "503 Busy", Retry_After="1"), response(ONE))
        async with busy as server, federation(towards(server.url, concurrent=2)) as ours:
            query = PREFIX + "SELECT * { SERVICE :one { ?s :p ?o } }"
            asked = (ours.resolve(query, Engine(Store())) for _ in range(5))
            found = await asyncio.gather(*asked, return_exceptions=True)
            return [*found, await ours.resolve(query, Engine(Store()))]

    found = run(test())
    failed = [error for error in found if isinstance(error, ServiceFailed)]
    assert [type(answer) for answer in found].count(str) == 3
    assert [error.retry_after for error in failed] == [5.0] * 3


def test_same_question_is_asked_once() -> None:
    query = "SELECT * { { SERVICE :one { ?s :p ?o } } UNION { SERVICE :one { ?s :p ?o } } }"
    assert federated(query, response(ONE), cache_seconds=60)[1] == 1


def test_blank_nodes_of_an_answer_join_within_it() -> None:
    node = b'{"type":"bnode","value":"b0"}'
    answer = b'{"head":{"vars":["s","o"]},"results":{"bindings":[{"s":%s,"o":%s}]}}' % (node, node)
    text, _ = federated("SELECT * { SERVICE :one { ?s :p ?o } FILTER(?s = ?o) }", response(answer, kind=JSON))
    assert bag(Store(), text).total() == 1
    assert "/.well-known/genid/" in text


def test_aggregates_and_forms_of_query() -> None:
    for head in ("CONSTRUCT { ?s :made ?o } WHERE", "ASK", "DESCRIBE ?s WHERE", "SELECT (COUNT(*) AS ?n)"):
        text, _ = federated(f"{head} {{ SERVICE :one {{ ?s :p ?o }} }}", response(ONE))
        assert head in text
        assert "SERVICE" not in text
        store(LOCAL).query(text)
