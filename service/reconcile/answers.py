"""Answers as JSON: candidates with their named features, suggestions; the same objects serve both versions."""

from collections.abc import Iterator
from typing import Any

from communique.mappings.alignment.matching.features import Features
from communique.service.reconcile.authority import Thing
from communique.service.reconcile.judge import Found, lifespan_known
from communique.service.reconcile.vocabulary import types

FEATURES = {
    "name_score": "Weight of the words that the names share, from 0 to 1",
    "name_agreement": "How far the names agree, from 0 (some words) over 5 (the same words) to 6 (the same name)",
    "name_is_own": "The name is one that it bears, not one of other times or of a list of alternatives",
    "country_agrees": "It is of the country given",
    "country_is_kin": "It is of a state that shares the history of the country given",
    "year_in_lifespan": "The year given lies in its lifespan",
    "acronym_agrees": "The acronym in the name is its own",
    "founded_agrees": "The year in brackets is that of its foundation",
}
"""The features by id: a feature is left out where what it compares is not known."""


def candidate(found: Found, named: bool) -> dict[str, Any]:
    """A reconciliation candidate; with the names of its features, which 0.2 does not know."""
    thing = found.thing
    given: dict[str, Any] = {
        "id": thing.id,
        "name": thing.name,
        "type": [_type(thing)],
        "score": found.score,
        "match": bool(found.rule),
        "features": [
            {"id": id, "name": name, "value": value} if named else {"id": id, "value": value}
            for id, name, value in _features(found)
        ],
    }
    described = description(thing)
    return given | ({"description": described} if described else {})


def suggestion(thing: Thing) -> dict[str, Any]:
    """A suggested entity."""
    described = description(thing)
    given = {"id": thing.id, "name": thing.name, "notable": [_type(thing)]}
    return given | ({"description": described} if described else {})


def description(thing: Thing) -> str:
    """What tells a thing from its namesakes: other names, countries, years; or the description it has."""
    spans = sorted((span.start or 0, span.end or 0) for span in thing.candidate.spans)
    years = [f"{start or '?'}–{end or ''}" if start != end else str(start) for start, end in spans[:1]]
    others = [name for name, own in sorted(thing.candidate.names.items()) if own and name != thing.name][:2]
    codes = [code.upper() for code in sorted(thing.candidate.countries)]
    return " · ".join(part for part in (*others, *codes, *years, thing.description) if part)


def _type(thing: Thing) -> dict[str, str]:
    return {"id": thing.kind, "name": types()[thing.kind].name}


def _features(found: Found) -> Iterator[tuple[str, str, bool | float]]:
    for id, value in _values(found.features, found.country) if found.features else ():
        yield id, FEATURES[id], value
    if found.rule:
        yield f"rule/{found.rule}", f"Accepted by the rule {found.rule}", True


def _values(features: Features, country: str) -> Iterator[tuple[str, bool | float]]:
    yield "name_score", round(features.likeness.score, 4)
    yield "name_agreement", int(features.likeness.tier)
    yield "name_is_own", features.own
    if country:
        yield "country_agrees", country == "same"
        yield "country_is_kin", country == "kin"
    if lifespan_known(features):
        yield "year_in_lifespan", features.lifespan == "lives"
    for name, value in (("acronym_agrees", features.acronym), ("founded_agrees", features.founded)):
        if value:
            yield name, value == "agrees"
