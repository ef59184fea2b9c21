"""The walk through what is open: keys, undo, going on where it stopped, and the gate at its end."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique.cli import main
from communique.mappings.alignment.gate import read_checked
from communique.mappings.alignment.proposals import REVIEW
from communique.mappings.alignment.review import Decision, Open, Signature, Walk, read_review, row_of, rows_of
from communique.mappings.alignment.rows import Row
from communique.mappings.alignment.rows import rows_of as rows_of_sets
from communique.tests.mappings.alignment.home import Home, home

CANDIDATE = {"item": "Q192406", "label": "Communist Party of Greece", "agreement": "identical", "score": "1.0000"}
KKE = Open("party/gr-kke", "Communist Party of Greece", "gr", "2017", "no rule holds", (CANDIDATE,))
PC = Open("party/it-pc-2009", "Communist Party", "it", "2017", "no rule holds", ())


def walk(folder: Path) -> Walk:
    return Walk.resume(folder / "journal", (KKE, PC))


def test_a_walk_ends_when_everything_is_decided(tmp_path: Path) -> None:
    made = walk(tmp_path)
    made.decide(Decision("party/gr-kke", "exact", "Q192406", "the same party"))
    assert (made.next, made.left) == (PC, 1)
    made.decide(Decision("party/it-pc-2009", "nothing"))
    assert (made.next, made.left) == (None, 0)


def test_a_denial_leaves_its_thing_open(tmp_path: Path) -> None:
    made = walk(tmp_path)
    made.decide(Decision("party/gr-kke", "not", "Q192406"))
    assert made.next == KKE
    assert made.denied("party/gr-kke") == {"Q192406"}


def test_undo_takes_back_the_last_step_even_after_a_break(tmp_path: Path) -> None:
    walk(tmp_path).decide(Decision("party/gr-kke", "exact", "Q192406"))
    again = walk(tmp_path)
    assert again.next == PC
    assert again.undo() == Decision("party/gr-kke", "exact", "Q192406")
    assert again.undo() is None
    assert walk(tmp_path).next == KKE


def test_a_journal_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("key\taction\titem\treason\nparty/gr-kke\tmaybe\t\t\n")
    with pytest.raises(ValueError, match="'maybe' is no step of a walk"):
        walk(tmp_path)


@pytest.mark.parametrize(("action", "item"), [("maybe", "Q1"), ("exact", ""), ("nothing", "Q1")])
def test_no_decision(tmp_path: Path, action: str, item: str) -> None:
    with pytest.raises(ValueError, match="is no decision"):
        walk(tmp_path).decide(Decision("party/gr-kke", action, item))


def test_decisions_become_rows(tmp_path: Path) -> None:
    made = walk(tmp_path)
    made.decide(Decision("party/gr-kke", "not", "Q3565932", "the split of 1968"))
    made.decide(Decision("party/gr-kke", "close", "Q192406", "nearly"))
    made.decide(Decision("party/it-pc-2009", "skip"))
    denied, close = rows_of(made, {"party/gr-kke": "KKE", "party/it-pc-2009": "PC"}, Signature("A", "2026-11-22", "W"))
    assert (denied.negated, denied.object, denied.comment) == (True, "wikidata:Q3565932", "the split of 1968")
    assert (close.predicate, close.object_label) == ("skos:closeMatch", "Communist Party of Greece")
    nothing = row_of(Decision("party/gr-kke", "nothing"), KKE, "KKE", Signature("A", "2026-11-22", "W (2026)"))
    assert (nothing.found, nothing.comment) == (False, f"Nothing found in W (2026): {KKE.why}.")
    with pytest.raises(ValueError, match="skipped"):
        row_of(Decision("party/it-pc-2009", "skip"), PC, "PC", Signature("A", "2026-11-22", "W"))


def test_another_file_is_no_review(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text("key\tname\n")
    assert "not a review file" in str(read_review(tmp_path / "x.tsv")[1][0])


def review_file(folder: Path) -> Path:
    path = folder / "review.tsv"
    lines = ["\t".join(REVIEW)]
    for at, (item, label) in enumerate([("Q461886", "Italian Communist Party"), ("Q780997", "Refoundation")], 1):
        cells = {"key": "party/it-pc-2009", "name": "Communist Party", "why": "no rule holds", "rank": str(at)}
        cells |= {"item": item, "label": label, "agreement": "part", "score": "0.5", "lifespan": "ended"}
        lines.append("\t".join(cells.get(column, "") for column in REVIEW))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def press(place: Home, keys: str) -> Result:
    path = place.candidates.parent / "review.tsv"
    folders = ["--seeds", str(place.seeds), "--alignment", str(place.alignment)]
    calls = ["review", str(path), "--reviewer", "A. Curator", "--date", "2026-11-22", *folders]
    return CliRunner().invoke(main, calls, input=keys, catch_exceptions=False)


def decided(place: Home) -> list[Row]:
    sets, _, issues = read_checked(place.alignment)
    assert not issues
    return [row for row in rows_of_sets(sets) if row.subject == "party/it-pc-2009"]


def test_keys_deny_undo_and_find_nothing(tmp_path: Path) -> None:
    place = home(tmp_path, undecided=("party/it-pc-2009",))
    review_file(tmp_path)
    result = press(place, "?x1the historic party\nx2\nuzn")
    assert result.exit_code == 0, result.output
    assert "undone: not Q780997" in result.output
    assert "no such key" in result.output
    assert [(row.negated, row.object) for row in decided(place)] == [
        (False, "sssom:NoTermFound"),
        (True, "wikidata:Q461886"),
    ]
    assert {row.reviewer for row in decided(place)} == {"A. Curator"}


def test_a_walk_goes_on_where_it_stopped(tmp_path: Path) -> None:
    place = home(tmp_path, undecided=("party/it-pc-2009",))
    review_file(tmp_path)
    first = press(place, "x1ended\nq")
    assert "1 left" in first.output
    second = press(place, "n")
    assert "x      Q461886" in second.output
    assert "0 left" in second.output
    assert len(decided(place)) == 2


def test_the_gate_has_the_last_word(tmp_path: Path) -> None:
    place = home(tmp_path, undecided=("party/it-pc-2009",))
    review_file(tmp_path)
    before = (place.alignment / "party.sssom.tsv").read_bytes()
    result = press(place, "1surely\n")
    assert result.exit_code == 2
    assert "wikidata:Q461886 is already exactly party/it-pci" in result.output
    assert (place.alignment / "party.sssom.tsv").read_bytes() == before
