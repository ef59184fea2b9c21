"""The vocabulary, and all data under it, do not contradict themselves: HermiT says so, and finds it where they do."""

import shutil
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from communique.iris import PREFIXES, expand
from communique.mappings import vocabulary
from communique.mappings.knowledge import Knowledge, knowledge
from communique.mappings.turtle import Triple
from communique.paths import room
from communique.tests.ontology.reasoning import all_different, contradiction, terms
from communique.tests.shapes.graphs import valid_triples

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT runs on Java, and there is none here")
BUILT_IN = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl"))


@pytest.fixture(scope="module")
def built() -> Knowledge:
    found = knowledge(room("seeds"))
    assert not found.issues
    return found


def triples_of(turtle: str) -> list[Triple]:
    prefixes = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())
    return terms(parse(prefixes + turtle, RdfFormat.TURTLE))


def test_what_the_data_use_is_declared(built: Knowledge) -> None:
    declared = {*vocabulary.properties(), *vocabulary.classes()}
    used = {quad.predicate.value for quad in built.quads}
    used |= {quad.object.value for quad in built.quads if quad.predicate.value == expand("rdf:type")}
    assert not {iri for iri in used - declared if not iri.startswith(BUILT_IN)}


@needs_java
def test_vocabulary_and_data_are_consistent(built: Knowledge, tmp_path: Path) -> None:
    held = [*vocabulary.triples(), *terms(built.quads)]
    assert contradiction([*held, *all_different(held)], tmp_path) is None


@needs_java
@pytest.mark.parametrize(
    ("added", "found"),
    [
        ("event:moscow a cmq:Party .", "inconsistent"),
        ("event:moscow cmq:timeSpan span:1957 .", "inconsistent"),
        ("event:congress cmq:ordinal 3 .", "inconsistent"),
        ("cmq:Odd a owl:Class ; rdfs:subClassOf cmq:Party, cmq:Event .", f"nothing can be in {expand('cmq:Odd')}"),
    ],
    ids=["two classes that are disjoint", "two spans", "two ordinals", "a class that nothing can be in"],
)
def test_a_contradiction_is_found(added: str, found: str, tmp_path: Path) -> None:
    held = [*vocabulary.triples(), *valid_triples(), *triples_of(added)]
    assert contradiction([*held, *all_different(held)], tmp_path) == found
