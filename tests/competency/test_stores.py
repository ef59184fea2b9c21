"""The same questions give the same answers wherever the release is held: on disk, in Oxigraph, in Virtuoso.

`virtuoso.tsv` lists what Virtuoso answers in another way; an answer that has become right has to leave the list.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from communique.tests.competency.questions import Question, differing, questions
from communique.tests.competency.test_questions import ask
from communique.tests.targets.held import held
from communique.tests.targets.process import NotStarted, Server

ALL = [question for question in questions() if not question.federated]


@pytest.fixture(scope="module", params=["disk", "oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest, releases: Path) -> Iterator[tuple[str, Server]]:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(held(request.param, releases))
        except NotStarted as error:
            pytest.skip(str(error))
        yield request.param, server


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.name)
def test_question_gives_its_answer(question: Question, store: tuple[str, Server]) -> None:
    kind, server = store
    columns, rows = ask(server.query, question.query)
    assert columns == question.columns
    if question.name in differing(kind):
        assert rows != question.rows, f"{question.name} can leave the list"
    else:
        assert rows == question.rows


def test_the_list_names_questions() -> None:
    assert set(differing("virtuoso")) <= {question.name for question in ALL}
