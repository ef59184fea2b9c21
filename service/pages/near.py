"""What may have been meant by a key or kind that is not there."""

import json

from rapidfuzz import process
from starlette.requests import Request

from communique.service.engine.question import Question
from communique.service.pages import queries, state

NEAR = 60  # of 100: how alike a key is that may be meant
SHOWN = 5


async def hint(request: Request, kind: str, key: str) -> dict[str, str]:
    """A hint that names the nearest keys of that kind, or the nearest kind; nothing where none is near."""
    release = state.site(request).release
    start = f"{release.base}id/"
    known = sorted(each[len(start) : -1] for each in release.prefixes.values() if each.startswith(start))
    if kind not in known:
        like = process.extractOne(kind, known, score_cutoff=NEAR)
        return {"hint": f"The kinds are {', '.join(known)}." + (f" Did you mean {like[0]}?" if like else "")}
    near = await keys(request, kind, key)
    return {"hint": f"Did you mean {', '.join(near)}?"} if near else {}


async def keys(request: Request, kind: str, key: str) -> list[str]:
    """The keys of a kind that are most like this one."""
    release = state.site(request).release
    start = f"{release.base}id/{kind}/"
    question = Question(queries.query(queries.KEYS, release.base, start), "json")
    found = json.loads(await state.site(request).engine.read(question, state.client(request)))
    every = [row["thing"]["value"].removeprefix(start) for row in found["results"]["bindings"]]
    return [each for each, _, _ in process.extract(key, every, limit=SHOWN, score_cutoff=NEAR)]
