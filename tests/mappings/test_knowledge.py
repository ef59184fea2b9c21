"""The whole: deterministic, disjoint, known to the vocabulary, and refused as soon as anything is wrong."""

import re
import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from communique.iris import BASE, PREFIXES, graph
from communique.mappings import knowledge as module
from communique.mappings import vocabulary
from communique.mappings.knowledge import knowledge
from communique.mappings.quads import ensure_round_trip


def test_the_same_input_gives_the_same_lines_whatever_the_jobs(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = knowledge(seeds, jobs=1)
    assert alone.issues == ()
    monkeypatch.setattr(module, "WORTH_A_PROCESS", 1)
    assert knowledge(seeds, jobs=2) == alone
    assert list(alone.lines) == sorted(set(alone.lines))


def test_the_order_of_fields_and_records_plays_no_role(seeds: Path) -> None:
    before = knowledge(seeds, jobs=1).lines
    path = seeds / "001" / "facts.yaml"
    entries = re.split(r"(?m)^(?=- )", path.read_text(encoding="utf-8"))[1:]
    path.write_text("".join(reversed(entries)), encoding="utf-8")
    position = seeds / "001" / "positions.yaml"
    first, *others = position.read_text(encoding="utf-8").splitlines()
    turned = ["- " + others[-1].strip(), *others[:-1], "  " + first.removeprefix("- ")]
    position.write_text("\n".join(turned), encoding="utf-8")
    after = knowledge(seeds, jobs=1)
    assert after.issues == ()
    assert [line for line in after.lines if "SHA-256" not in line] == [line for line in before if "SHA-256" not in line]


def test_where_the_seeds_lie_plays_no_role(seeds: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(seeds, tmp_path / "elsewhere" / "named otherwise")
    assert knowledge(Path(moved), jobs=1).lines == knowledge(seeds, jobs=1).lines


def test_graphs_are_disjoint_and_the_counts_are_those_of_the_quads(seeds: Path) -> None:
    found = knowledge(seeds, jobs=1)
    triples = [quad.triple for quad in found.quads]
    assert len(triples) == len(set(triples)) == found.counts["quads"]

    def count(cls: str) -> int:
        type_ = NamedNode(f"{PREFIXES['rdf']}type")
        return sum(
            triple.predicate == type_ and triple.object == NamedNode(PREFIXES["cmq"] + cls) for triple in triples
        )

    assert found.counts["claims"] == count("Claim") == 41
    assert found.counts["passages"] == count("Passage") == 26
    assert found.counts["documents"] == count("SourceDocument") == 2
    assert found.claims_per_document == {"000": 27, "001": 12}


def test_what_two_documents_say_is_in_the_shared_graph(seeds: Path) -> None:
    store = Store()
    store.extend(knowledge(seeds, jobs=1).quads)
    query = f"""SELECT ?statement (COUNT(?claim) AS ?claims) {{
        GRAPH <{graph("shared")}> {{ ?statement <{PREFIXES["rdf"]}object> <{BASE}concept/event-type/festival> }}
        GRAPH ?g {{ ?claim <{PREFIXES["cmq"]}claims> ?statement }}
    }} GROUP BY ?statement"""
    rows = list(store.query(query))  # type: ignore[arg-type]
    assert [row["claims"].value for row in rows] == ["2"]


def test_every_literal_comes_back_as_it_went_in(seeds: Path) -> None:
    ensure_round_trip(knowledge(seeds, jobs=1).quads)


def test_every_term_of_ours_is_in_the_vocabulary(seeds: Path) -> None:
    used = {quad.predicate.value for quad in knowledge(seeds, jobs=1).quads}
    used |= {quad.object.value for quad in knowledge(seeds, jobs=1).quads if isinstance(quad.object, NamedNode)}
    ours = {iri for iri in used if iri.startswith(PREFIXES["cmq"])}
    assert ours <= vocabulary.terms()
    assert len(ours) > 40


def test_no_text_of_a_document_is_copied_but_what_is_printed(seeds: Path, originals: Path) -> None:
    text = " ".join((originals / "fair.txt").read_text(encoding="utf-8").split())
    printed = {str(quad.object.value) for quad in knowledge(seeds, jobs=1).quads if "Printed" in quad.predicate.value}
    assert max(map(len, printed)) < 60 < len(text)


def test_each_situation_leads_back_to_its_record(seeds: Path) -> None:
    found = knowledge(seeds, jobs=1)
    claims = NamedNode(f"{PREFIXES['cmq']}claims")
    claimed = {quad.object.value for quad in found.quads if quad.predicate == claims}
    assert len(claimed - set(found.origins)) == 2, "only the two statements of identity have no record"
    file, line = next(place for iri, place in found.origins.items() if "/posting/" in iri)
    assert "Secretary" in Path(file).read_text(encoding="utf-8").splitlines()[line - 1]


def test_progress_is_told(seeds: Path) -> None:
    told: list[tuple[str, int, int]] = []
    knowledge(seeds, jobs=1, progress=lambda *step: told.append(step))
    assert told == [("documents", 1, 2), ("documents", 2, 2)]


def test_with_an_issue_there_are_no_quads(seeds: Path) -> None:
    path = seeds / "001" / "positions.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("supported", "suported"), encoding="utf-8")
    found = knowledge(seeds, jobs=1)
    assert [issue.line for issue in found.issues] == [2]
    assert found.quads == []


def test_broken_turtle_is_an_issue_too(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix a: <urn:a:> .\n\na:b a:c .\n")
    latin = tmp_path / "latin.ttl"
    latin.write_bytes(b'<urn:a> <urn:b>\n"caf\xe9" .\n')
    monkeypatch.setattr(vocabulary, "files", lambda: [broken, latin, tmp_path / "none.ttl"])
    told = [(issue.file, issue.line) for issue in knowledge(seeds, jobs=1).issues]
    assert told == [(str(broken), 3), (str(latin), 2), (str(tmp_path / "none.ttl"), 0)]
