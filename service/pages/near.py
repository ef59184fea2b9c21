"""What may have been meant by a key or kind that is not there."""

import json

from rapidfuzz import process
from starlette.requests import Request

from communique.service.engine.question import Question
from communique.service.pages import queries, state

NEAR = 60  # of 100: how alike a key is that may be meant
SHOWN = 5


async def hint(request: Request, kind: str, key: str) -> dict[str, str | list[str]]:
    """For a problem: a hint that names what is nearest, and `near`, the addresses of it; nothing where none is near."""
    release = state.site(request).release
    start = f"{release.base}id/"
    known = sorted(each[len(start) : -1] for each in release.prefixes.values() if each.startswith(start))
    if kind not in known:
        like = process.extractOne(kind, known, score_cutoff=NEAR)
        told = f"The kinds are {', '.join(known)}."
        return {"hint": f"{told} Did you mean {like[0]}?", "near": [f"/doc/{like[0]}"]} if like else {"hint": told}
    near = await keys(request, kind, key)
    return (
        {"hint": f"Did you mean {', '.join(near)}?", "near": [f"/doc/{kind}/{each}" for each in near]} if near else {}
    )


async def keys(request: Request, kind: str, key: str) -> list[str]:
    """The keys of a kind that are most like this one."""
    release = state.site(request).release
    start = f"{release.base}id/{kind}/"
    question = Question(queries.query(queries.KEYS, release.base, start), "json")
    found = json.loads(await state.site(request).engine.read(question, state.client(request)))
    every = [row["thing"]["value"].removeprefix(start) for row in found["results"]["bindings"]]
    return [each for each, _, _ in process.extract(key, every, limit=SHOWN, score_cutoff=NEAR)]
