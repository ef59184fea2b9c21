"""The files of the vocabulary: their form, what is made of them, and what the loader reads from them."""

import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from communique.iris import BASE, PREFIXES, SCHEMES, expand
from communique.mappings import context, vocabulary
from communique.mappings.records.properties import PROPERTIES
from communique.mappings.turtle import canonical_form, canonical_turtle
from communique.paths import room

TURTLE = [
    *vocabulary.files(),
    *sorted(room("shapes").glob("*.ttl")),
    *sorted(room("competency").glob("*.ttl")),
    *sorted(Path(__file__).parent.glob("examples/*.ttl")),
    *sorted((Path(__file__).parent.parent / "shapes" / "valid").glob("*.ttl")),
]


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.stem)
def test_turtle_is_canonical(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == canonical_form(text), f"run: python -m communique.mappings.turtle {path}"


@pytest.mark.parametrize("path", context.made_files(), ids=lambda path: path.name)
def test_made_files_are_as_they_would_be_made(path: Path) -> None:
    made = context.made_files()[path]
    assert path.read_text(encoding="utf-8") == made, "run: python -m communique.mappings.context"


def test_every_scheme_has_a_file_of_its_name() -> None:
    assert sorted(path.stem for path in vocabulary.files() if path.parent.name == "concepts") == sorted(SCHEMES)
    assert sorted(vocabulary.concepts()) == sorted(SCHEMES)


def test_every_topic_has_a_file_of_its_name() -> None:
    imported = [o.value for _, p, o in vocabulary.triples() if p.value == expand("owl:imports")]
    modules = {iri.removeprefix(f"{BASE}ont/module/") for iri in imported}
    made = {"communique", "prefixes"}
    assert modules | made == {path.stem for path in vocabulary.files() if path.parent.name != "concepts"}


def test_the_vocabulary_stays_small() -> None:
    ours = vocabulary.terms()
    properties = {iri for iri in ours if iri in vocabulary.properties()}
    assert len(ours - properties) <= 30
    assert len(properties) <= 61


def test_the_context_reads_as_the_turtle_does() -> None:
    document = {
        **context.context(),
        "@id": "event:x",
        "@type": "cmq:Event",
        "cmq:inSeries": "series:y",
        "cmq:ordinal": 2,
        "cmq:theme": {"@value": "peace", "@language": "en"},
    }
    read = {quad.triple for quad in parse(json.dumps(document), RdfFormat.JSON_LD)}
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    wanted = 'event:x a cmq:Event ; cmq:inSeries series:y ; cmq:ordinal 2 ; cmq:theme "peace"@en .'
    assert read == {quad.triple for quad in parse(prefixes + wanted, RdfFormat.TURTLE)}


def test_single_values() -> None:
    def single(curie: str, kind: str) -> bool:
        return vocabulary.single_valued(expand(curie), frozenset({expand(kind)}))

    assert single("cmq:timeSpan", "cmq:Event")
    assert single("schema:sender", "cmq:Message")
    assert single("cmq:country", "cmq:Party")
    assert single("cmq:congressOf", "cmq:PartyCongress")
    assert not single("cmq:country", "schema:Place")
    assert not single("cmq:addressee", "cmq:Message")
    assert not single("schema:mentions", "cmq:Message")


def test_schemes_of_properties() -> None:
    assert vocabulary.scheme_of(expand("cmq:role")) == "role"
    assert vocabulary.scheme_of(expand("cmq:event")) is None
    assert vocabulary.is_concept("role", "refused-to-sign")
    assert not vocabulary.is_concept("role", "refused")
    with pytest.raises(KeyError):
        vocabulary.is_concept("roles", "attended")


def test_what_records_may_say_is_in_the_vocabulary() -> None:
    known = vocabulary.properties()
    assert not [p.term for p in PROPERTIES.values() if expand(p.term) not in known]
    schemes = {p.term: p.scheme for p in PROPERTIES.values() if p.scheme}
    assert {curie: vocabulary.scheme_of(expand(curie)) for curie in schemes} == schemes


def test_the_base_is_one_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.ttl"
    file.write_text("<https://w3id.org/communique/ont/Event> a <urn:x> .", encoding="utf-8")
    monkeypatch.setattr(vocabulary, "BASE", "https://example.org/kb/")
    ((subject, _, _),) = vocabulary.read(file)
    assert subject.value == "https://example.org/kb/ont/Event"


FORMS = {
    "<urn:b> <urn:p> 1 . <urn:a> <urn:p> 2, 1 .": """<urn:a> <urn:p>
        1,
        2 .

<urn:b> <urn:p> 1 .
""",
    '<urn:a> <urn:p> "x"@en, 01, true, 1.50 .': """<urn:a> <urn:p>
        "x"@en,
        01,
        1.50,
        true .
""",
    "<urn:a> <urn:p> [ <urn:q> (1 2) ] .": """<urn:a> <urn:p> [
        <urn:q> ( 1 2 )
    ] .
""",
    "<urn:a> <urn:p> () , [] .": """<urn:a> <urn:p>
        <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>,
        [] .
""",
    "[] a <urn:C> .": "[] a <urn:C> .\n",
    r'<urn:a> <urn:p> "a\n\"b\"" .': '<urn:a> <urn:p> """a\n"b\\"""" .\n',
    r'<urn:a> <urn:p> "\"\\\t\u0001" .': r'<urn:a> <urn:p> "\"\\\t\u0001" .' + "\n",
}


@pytest.mark.parametrize("written", FORMS)
def test_canonical_form(written: str) -> None:
    text = canonical_form(written, {})
    assert text == FORMS[written]
    assert canonical_form(text, {}) == text


def test_canonical_form_depends_on_the_graph_alone() -> None:
    for path in TURTLE:
        before, after = (
            Graph().parse(path),
            Graph().parse(data=canonical_form(path.read_text("utf-8")), format="turtle"),
        )
        assert len(before) == len(after)


@pytest.mark.parametrize(
    "written", ["<urn:a> <urn:p> _:x . <urn:b> <urn:p> _:x .", "_:x <urn:p> _:y . _:y <urn:p> _:x ."]
)
def test_blank_nodes_that_need_a_name_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match="IRI"):
        canonical_form(written)


def test_no_triples_make_no_text() -> None:
    assert canonical_turtle([], PREFIXES) == ""
