"""Every competency question gives its answer over HTTP to SPARQLWrapper, and each row a way to its passage."""

import pytest
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from communique.tests.competency.questions import Question, Row, questions

ALL = questions()
PASSAGE = "https://w3id.org/communique/id/passage/"
# These count or compare, so that no single passage stands behind a row; each finds one all the same.
WITHOUT_PASSAGE = {"cq37", "cq39", "cq40", "cq42"}


def ask(endpoint: str, query: str) -> tuple[Row, list[Row]]:
    """Columns and sorted rows of a SELECT, as lexical values; unbound is empty."""
    client = SPARQLWrapper(endpoint, agent="communique-tests (https://w3id.org/communique/)")
    client.setQuery(query)
    client.setMethod(POST)
    client.setReturnFormat(JSON)
    answer = client.queryAndConvert()
    assert isinstance(answer, dict)
    columns = tuple(answer["head"]["vars"])
    found = answer["results"]["bindings"]
    return columns, sorted(tuple(row[name]["value"] if name in row else "" for name in columns) for row in found)


@pytest.mark.parametrize("question", [q for q in ALL if not q.federated], ids=lambda q: q.name)
def test_question_gives_its_answer(question: Question, endpoint: str) -> None:
    columns, rows = ask(endpoint, question.query)
    assert columns == question.columns
    assert rows == question.rows


@pytest.mark.parametrize("question", [q for q in ALL if q.federated], ids=lambda q: q.name)
def test_federated_question_gives_its_answer(question: Question, federated_endpoint: str) -> None:
    columns, rows = ask(federated_endpoint, question.query)
    assert columns == question.columns
    assert rows == question.rows


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.name)
def test_every_row_leads_to_a_passage(question: Question) -> None:
    if question.name[:4] in WITHOUT_PASSAGE:
        assert "?passage" in question.query
        return
    for row in question.rows:
        assert any(value.startswith(PASSAGE) for value in row), row
