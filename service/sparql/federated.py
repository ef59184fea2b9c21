"""SERVICE at this endpoint: queries lose their SERVICE clauses before the engine, which calls nobody, sees them."""

from dataclasses import replace

from communique.service.engine.engine import Engine
from communique.service.engine.question import Failure, Question
from communique.service.federation import Federation, FederationError, Rows, blanked, read_own


async def resolved(federation: Federation, engine: Engine, question: Question, client: str) -> Question:
    """The same question with a table in place of each SERVICE clause; raises Failure where one cannot be answered."""

    async def local(query: str) -> Rows:
        return read_own(await engine.read(replace(question, text=query, solutions="json", pretty=False), client))

    async def local_or_told(query: str) -> Rows:
        try:
            return await local(query)
        except Failure as error:
            if error.kind == "syntax":  # in a text of ours: the engine is to say where it is in the author's
                await local(blanked(question.text))
            raise

    try:
        text = await federation.resolve(question.text, local_or_told)
    except FederationError as error:
        raise _failure(error) from None
    return question if text is question.text else replace(question, text=text)


def _failure(error: FederationError) -> Failure:
    place = {"line": error.place.line, "column": error.place.column} if error.place else {}
    headers = [(b"retry-after", b"%d" % max(1, round(error.retry_after)))] if error.retry_after else []
    return Failure(error.kind, error.detail, **place, **({"headers": headers} if headers else {}))
