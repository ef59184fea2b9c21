"""What a store answers: nothing that is cut, wrong or endless passes for a result, and each failure says what it is."""

import threading
from pathlib import Path

import pytest

from communique.service.engine.limits import Limits
from communique.service.engine.plan import Data
from communique.service.engine.question import Failure, Question
from communique.service.engine.storage import Elsewhere
from communique.tests.service.stores.asking import answer
from communique.tests.service.stores.fake import JSON, XML, Asked, fake, response
from communique.tests.service.stores.sample import GRAPH, PEOPLE, write

SELECT = Question("SELECT ?s { ?s ?p ?o }", "csv")
ASK = Question("ASK {}", "csv")
GRAPHS = Question("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", None, "nt")
ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:x"}}]}}'
TABLE = b'{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":[{"__ASK_RETVAL":{"type":"literal","value":"%s"}}]}}'
TRIPLE = b"<urn:s> <urn:p> <urn:o> .\n"
CHUNKS = b"%x\r\n%s\r\n" % (len(TRIPLE), TRIPLE)
NT = "application/n-triples"
LIMITS = Limits(workers=1, query_seconds=5, result_bytes=4096)


def elsewhere(folder: Path, url: str) -> Data:
    return Elsewhere(url, checked=False).data(write(folder, "1.0.0", PEOPLE))


def ask(folder: Path, question: Question, content: bytes) -> bytes:
    """The answer to a question where the store answers all with this content, but for the look whether it is there."""

    def respond(asked: Asked) -> bytes:
        return response(b'{"head":{},"boolean":true}') if len(store.asked) == 1 else content

    with fake(respond) as store:
        return answer(elsewhere(folder, store.url), question, LIMITS)


@pytest.mark.parametrize(
    ("question", "content", "expected"),
    [
        (SELECT, response(ROWS), b"s\r\nurn:x\r\n"),
        (
            SELECT,
            response(b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="s"/></head>'
                     b"<results/></sparql>", XML),
            b"s\r\n",
        ),
        (ASK, response(b'{"head":{},"boolean":false}'), b"false"),
        (ASK, response(TABLE % b"1"), b"true"),
        (ASK, response(TABLE % b"0"), b"false"),
        (GRAPHS, response(TRIPLE, NT), TRIPLE),
        (GRAPHS, response(b"@prefix u: <urn:> . u:s u:p u:o .", "text/turtle; charset=utf-8"), TRIPLE),
        (GRAPHS, response(CHUNKS + b"0\r\n\r\n", NT, Content_Length="", Transfer_Encoding="chunked"), TRIPLE),
    ],
)  # fmt: skip
def test_answers_of_every_kind_are_read(tmp_path: Path, question: Question, content: bytes, expected: bytes) -> None:
    assert ask(tmp_path, question, content) == expected


@pytest.mark.parametrize(
    ("question", "content", "kind", "detail"),
    [
        (SELECT, response(ROWS[:-2]), "store", "broke off"),
        (SELECT, response(ROWS, Content_Length=str(len(ROWS) + 9)), "store", "9 bytes less"),
        (SELECT, response(ROWS, "text/html"), "store", "text/html"),
        (SELECT, response(b'{"head":{},"boolean":true}'), "store", "another question"),
        (SELECT, response(ROWS, X_SPARQL_MaxRows="1"), "store", "a part of the result"),
        (SELECT, response(ROWS, X_SQL_State="S1TAT"), "store", "a part of the result"),
        (SELECT, response(b"", status="302 Found", Location="http://127.0.0.1:1/"), "store", "302"),
        (SELECT, response(b"", status="401 Unauthorized"), "store", "401"),
        (SELECT, response(b"", status="503 Busy"), "store", "503"),
        (SELECT, response(b"", status="500 No"), "store", "500"),
        (SELECT, response(b"Error at '}'\n\nSPARQL query:\nBASE", status="400 Bad"), "store-refused", "Error at '}'"),
        (SELECT, b"", "store", "broke"),
        (SELECT, response(ROWS[:-3] + b"," + b" " * 20000 + ROWS[50:]), "result-bytes", "more than one result"),
        (GRAPHS, response(TRIPLE, NT, Content_Length="99"), "store", "73 bytes less"),
        (GRAPHS, response(TRIPLE, NT, Content_Length=""), "store", "a cut one would look whole"),
        (GRAPHS, response(TRIPLE + b"<urn:s> <urn", NT), "store", "broke off"),
        (GRAPHS, response(CHUNKS, NT, Content_Length="", Transfer_Encoding="chunked"), "store", "broke"),
    ],
)  # fmt: skip
def test_what_is_cut_or_wrong_is_a_failure(
    tmp_path: Path, question: Question, content: bytes, kind: str, detail: str
) -> None:
    with pytest.raises(Failure) as caught:
        ask(tmp_path, question, content)
    assert caught.value.kind == kind
    assert detail in caught.value.detail


def test_a_store_is_asked_by_a_form_and_told_the_graphs_of_the_release(tmp_path: Path) -> None:
    with fake(lambda _: response(ROWS)) as store:
        answer(elsewhere(tmp_path, store.url), SELECT, LIMITS)
    asked = store.asked[-1]
    assert asked.method == "POST"
    assert asked.fields["content-type"] == "application/x-www-form-urlencoded"
    assert JSON in asked.fields["accept"]
    assert asked.fields["user-agent"].startswith("communique/")
    graphs = {f"{GRAPH}doc/000", f"{GRAPH}doc/001", f"{GRAPH}vocabulary"}
    assert set(asked.form["default-graph-uri"]) == graphs
    assert set(asked.form["named-graph-uri"]) == graphs
    assert asked.form["query"] == ["BASE <https://w3id.org/communique/>\nSELECT ?s { ?s ?p ?o }"]


def test_a_store_of_which_the_release_is_all_is_told_none(tmp_path: Path) -> None:
    with fake(lambda _: response(ROWS)) as store:
        release = write(tmp_path, "1.0.0", PEOPLE)
        answer(Elsewhere(store.url, isolated=False, checked=False).data(release), SELECT, LIMITS)
    assert set(store.asked[-1].form) == {"query"}


@pytest.mark.parametrize("text", ["SELECT ?s { ?s", "SELECT * { SERVICE <http://127.0.0.1/> {} }", "{" * 200])
def test_what_should_not_go_out_does_not(tmp_path: Path, text: str) -> None:
    with fake(lambda _: response(ROWS)) as store, pytest.raises(Failure) as caught:
        answer(elsewhere(tmp_path, store.url), Question(text), LIMITS)
    assert caught.value.kind in ("syntax", "service-denied", "query-nesting")
    assert len(store.asked) == 1


def test_a_store_that_is_slow_is_left_at_the_deadline(tmp_path: Path) -> None:
    def respond(asked: Asked) -> bytes:
        if len(store.asked) > 1:
            threading.Event().wait(3)
        return response(ROWS)

    with fake(respond) as store, pytest.raises(Failure) as caught:
        answer(elsewhere(tmp_path, store.url), SELECT, Limits(workers=1, query_seconds=0.5))
    assert caught.value.kind == "deadline"


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({"COMMUNIQUE_STORE_TOKEN": "secret"}, "Bearer secret"),
        ({"COMMUNIQUE_STORE_USER": "u", "COMMUNIQUE_STORE_PASSWORD": "p"}, "Basic dTpw"),
    ],
)
def test_credentials_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], shown: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with fake(lambda _: response(ROWS)) as store:
        answer(elsewhere(tmp_path, store.url), SELECT, LIMITS)
    assert {asked.fields["authorization"] for asked in store.asked} == {shown}
