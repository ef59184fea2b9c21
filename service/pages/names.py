"""What terms and concepts are called: read once a release, as every page needs them."""

import json
from weakref import WeakKeyDictionary

from communique.service.engine.question import Question
from communique.service.engine.release import Release
from communique.service.engine.site import Site
from communique.service.pages import queries
from communique.service.pages.graph import Names

_known: WeakKeyDictionary[Release, Names] = WeakKeyDictionary()


async def terms(site: Site) -> Names:
    """The names of each term and concept of the vocabulary, by language."""
    release = site.release
    if release not in _known:
        question = Question(queries.query(queries.TERM_NAMES, release.base), "json")
        found = json.loads(await site.engine.read(question, "names"))
        names: dict[str, dict[str, str]] = {}
        for row in found["results"]["bindings"]:
            if row["term"]["type"] == "uri":
                names.setdefault(row["term"]["value"], {})[row["name"].get("xml:lang", "")] = row["name"]["value"]
        _known[release] = names
    return _known[release]


async def called(site: Site, language: str) -> dict[str, str]:
    """One name for each term and concept: in that language if there is one, else in English, else in any."""
    return {
        iri: known.get(language) or known.get("en") or min(known.values()) for iri, known in (await terms(site)).items()
    }
