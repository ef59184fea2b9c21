"""What terms and concepts are called: read once a release, as every page needs them."""

import json
from weakref import WeakKeyDictionary

from communique.service.engine.question import Question
from communique.service.engine.release import Release
from communique.service.engine.site import Site
from communique.service.pages import queries

_known: WeakKeyDictionary[Release, dict[str, str]] = WeakKeyDictionary()


async def terms(site: Site) -> dict[str, str]:
    """The English name of each term and concept of the vocabulary."""
    release = site.release
    if release not in _known:
        question = Question(queries.query(queries.TERM_NAMES, release.base), "json")
        found = json.loads(await site.engine.read(question, "names"))
        rows = found["results"]["bindings"]
        _known[release] = {row["term"]["value"]: row["name"]["value"] for row in rows if row["term"]["type"] == "uri"}
    return _known[release]
